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
import java.nio.file.StandardOpenOption;
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
    public static final List<String> MARKET = List.of("market-stream");
    public static final List<String> RISK = List.of("risk-service");

    private static final int MOST = 12;

    private final Path work;
    private final Path fleet;
    private final EmbeddedDatabase database;
    private final ExchangeProcess exchange;
    private final List<Integer> ports = freePorts();
    private final int together;
    private final Map<String, NodeProcess> nodes = new LinkedHashMap<>();

    /// Starts the database and the exchange.
    ///
    /// @param work an empty directory; gets data and logs
    /// @param together how many nodes know each other from the beginning; those that come later know all before them
    public MeshProcesses(Path work, int together) throws IOException, InterruptedException {
        this.together = together;
        this.work = Files.createDirectories(work);
        this.fleet = Fleet.copyTo(work);
        Files.writeString(fleet, Metronome.fleet(), StandardOpenOption.APPEND);
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
        List<String> group = Cut.missing().isEmpty() ? Cut.group(slot) : List.of();
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
                        new ChildNode.Surroundings(group, environment));
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

    /// Cuts a node off from all others, until the cut is closed.
    public Cut cut(String name, Cut.Kind kind) throws IOException, InterruptedException {
        int slot = List.copyOf(nodes.keySet()).indexOf(node(name).name());
        return new Cut(kind, slot, ports.subList(MOST, 2 * MOST), ports.subList(0, MOST));
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
        // An address where nobody is costs a part of a split cluster 5 s whenever it looks for the
        // others.
        int known = Math.max(together, ports.indexOf(port) + 1);
        settings.add(
                "cluster.members="
                        + ports.stream()
                                .limit(known)
                                .map(member -> "127.0.0.1:" + member)
                                .collect(Collectors.joining(",", "[", "]")));
        settings.add("feed.kind=binance");
        settings.add("feed.intervals=[1s, 1m]");
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
