package io.tickmesh.benchmarks;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import io.tickmesh.acceptance.browser.Chromium;
import io.tickmesh.acceptance.browser.SignalToPixel;
import io.tickmesh.acceptance.system.AdminToken;
import io.tickmesh.benchmarks.FloodExchange.Candles;
import io.tickmesh.benchmarks.Report.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/// Measures Tickmesh. Each method starts a fresh process, warms it up, reports, and stops it.
final class Measurements {
    private static final int PRICES_PER_SECOND = 250;
    private static final int BOTS = 45;
    private static final int BACKTESTS = 8;
    private static final int REST_CONNECTIONS = 64;
    private static final int STALLED = 200;
    private static final int IDLE = 10_000;
    private static final long STALL_SECONDS = 8;
    private static final int CONNECT_SECONDS = 60;
    private static final int FANOUT_CLIENTS = 1_000;
    private static final int FANOUT_EVENTS = 200;
    private static final long MEMORY_AFTER_SECONDS = 30;
    private static final String MESSAGES = "tickmesh_feed_messages_total";
    private static final String FILLS = "tickmesh_bot_orders_total{outcome=\"filled\"}";

    private final Launch launch;
    private final Report report;
    private final Duration measured;
    private final Duration warmUp;

    /// @param measured how long each figure is measured
    Measurements(Launch launch, Report report, Duration measured) {
        this.launch = launch;
        this.report = report;
        this.measured = measured;
        this.warmUp = measured.multipliedBy(3).dividedBy(2);
    }

    void ingest() throws IOException, InterruptedException {
        try (FloodExchange exchange = new FloodExchange(FloodExchange.FLOOD, Candles.NONE);
                ChildProcess tickmesh = launch.tickmesh(exchange.options())) {
            TimeUnit.NANOSECONDS.sleep(warmUp.toNanos());
            read(tickmesh, Figure.INGEST, Figure.INGEST_CPU);
            CompletableFuture<SseLoad.Result> client = watch(tickmesh.port());
            TimeUnit.SECONDS.sleep(1);
            read(tickmesh, Figure.INGEST_WATCHED, Figure.INGEST_WATCHED_CPU);
            var _ = client.join();
        }
    }

    void ingestFrom(ChildProcess fakeExchange) throws IOException, InterruptedException {
        try (ChildProcess tickmesh = launch.tickmeshOn(fakeExchange)) {
            TimeUnit.NANOSECONDS.sleep(warmUp.toNanos());
            read(tickmesh, Figure.INGEST_SAME, Figure.INGEST_SAME_CPU);
        }
    }

    /// Trades and quotes of symbols that are traded ten thousand times a second each.
    void exchange() throws IOException, InterruptedException {
        String symbols = "BTCUSDT,ETHUSDT,ADAUSDT,XRPUSDT,LTCUSDT,DOTUSDT";
        String streams =
                Arrays.stream(symbols.toLowerCase(Locale.ROOT).split(",", -1))
                        .map(symbol -> symbol + "@trade/" + symbol + "@bookTicker")
                        .collect(Collectors.joining("/"));
        try (ChildProcess exchange =
                LocalExchange.start(
                        launch.work(), "--symbols", symbols, "--trades-per-second", "10000")) {
            // Compiled code is what is measured.
            var _ = StreamLoad.read(exchange.port(), "/stream?streams=" + streams, 3);
            double cpu = exchange.cpuSeconds();
            StreamLoad.Result read =
                    StreamLoad.read(
                            exchange.port(),
                            "/stream?streams=" + streams,
                            (double) measured.toSeconds());
            double used = exchange.cpuSeconds() - cpu;
            report.add(Platform.TICKMESH, Figure.EXCHANGE, read.messagesPerSecond());
            // The reader's first second costs as much as the others.
            double messages = read.messagesPerSecond() * (measured.toSeconds() + 1);
            report.add(Platform.TICKMESH, Figure.EXCHANGE_CPU, used / messages * 1e6);
        }
    }

