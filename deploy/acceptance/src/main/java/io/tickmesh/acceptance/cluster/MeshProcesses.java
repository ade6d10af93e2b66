package io.tickmesh.acceptance.cluster;

import io.tickmesh.acceptance.books.EmbeddedServer;
import io.tickmesh.acceptance.failure.Fleet;
import io.tickmesh.acceptance.system.ChildNode;
import io.tickmesh.mesh.storage.EmbeddedDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Any number of nodes in processes of their own, the database and the exchange that they share, all on free ports of loopback. Not
/// thread-safe.
public final class MeshProcesses implements AutoCloseable {
    /// What all nodes but engines run.
    public static final List<String> FRONT =
            List.of("market-stream", "risk-service", "notifier", "gateway");

    public static final List<String> ENGINE = List.of("bot-engine");

    private static final int MOST = 12;

    private final Path work;
    private final Path fleet;
    private final EmbeddedDatabase database;
    private final ExchangeProcess exchange;
    private final List<Integer> ports = freePorts();
    private final Map<String, NodeProcess> nodes = new LinkedHashMap<>();

    /// Starts the database and the exchange.
    ///
    /// @param work an empty directory; gets data and logs
    public MeshProcesses(Path work) throws IOException, InterruptedException {
        this.work = Files.createDirectories(work);
        this.fleet = Fleet.copyTo(work);
        this.exchange = ExchangeProcess.start(fleet, work.resolve("exchange.log"), freePort());
        this.database = EmbeddedDatabase.open(work.resolve("server"));
        var _ = exchange.awaitReady();
    }

    /// Starts a node and does not wait.
    ///
    /// @param name of one life: a node that is started again is another one
    public NodeProcess start(String name, List<String> services) throws IOException {
        return start(name, services, Map.of());
    }

    /// Starts a node and does not wait.
    ///
    /// @param environment more variables
    public NodeProcess start(String name, List<String> services, Map<String, String> environment)
            throws IOException {
        int slot = nodes.size();
        if (slot >= MOST || nodes.containsKey(name)) {
            throw new IllegalStateException("there were %s already".formatted(nodes.keySet()));
        }
        int operations = freePort();
        Path log = work.resolve(name + ".log");
        ChildNode child =
                ChildNode.start(
                        fleet,
                        log,
                        settings(name, ports.get(slot), operations),
                        // What it writes is counted, so it is what nodes write elsewhere.
                        List.of("-Xmx256m", "-Dlogback.configurationFile=logback.xml"),
                        List.of("--services", String.join(",", services), "--cluster"),
                        environment);
        NodeProcess node = new NodeProcess(name, services, child, log, operations);
        nodes.put(name, node);
        return node;
    }

    /// Returns the node of that name.
    public NodeProcess node(String name) {
        NodeProcess node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException("no node " + name);
        }
        return node;
    }

    /// Returns all that were ever started.
    public List<NodeProcess> nodes() {
        return List.copyOf(nodes.values());
    }

    /// Returns the shared database.
    public EmbeddedServer server() {
        return new EmbeddedServer(work.resolve("server"));
    }

    /// Returns the port on which a node hears the others.
    public int busPort(String name) {
        return ports.get(List.copyOf(nodes.keySet()).indexOf(name) + MOST);
    }

    /// Returns the address of the exchange.
    public int exchangePort() {
        return exchange.port();
    }

    /// Returns the last lines of all nodes.
    public String said() {
        return nodes.values().stream().map(NodeProcess::said).collect(Collectors.joining("\n\n"));
    }

    @Override
    public void close() throws IOException {
        // All at once: one after the other they would each wait for the next owner.
        List<Thread> closing = new ArrayList<>();
        nodes.values().forEach(node -> closing.add(Thread.ofVirtual().start(node::close)));
        try {
            for (Thread thread : closing) {
                thread.join(TimeUnit.SECONDS.toMillis(40));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
        database.close();
    }

    private List<String> settings(String name, int port, int operations) {
        List<String> settings = new ArrayList<>();
        settings.add("node.name=" + name);
        settings.add("node.port=" + operations);
        settings.add("cluster.name=" + work.getFileName());
        settings.add("cluster.port=" + port);
        settings.add("cluster.bus-port=" + ports.get(ports.indexOf(port) + MOST));
        settings.add(
                "cluster.members="
                        + ports.stream()
                                .limit(MOST)
                                .map(member -> "127.0.0.1:" + member)
                                .collect(Collectors.joining(",", "[", "]")));
        settings.add("feed.kind=binance");
        settings.add("feed.binance.rest-url=http://127.0.0.1:" + exchange.port());
        settings.add("feed.binance.ws-url=ws://127.0.0.1:" + exchange.port());
        settings.add("data.dir=" + work.resolve("data-" + name));
        settings.add("database.password-file=" + work.resolve("server/password"));
        settings.add(
                "database.url=postgresql://tickmesh@127.0.0.1:%d/postgres"
                        .formatted(database.config().port()));
        return settings;
    }

    private static List<Integer> freePorts() throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * MOST; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return IntStream.range(0, sockets.size())
                    .mapToObj(i -> sockets.get(i).getLocalPort())
                    .toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
