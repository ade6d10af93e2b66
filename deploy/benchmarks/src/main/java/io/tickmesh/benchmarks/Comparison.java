package io.tickmesh.benchmarks;

import io.tickmesh.benchmarks.Report.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Measures the Python platform with the same clients. Its event stream has the path `/api/events`, its publication time the
/// name `ts_us`; it can emit events and let all its bots decide at once on request.
final class Comparison {
    private static final String EVENTS = "/api/events";
    private static final String SIGNAL = "SIGNAL_GENERATED";
    private static final int PRICES_PER_SECOND = 250;

    /// A flood without pause would keep it from starting and from answering how much it has read.
    private static final int MORE_THAN_IT_READS = 250_000;

    private static final int FANOUT_EVENTS = 200;
    private static final int BURSTS = 8;
    private static final String IDLE = "3600";

    private final Launch launch;
    private final Report report;
    private final Duration measured;

    Comparison(Launch launch, Report report, Duration measured) {
        this.launch = launch;
        this.report = report;
        this.measured = measured;
    }

    void ingest() throws IOException, InterruptedException {
        try (ChildProcess exchange = launch.fakeExchange(PRICES_PER_SECOND);
                ChildProcess python =
                        ready(exchange, "--interval", "15", "--channel", "bookTicker")) {
            var _ = exchange.get("/control?rate=" + MORE_THAN_IT_READS);
            TimeUnit.SECONDS.sleep(2);
            read(python, Figure.INGEST, Figure.INGEST_CPU);
            CompletableFuture<SseLoad.Result> client =
                    inBackground(() ->
                            SseLoad.run(
                                    target(python, ""), 1, Duration.ZERO, measured.plusSeconds(2)));
            TimeUnit.SECONDS.sleep(1);
            read(python, Figure.INGEST_WATCHED, Figure.INGEST_WATCHED_CPU);
            var _ = client.join();
        }
    }

    void evaluation() throws IOException, InterruptedException {
        try (ChildProcess exchange = launch.fakeExchange(0);
                ChildProcess python =
                        ready(exchange, "--interval", "1", "--stagger", "-1", "--ws", "0")) {
            TimeUnit.SECONDS.sleep(2);
            double ticks = Launch.pythonStat(python, "ticks");
            double cpu = python.cpuSeconds();
            TimeUnit.NANOSECONDS.sleep(measured.toNanos());
            double used = python.cpuSeconds() - cpu;
            report.add(
                    Platform.PYTHON,
                    Figure.EVALUATION_CPU,
                    used / (Launch.pythonStat(python, "ticks") - ticks) * 1e3);
        }
    }

    void staggered() throws IOException, InterruptedException {
        try (ChildProcess exchange = launch.fakeExchange(PRICES_PER_SECOND);
                ChildProcess python = ready(exchange, "--interval", "1", "--stagger", "-1")) {
            SseLoad.Result signals =
                    SseLoad.run(target(python, SIGNAL), 1, Duration.ofSeconds(2), measured);
            report.add(Platform.PYTHON, Figure.SPREAD_P50, signals.millis(50));
            report.add(Platform.PYTHON, Figure.SPREAD_P99, signals.millis(99));
        }
    }

    void burst() throws IOException, InterruptedException {
        try (ChildProcess exchange = launch.fakeExchange(PRICES_PER_SECOND);
                ChildProcess python = ready(exchange, "--interval", IDLE, "--stagger", "0")) {
            CompletableFuture<SseLoad.Result> client =
                    inBackground(() ->
                            SseLoad.run(
                                    target(python, SIGNAL),
                                    1,
                                    Duration.ofSeconds(2),
                                    Duration.ofSeconds(BURSTS + 3)));
            TimeUnit.SECONDS.sleep(3);
            for (int i = 0; i < BURSTS; i++) {
                var _ = python.post("/api/burst");
                TimeUnit.MILLISECONDS.sleep(700);
            }
            SseLoad.Result signals = client.join();
            report.add(Platform.PYTHON, Figure.BURST_P50, signals.millis(50));
            report.add(Platform.PYTHON, Figure.BURST_P99, signals.millis(99));
            report.add(Platform.PYTHON, Figure.BURST_MAX, signals.millis(100));
        }
    }

    void fanOut() throws IOException, InterruptedException {
        try (ChildProcess exchange = launch.fakeExchange(0);
                ChildProcess python =
                        ready(exchange, "--interval", IDLE, "--stagger", "0", "--ws", "0")) {
            TimeUnit.SECONDS.sleep(2);
            long seconds = measured.toSeconds() * 2 + 1;
            CompletableFuture<String> emitter =
                    inBackground(() ->
                            python.post(
                                    "/api/emit?rate=%d&seconds=%d"
                                            .formatted(FANOUT_EVENTS, seconds)));
            Measurements.fanOut(report, Platform.PYTHON, python, target(python, SIGNAL), measured);
            var _ = emitter.join();
        }
    }

    void rest() throws IOException, InterruptedException {
        try (ChildProcess exchange = launch.fakeExchange(0);
                ChildProcess python =
                        ready(exchange, "--interval", IDLE, "--stagger", "0", "--ws", "0")) {
            TimeUnit.SECONDS.sleep(2);
            Measurements.rest(report, Platform.PYTHON, python, "/api/bots", measured);
        }
    }

    void start() throws IOException, InterruptedException {
        try (ChildProcess exchange = launch.fakeExchange(PRICES_PER_SECOND);
                ChildProcess python = launch.python(exchange)) {
            Measurements.start(report, Platform.PYTHON, python, EVENTS, "PRICE_UPDATE");
        }
    }

    private ChildProcess ready(ChildProcess exchange, String... options)
            throws IOException, InterruptedException {
        ChildProcess python = launch.python(exchange, options);
        try {
            python.await("/api/health");
            return python;
        } catch (IOException | InterruptedException e) {
            python.close();
            throw e;
        }
    }

    private void read(ChildProcess python, Figure rate, Figure cpu)
            throws IOException, InterruptedException {
        double messages = Launch.pythonStat(python, "ws_in");
        double used = python.cpuSeconds();
        long begin = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(measured.toNanos());
        double more = Launch.pythonStat(python, "ws_in") - messages;
        double seconds = (System.nanoTime() - begin) / 1e9;
        report.add(Platform.PYTHON, rate, more / seconds);
        report.add(Platform.PYTHON, cpu, (python.cpuSeconds() - used) / more * 1e6);
    }

    private static SseLoad.Target target(ChildProcess python, String event) {
        return new SseLoad.Target(python.port(), EVENTS, event, "\"ts_us\":");
    }

    private static <T> CompletableFuture<T> inBackground(Task<T> task) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return task.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
    }

    @FunctionalInterface
    private interface Task<T> {
        T run() throws IOException, InterruptedException;
    }
}