    void evaluation() throws IOException, InterruptedException {
        try (FloodExchange exchange = new FloodExchange(PRICES_PER_SECOND, Candles.SPREAD);
                ChildProcess tickmesh = launch.burst(exchange)) {
            TimeUnit.NANOSECONDS.sleep(warmUp.toNanos());
            String name = "tickmesh_bot_evaluations_seconds_";
            double count = Launch.metric(tickmesh, name + "count");
            double fills = Launch.metric(tickmesh, FILLS);
            double inside = Launch.metric(tickmesh, name + "sum");
            double cpu = tickmesh.cpuSeconds();
            TimeUnit.NANOSECONDS.sleep(measured.toNanos());
            double used = tickmesh.cpuSeconds() - cpu;
            double evaluations = Launch.metric(tickmesh, name + "count") - count;
            requireNearly("evaluations", (double) BOTS * measured.toSeconds(), evaluations);
            requireNearly("fills", evaluations, Launch.metric(tickmesh, FILLS) - fills);
            double took = Launch.metric(tickmesh, name + "sum") - inside;
            report.add(Platform.TICKMESH, Figure.EVALUATION_CPU, used / evaluations * 1e3);
            report.add(Platform.TICKMESH, Figure.EVALUATION_INSIDE, took / evaluations * 1e6);
        }
    }

    void staggered() throws IOException, InterruptedException {
        try (FloodExchange exchange = new FloodExchange(PRICES_PER_SECOND, Candles.SPREAD);
                ChildProcess tickmesh = launch.burst(exchange)) {
            SseLoad.Result signals = signals(tickmesh);
            report.add(Platform.TICKMESH, Figure.SPREAD_P50, signals.millis(50));
            report.add(Platform.TICKMESH, Figure.SPREAD_P99, signals.millis(99));
        }
    }

    /// Watches the dashboard of a node whose 45 bots signal once a second each, in the browser of this machine.
    void pixel() throws IOException, InterruptedException {
        if (Chromium.missing().isPresent()) {
            System.err.println("pixel is left out: " + Chromium.missing().get());
            return;
        }
        try (FloodExchange exchange = new FloodExchange(PRICES_PER_SECOND, Candles.SPREAD);
                ChildProcess tickmesh = launch.burst(exchange);
                Chromium chromium = Chromium.launch();
                BrowserContext person =
                        chromium.person(
                                new Browser.NewContextOptions()
                                        .setBaseURL("http://127.0.0.1:" + tickmesh.port()))) {
            Chromium.signIn(person, AdminToken.VALUE);
            // Compiled code is what is measured, in the browser too.
            var _ = SignalToPixel.watch(person.newPage()).during((int) warmUp.toSeconds());
            SignalToPixel.Times times =
                    SignalToPixel.watch(person.newPage())
                            .during((int) measured.toSeconds())
                            .observed();
            report.add(Platform.TICKMESH, Figure.PIXEL_P50, times.p50());
            report.add(Platform.TICKMESH, Figure.PIXEL_P99, times.p99());
        }
    }

    void burst() throws IOException, InterruptedException {
        try (FloodExchange exchange = new FloodExchange(PRICES_PER_SECOND, Candles.TOGETHER);
                ChildProcess tickmesh = launch.burst(exchange)) {
            SseLoad.Result signals = signals(tickmesh);
            report.add(Platform.TICKMESH, Figure.BURST_P50, signals.millis(50));
            report.add(Platform.TICKMESH, Figure.BURST_P99, signals.millis(99));
            report.add(Platform.TICKMESH, Figure.BURST_MAX, signals.millis(100));
        }
    }

    /// Every signal becomes an order that is filled.
    void orders() throws IOException, InterruptedException {
        try (FloodExchange exchange = new FloodExchange(PRICES_PER_SECOND, Candles.SPREAD);
                ChildProcess tickmesh = launch.burst(exchange)) {
            Duration twice = measured.multipliedBy(2);
            OrderChains.Result chains = OrderChains.follow(tickmesh.port(), warmUp, twice);
            requireNearly(
                    "fills",
                    (double) BOTS * twice.toSeconds(),
                    (double) chains.signalToFill().getTotalCount());
            Histogram fill = chains.signalToFill();
            report.add(Platform.TICKMESH, Figure.FILL_P50, OrderChains.millis(fill, 50));
            report.add(Platform.TICKMESH, Figure.FILL_P99, OrderChains.millis(fill, 99));
            Histogram placed = chains.placedToFill();
            report.add(Platform.TICKMESH, Figure.PLACED_FILL_P50, OrderChains.millis(placed, 50));
            report.add(Platform.TICKMESH, Figure.PLACED_FILL_P99, OrderChains.millis(placed, 99));
        }
    }

