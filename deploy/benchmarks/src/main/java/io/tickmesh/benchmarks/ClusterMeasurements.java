package io.tickmesh.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tickmesh.benchmarks.FloodExchange.Candles;
import io.tickmesh.benchmarks.Report.Platform;
import io.tickmesh.mesh.storage.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Measures a mesh of three nodes, each a process of its own: prices come into one, bots decide and trade in the second, people watch
/// the third.
final class ClusterMeasurements {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PRICES_PER_SECOND = 20_000;
    private static final int BOTS = 45;
    private static final int NODES = 4;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Launch launch;
    private final Report report;
    private final Duration measured;
    private final Duration warmUp;
    private final List<Integer> ports = new ArrayList<>();
    private final List<ChildProcess> nodes = new ArrayList<>();

    /// @param measured how long each figure is measured
    ClusterMeasurements(Launch launch, Report report, Duration measured) throws IOException {
        this.launch = launch;
        this.report = report;
        this.measured = measured;
        this.warmUp = measured.multipliedBy(3).dividedBy(2);
        for (int i = 0; i < NODES; i++) {
            ports.add(ChildProcess.freePort());
        }
    }

    /// Starts the nodes, measures, adds an engine and takes the first one away.
    void run() throws IOException, InterruptedException {
        Path server = Files.createTempDirectory(launch.work(), "server-");
        try (FloodExchange exchange = new FloodExchange(PRICES_PER_SECOND, Candles.SPREAD);
                EmbeddedDatabase database = EmbeddedDatabase.open(server)) {
            List<String> common = common(exchange, server, database.config().port());
            ChildProcess gateway = start(common, "gateway,notifier,risk-service");
            gateway.await("/health/live");
            ChildProcess market = start(common, "market-stream");
            ChildProcess engine = start(common, "bot-engine");
            market.await("/health/ready");
            engine.await("/health/ready");
            gateway.await("/health/ready");
            signals(gateway);
            move(gateway, common, engine);
        } finally {
            nodes.reversed().forEach(ChildProcess::close);
        }
    }

    private void signals(ChildProcess gateway) throws IOException, InterruptedException {
        var _ = SseLoad.run(target(gateway), 1, Duration.ZERO, warmUp);
        long before = prices(gateway);
        long begin = System.nanoTime();
        SseLoad.Result signals =
                SseLoad.run(target(gateway), 1, Duration.ZERO, measured.multipliedBy(2));
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (signals.events() < 0.9 * BOTS * signals.seconds()) {
            throw new IOException(
                    "only %d signals in %.1f s".formatted(signals.events(), signals.seconds()));
        }
        report.add(Platform.TICKMESH, Figure.CLUSTER_P50, signals.millis(50));
        report.add(Platform.TICKMESH, Figure.CLUSTER_P99, signals.millis(99));
        report.add(Platform.TICKMESH, Figure.CLUSTER_PRICES, (prices(gateway) - before) / seconds);
    }

    /// A second engine comes, and takes over everything from the first.
    private void move(ChildProcess gateway, List<String> common, ChildProcess first)
            throws IOException, InterruptedException {
        ChildProcess second = start(common, "bot-engine");
        second.await("/health/ready");
        report.add(
                Platform.TICKMESH,
                Figure.CLUSTER_START,
                (System.nanoTime() - second.begunNanos()) / 1e9);
        TimeUnit.NANOSECONDS.sleep(measured.toNanos());
        Instant told = Instant.now();
        first.close();
        while (!allDecided(gateway, told)) {
            if (Duration.between(told, Instant.now()).compareTo(LONGEST) > 0) {
                throw new IOException("bots stand still after " + LONGEST);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        report.add(
                Platform.TICKMESH,
                Figure.CLUSTER_MOVE,
                Duration.between(told, Instant.now()).toMillis() / 1e3);
    }

    private ChildProcess start(List<String> common, String services) throws IOException {
        int slot = nodes.size();
        int page = ChildProcess.freePort();
        boolean watched = services.contains("gateway");
        List<String> options = new ArrayList<>(common);
        options.addAll(List.of("--cluster", "--services", services));
        options.addAll(List.of("--set", "cluster.port=" + ports.get(slot)));
        options.addAll(List.of("--set", "node.port=" + (watched ? 0 : page)));
        ChildProcess node =
                launch.clustered(watched ? page : ChildProcess.freePort(), page, options);
        nodes.add(node);
        return node;
    }

    private List<String> common(FloodExchange exchange, Path server, int databasePort) {
        List<String> common = new ArrayList<>(exchange.options());
        for (String setting :
                List.of(
                        "bots.start-stagger=0s",
                        "data.dir=" + launch.work().resolve("cluster-data"),
                        "cluster.join-wait=1s",
                        "cluster.name=" + launch.work().getFileName(),
                        "cluster.members="
                                + ports.stream()
                                        .map(port -> "127.0.0.1:" + port)
                                        .collect(Collectors.joining(",", "[", "]")),
                        "database.password-file=" + server.resolve("password"),
                        "database.url=postgresql://tickmesh@127.0.0.1:%d/postgres"
                                .formatted(databasePort))) {
            common.addAll(List.of("--set", setting));
        }
        return common;
    }

    private static SseLoad.Target target(ChildProcess gateway) {
        return SseLoad.Target.tickmesh(gateway.port(), "/api/v1/events", "SignalGenerated");
    }

    /// Returns how many prices have reached the engines.
    private static long prices(ChildProcess gateway) throws IOException, InterruptedException {
        long offered = 0;
        for (JsonNode node : JSON.readTree(gateway.get("/api/v1/cluster")).path("nodes")) {
            offered += node.path("inboxes").path("bots.prices").path("offered").asLong();
        }
        return offered;
    }

    private static boolean allDecided(ChildProcess gateway, Instant since)
            throws IOException, InterruptedException {
        JsonNode bots = JSON.readTree(gateway.get("/api/v1/bots")).path("items");
        for (JsonNode bot : bots) {
            JsonNode last = bot.path("lastEvaluation");
            if (!last.isTextual() || !Instant.parse(last.asText()).isAfter(since)) {
                return false;
            }
        }
        return bots.size() == BOTS;
    }
}
