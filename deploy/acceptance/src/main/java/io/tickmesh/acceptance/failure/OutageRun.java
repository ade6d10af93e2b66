package io.tickmesh.acceptance.failure;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickmesh.acceptance.books.EmbeddedServer;
import io.tickmesh.acceptance.books.StoredBooks;
import io.tickmesh.acceptance.system.ChildNode;
import io.tickmesh.acceptance.system.EventStream;
import io.tickmesh.acceptance.system.Rest;
import io.tickmesh.acceptance.system.Waiting;
import io.tickmesh.mesh.storage.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Runs a busy node on a database by URL, takes the database away under load, and gives it back.
public final class OutageRun implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration RESUMED = Duration.ofSeconds(15);

    /// A frozen server is noticed when a statement takes too long.
    private static final Duration NOTICED = Duration.ofSeconds(8);

    /// What had been committed by then may still be told.
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private final EmbeddedDatabase database;
    private final EmbeddedServer server;
    private final CuttableProxy proxy;
    private final ChildNode node;
    private final Instant started = Instant.now();
    private final Acknowledged acknowledged = new Acknowledged();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final Set<String> rejections = ConcurrentHashMap.newKeySet();
    private final List<String> findings = new ArrayList<>();

    /// However late it was noticed, so long it is watched what goes on and what does not.
    private static final Duration WATCHED = Duration.ofSeconds(4);

    /// How the database goes away.
    public enum Way {
        /// The network breaks.
        CUT,
        /// The server says nothing any more.
        FROZEN,
        /// The server is killed; something starts it again.
        RESTARTED
    }

    /// Starts database and node.
    ///
    /// @param work an empty directory; gets data and logs
    public OutageRun(Path work) throws IOException {
        database = EmbeddedDatabase.open(work.resolve("server"));
        server = new EmbeddedServer(work.resolve("server"));
        proxy = new CuttableProxy(database.config().port());
        node =
                ChildNode.start(
                        Fleet.copyTo(work),
                        work.resolve("node.log"),
                        List.of(
                                "data.dir=" + work.resolve("data"),
                                "database.statement-timeout=2s",
                                "database.password-file=" + work.resolve("server/password"),
                                "database.url=postgresql://tickmesh@127.0.0.1:%d/postgres"
                                        .formatted(proxy.port())));
    }

    /// Takes the database away in each of these ways, so long each time. Returns what was wrong.
    public List<String> run(List<Way> ways, Duration length)
            throws IOException, SQLException, InterruptedException {
        Rest rest = node.awaitReady(START);
        try (EventStream _ =
                EventStream.open(
                        rest, Acknowledged.TYPES + ",OrderRejected,PriceUpdated", this::event)) {
            awaitFills("at the beginning");
            for (Way way : ways) {
                long begin = System.nanoTime();
                switch (way) {
                    case CUT, FROZEN -> lasting(way, length, rest);
                    case RESTARTED -> Processes.kill(server.pid());
                }
                long back = System.nanoTime();
                awaitFills("after " + way);
                System.out.println(
                        "%s for %d ms, trades again after %d ms"
                                .formatted(
                                        way,
                                        (back - begin) / 1_000_000,
                                        (System.nanoTime() - back) / 1_000_000));
                require(Waiting.holds(RESUMED, () -> isReady(rest)), "not ready after " + way);
                judge("after " + way, rest);
            }
        }
        return findings;
    }

    private void lasting(Way way, Duration length, Rest rest)
            throws IOException, SQLException, InterruptedException {
        acknowledged.fills(rest.items("/api/v1/fills?limit=1000"));
        long begin = System.nanoTime();
        begin(way);
        require(Waiting.holds(NOTICED, () -> !isReady(rest)), "ready without database: " + way);
        String state = rest.send("GET", "/health/ready", "").body();
        require(state.contains("storage"), "not told why: " + state);
        TimeUnit.NANOSECONDS.sleep(SETTLED.toNanos());
        Instant noticed = Instant.now();
        int placed = count("OrderPlaced");
        int filled = count("OrderFilled");
        int prices = count("PriceUpdated");
        int signals = count("SignalGenerated");
        rejections.clear();
        TimeUnit.NANOSECONDS.sleep(
                Math.max(WATCHED.toNanos(), begin + length.toNanos() - System.nanoTime()));
        require(count("OrderPlaced") == placed, "orders were sent without database: " + way);
        require(count("OrderFilled") == filled, "fills were told without database: " + way);
        require(count("PriceUpdated") > prices, "no prices without database: " + way);
        require(count("SignalGenerated") > signals, "no signals without database: " + way);
        require(
                rejections.stream().anyMatch(reason -> reason.contains("storage")),
                "nobody was told why nothing is bought: " + rejections);
        for (String page : List.of("/health/live", "/api/v1/portfolio", "/api/v1/bots")) {
            require(rest.status(page) == 200, page + " does not answer without database");
        }
        Instant end = Instant.now();
        end(way);
        try (Connection connection = server.connect()) {
            List<String> sent =
                    StoredBooks.read(connection).orders().stream()
                            .filter(order ->
                                    !order.status().equals("REFUSED")
                                            && !order.status().equals("REJECTED"))
                            .filter(order ->
                                    order.createdAt().isAfter(noticed)
                                            && order.createdAt().isBefore(end))
                            .map(order -> order.id() + " " + order.status())
                            .toList();
            require(sent.isEmpty(), "orders from a time without database: " + sent);
        }
    }

    private void begin(Way way) throws IOException, InterruptedException {
        if (way == Way.CUT) {
            proxy.cut();
        } else {
            Processes.signal(server.pid(), "STOP");
        }
    }

    private void end(Way way) throws IOException, InterruptedException {
        if (way == Way.CUT) {
            proxy.mend();
        } else {
            Processes.signal(server.pid(), "CONT");
        }
    }

    private void awaitFills(String when) {
        int before = count("OrderFilled");
        require(
                Waiting.holds(RESUMED, () -> count("OrderFilled") > before + 2),
                "no fills " + when + ":\n" + node.said());
    }

    private void judge(String when, Rest rest) throws IOException, SQLException {
        List<String> found = new ArrayList<>(RestComparison.differences(rest, server));
        Acknowledged.Verdict verdict = acknowledged.judge(server, started, Duration.ZERO);
        found.addAll(verdict.findings());
        System.out.println(
                "%d orders, %d fills, %d seen"
                        .formatted(verdict.orders(), verdict.fills(), verdict.seen()));
        found.stream().limit(20).forEach(finding -> findings.add(when + ": " + finding));
    }

    private static boolean isReady(Rest rest) {
        try {
            return rest.status("/health/ready") == 200;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void event(JsonNode event) {
        String type = event.path("type").asText();
        counts.merge(type, 1, Integer::sum);
        acknowledged.event(event);
        if (type.equals("OrderRejected")) {
            rejections.add(event.path("reason").asText());
        }
    }

    private int count(String type) {
        return counts.getOrDefault(type, 0);
    }

    private void require(boolean well, String otherwise) {
        if (!well) {
            findings.add(otherwise);
        }
    }

    @Override
    public void close() throws IOException {
        node.close();
        proxy.close();
        try {
            Processes.signal(database.pid(), "CONT");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        database.close();
    }
}