    /// The same as [#staggered], while backtests are under way.
    void backtests() throws IOException, InterruptedException {
        try (FloodExchange exchange = new FloodExchange(PRICES_PER_SECOND, Candles.SPREAD);
                ChildProcess tickmesh = launch.burstWithRecording(exchange)) {
            BacktestLoad.start(tickmesh, BACKTESTS);
            SseLoad.Result signals = signals(tickmesh);
            report.add(Platform.TICKMESH, Figure.BACKTESTS_P50, signals.millis(50));
            report.add(Platform.TICKMESH, Figure.BACKTESTS_P99, signals.millis(99));
        }
    }

    void fanOut() throws IOException, InterruptedException {
        try (FloodExchange exchange = new FloodExchange(FANOUT_EVENTS, Candles.NONE);
                ChildProcess tickmesh = launch.tickmesh(manyClients(exchange.options()))) {
            fanOut(
                    report,
                    Platform.TICKMESH,
                    tickmesh,
                    SseLoad.Target.tickmesh(
                            tickmesh.port(), "/api/v1/events?types=PriceUpdated", "PriceUpdated"),
                    measured);
        }
    }

    /// What the socket writes of [#fanOut] cost by themselves, on this machine and at this time.
    void fanOutFloor() throws IOException, InterruptedException {
        try (ChildProcess bare = BareFanOut.start(launch.work(), FANOUT_EVENTS)) {
            bare.awaitPort();
            SseLoad.Result result =
                    SseLoad.run(
                            SseLoad.Target.tickmesh(bare.port(), "/", "PriceUpdated"),
                            FANOUT_CLIENTS,
                            measured,
                            measured);
            requireNearly(
                    "events of the floor",
                    (double) FANOUT_CLIENTS * FANOUT_EVENTS * result.seconds(),
                    (double) result.events());
            report.add(Platform.TICKMESH, Figure.FANOUT_FLOOR_P50, result.millis(50));
            report.add(Platform.TICKMESH, Figure.FANOUT_FLOOR_P99, result.millis(99));
        }
    }

    /// What clients of the event stream cost that are told nothing, and those that do not read what they are told.
    void stream() throws IOException, InterruptedException {
        try (FloodExchange exchange = new FloodExchange(FANOUT_EVENTS, Candles.NONE);
                ChildProcess tickmesh = launch.tickmesh(manyClients(exchange.options()))) {
            String path = "/api/v1/events?types=";
            double before = heldMegabytes(tickmesh);
            try (var _ = SilentReaders.open(tickmesh.port(), path + "PriceUpdated", STALLED)) {
                awaitClients(tickmesh, STALLED);
                TimeUnit.SECONDS.sleep(STALL_SECONDS);
                double each = (heldMegabytes(tickmesh) - before) / STALLED * 1024;
                report.add(Platform.TICKMESH, Figure.STALLED_MEMORY, each);
            }
            try (var _ = SilentReaders.open(tickmesh.port(), path + "BotFailed", IDLE)) {
                awaitClients(tickmesh, IDLE);
                TimeUnit.SECONDS.sleep(STALL_SECONDS);
                report.add(Platform.TICKMESH, Figure.IDLE_MEMORY, tickmesh.residentMegabytes());
            }
        }
    }

    private static double heldMegabytes(ChildProcess tickmesh)
            throws IOException, InterruptedException {
        return tickmesh.liveMegabytes()
                + Launch.metric(tickmesh, "jvm_buffer_memory_used_bytes") / (1 << 20);
    }

