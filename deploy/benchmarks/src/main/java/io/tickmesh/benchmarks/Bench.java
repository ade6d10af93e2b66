package io.tickmesh.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Measures the running system, and beside it the Python platform if its folder is given, one after the other in each repeat.
@Command(name = "run", mixinStandardHelpOptions = true, sortOptions = false)
public final class Bench implements Callable<Integer> {
    private static final List<String> ALL =
            List.of(
                    "ingest",
                    "evaluation",
                    "latency",
                    "orders",
                    "backtests",
                    "pixel",
                    "fanout",
                    "stream",
                    "rest",
                    "start",
                    "exchange",
                    "cluster");

    @Parameters(
            arity = "0..1",
            defaultValue = "all",
            description =
                    "ingest, evaluation, latency, orders, backtests, fanout, stream, rest, start, exchange, cluster or all.")
    private String what = "all";

    @Option(names = "--root", required = true, description = "Directory of the repository.")
    private Path root = Path.of("");

    @Option(
            names = "--baseline",
            paramLabel = "DIR",
            description = "Programs of the Python platform; without it only Tickmesh is measured.")
    private @Nullable Path baseline;

    @Option(names = "--repeats", defaultValue = "3", description = "Runs of each figure (3).")
    private int repeats = 3;

    @Option(
            names = "--seconds",
            defaultValue = "10",
            description = "How long a figure is measured (10).")
    private int seconds = 10;

    private Bench() {}

    /// Runs the command.
    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (!what.equals("all") && !ALL.contains(what)) {
            System.err.println("must be one of " + ALL + " or all, was " + what);
            return 2;
        }
        Report report = new Report(System.out);
        Path work = Files.createTempDirectory("tickmesh-bench");
        Launch launch =
                new Launch(
                        root.toAbsolutePath().normalize(),
                        baseline == null ? work : baseline.toAbsolutePath(),
                        work);
        Duration measured = Duration.ofSeconds(seconds);
        Measurements ours = new Measurements(launch, report, measured);
        Comparison theirs = new Comparison(launch, report, measured);
        try {
            for (int i = 0; i < repeats; i++) {
                for (String figure : what.equals("all") ? ALL : List.of(what)) {
                    report.lookAround();
                    ours(figure, ours, launch, report);
                    if (baseline != null) {
                        theirs(figure, theirs);
                    }
                }
            }
        } finally {
            report.printTable();
            System.out.println("logs in " + work);
        }
        return 0;
    }

    private void ours(String figure, Measurements ours, Launch launch, Report report)
            throws Exception {
        switch (figure) {
            case "ingest" -> {
                ours.ingest();
                if (baseline != null) {
                    try (ChildProcess exchange = launch.fakeExchange(-1)) {
                        ours.ingestFrom(exchange);
                    }
                }
            }
            case "evaluation" -> ours.evaluation();
            case "latency" -> {
                ours.staggered();
                ours.burst();
            }
            case "orders" -> ours.orders();
            case "backtests" -> ours.backtests();
            case "pixel" -> ours.pixel();
            case "fanout" -> {
                ours.fanOut();
                ours.fanOutFloor();
            }
            case "stream" -> ours.stream();
            case "rest" -> ours.rest();
            case "start" -> ours.start();
            case "exchange" -> ours.exchange();
            case "cluster" ->
                    new ClusterMeasurements(launch, report, Duration.ofSeconds(seconds)).run();
            default -> throw new IllegalArgumentException(figure);
        }
    }

    private static void theirs(String figure, Comparison theirs) throws Exception {
        switch (figure) {
            case "ingest" -> theirs.ingest();
            case "evaluation" -> theirs.evaluation();
            case "latency" -> {
                theirs.staggered();
                theirs.burst();
            }
            case "fanout" -> theirs.fanOut();
            case "rest" -> theirs.rest();
            case "start" -> theirs.start();
            case "exchange", "orders", "backtests", "stream", "pixel", "cluster" -> {
                // They belong to Tickmesh alone.
            }
            default -> throw new IllegalArgumentException(figure);
        }
    }
}