    private static void awaitClients(ChildProcess tickmesh, int least)
            throws IOException, InterruptedException {
        for (int i = 0; Launch.metric(tickmesh, "tickmesh_sse_clients") < least; i++) {
            if (i == CONNECT_SECONDS) {
                throw new IOException("not all of " + least + " clients were let in");
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private static List<String> manyClients(List<String> options) {
        List<String> all = new ArrayList<>(options);
        all.addAll(
                List.of(
                        "--set",
                        "gateway.sse.max-clients=100000",
                        "--set",
                        "gateway.sse.max-clients-of-one=100000",
                        "--set",
                        "gateway.sse.client-stall=5m"));
        return all;
    }

    void rest() throws IOException, InterruptedException {
        try (ChildProcess tickmesh = launch.tickmeshNow()) {
            tickmesh.await("/health/ready");
            rest(report, Platform.TICKMESH, tickmesh, "/api/v1/bots", measured);
        }
    }

    void start() throws IOException, InterruptedException {
        try (ChildProcess tickmesh = launch.tickmeshNow()) {
            start(report, Platform.TICKMESH, tickmesh, "/api/v1/events", "PriceUpdated");
        }
    }

    /// Measures how 1,000 clients get what the server sends.
    static void fanOut(
            Report report,
            Platform platform,
            ChildProcess server,
            SseLoad.Target target,
            Duration measured)
            throws IOException {
        double before = server.cpuSeconds();
        SseLoad.Result result = SseLoad.run(target, FANOUT_CLIENTS, measured, measured);
        double used = server.cpuSeconds() - before;
        if (result.closed() > 0) {
            throw new IOException(result.closed() + " clients were disconnected");
        }
        report.add(platform, Figure.FANOUT_P50, result.millis(50));
        report.add(platform, Figure.FANOUT_P99, result.millis(99));
        report.add(platform, Figure.FANOUT_RATE, result.events() / result.seconds());
        // The clients listen for as long before the measurement as in it.
        report.add(platform, Figure.FANOUT_CPU, used / 2 / result.events() * 1e6);
    }

    /// Measures a page after it has been asked for a while: over many connections, and over one, where no answer can be shared
    /// with a request that asks the same at the same time.
    static void rest(
            Report report, Platform platform, ChildProcess server, String path, Duration measured)
            throws IOException, InterruptedException {
        var _ = RestLoad.run(server.port(), path, REST_CONNECTIONS, measured);
        RestLoad.Result one =
                rest(server, path, 1, measured, report, platform, Figure.REST_ONE_CPU);
        report.add(platform, Figure.REST_ONE, one.perSecond());
        RestLoad.Result many =
                rest(server, path, REST_CONNECTIONS, measured, report, platform, Figure.REST_CPU);
        report.add(platform, Figure.REST, many.perSecond());
        report.add(platform, Figure.REST_P99, many.p99Millis());
    }

    private static RestLoad.Result rest(
            ChildProcess server,
            String path,
            int connections,
            Duration measured,
            Report report,
            Platform platform,
            Figure cpu)
            throws IOException, InterruptedException {
        double before = server.cpuSeconds();
        RestLoad.Result result = RestLoad.run(server.port(), path, connections, measured);
        report.add(platform, cpu, (server.cpuSeconds() - before) / result.requests() * 1e6);
        if (result.failed() > 0) {
            throw new IOException(result.failed() + " requests failed");
        }
        return result;
    }

    /// Measures from the start of the process to the first event of a name, then its memory half a minute later.
    static void start(
            Report report, Platform platform, ChildProcess server, String path, String event)
            throws IOException, InterruptedException {
        FirstEvent.await(server.port(), path, event);
        report.add(platform, Figure.START, (System.nanoTime() - server.begunNanos()) / 1e9);
        TimeUnit.SECONDS.sleep(MEMORY_AFTER_SECONDS);
        report.add(platform, Figure.MEMORY, server.residentMegabytes());
    }

    private SseLoad.Result signals(ChildProcess tickmesh) throws IOException {
        SseLoad.Result signals =
                SseLoad.run(
                        SseLoad.Target.tickmesh(
                                tickmesh.port(), "/api/v1/events", "SignalGenerated"),
                        1,
                        warmUp,
                        measured.multipliedBy(2));
        requireNearly("signals", BOTS * signals.seconds(), (double) signals.events());
        return signals;
    }

    /// A figure of a system that did not do the work would be a lie.
    private static void requireNearly(String what, double expected, double actual)
            throws IOException {
        if (actual < 0.9 * expected || actual > 1.1 * expected) {
            throw new IOException(
                    "%s must be about %.0f, was %.0f".formatted(what, expected, actual));
        }
    }

    private CompletableFuture<SseLoad.Result> watch(int port) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return SseLoad.run(
                        SseLoad.Target.tickmesh(port, "/api/v1/events", ""),
                        1,
                        Duration.ZERO,
                        measured.plusSeconds(2));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void read(ChildProcess tickmesh, Figure rate, Figure cpu)
            throws IOException, InterruptedException {
        double messages = Launch.metric(tickmesh, MESSAGES);
        double used = tickmesh.cpuSeconds();
        long begin = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(measured.toNanos());
        double more = Launch.metric(tickmesh, MESSAGES) - messages;
        double seconds = (System.nanoTime() - begin) / 1e9;
        report.add(Platform.TICKMESH, rate, more / seconds);
        report.add(Platform.TICKMESH, cpu, (tickmesh.cpuSeconds() - used) / more * 1e6);
    }
}
