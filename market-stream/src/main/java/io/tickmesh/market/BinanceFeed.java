package io.tickmesh.market;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.market.binance.BinanceRest;
import io.tickmesh.market.binance.BinanceSocket;
import io.tickmesh.market.feed.Backoff;
import io.tickmesh.market.feed.SilenceWatch;
import io.tickmesh.market.feed.WeightBudget;
import io.tickmesh.market.price.Quotes;
import io.tickmesh.market.wire.FrameParser;
import io.tickmesh.market.wire.MessageKind;
import io.tickmesh.market.wire.Refusal;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.request.FeedView;
import io.tickmesh.mesh.time.WallClock;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connection to Binance: keeps it up, reads it, and publishes prices, closed candles and its own state. For one context.
///
/// Live, the streams are subscribed first and history is fetched beside them: prices flow at once, and no candle can fall between
/// the two. In lock-step history comes first, because a replayed exchange stands still until somebody subscribes.
final class BinanceFeed {
    private static final Logger LOG = LoggerFactory.getLogger(BinanceFeed.class);
    private static final String NAME = "binance";
    private static final int CLOSING_SECONDS = 2;

    /// A connection that lived this long was good: the next attempt after it may come soon. The exchange allows one in a second.
    private static final long GOOD_MICROS = 10_000_000;

    /// The exchange's history may be a moment behind its stream: a hole is believed when it is still there after this.
    private static final long SECOND_LOOK_MILLIS = 1_000;

    /// A replay from which nothing comes for this long has ended, or waits. The messages of one instant come without a pause.
    private static final long QUIET_MILLIS = 500;

    private final Vertx vertx;
    private final Mesh mesh;
    private final FeedConfig config;
    private final Runnable connected;
    private final WeightBudget budget;
    private final WebSocketClient client;
    private final Backoff backoff;
    private final Quotes quotes;
    private final PricePublisher prices;
    private final CandlePublisher publisher;
    private final ExchangeClock clock;
    private final CandleBook candles;
    private final SilenceWatch watch;
    private final FeedCounters counters;
    private final StreamReader reader;
    private final Lockstep lockstep;
    private final FeedStatusReport report;

    private @Nullable BinanceSocket socket;
    private long openedMicros;
    private long lostInARow;
    private boolean everConnected;
    private boolean stopped;
    private boolean reading;
    private long readBefore;
    private long readAtEnd;

    /// @param connected told each time when all streams are subscribed
    BinanceFeed(
            Vertx vertx,
            Context context,
            Mesh mesh,
            FeedConfig config,
            BinanceRest rest,
            WeightBudget budget,
            Runnable connected) {
        this.vertx = vertx;
        this.mesh = mesh;
        this.config = config;
        this.budget = budget;
        this.connected = connected;
        this.client =
                vertx.createWebSocketClient(
                        new WebSocketClientOptions()
                                .setConnectTimeout((int) config.requestTimeout().toMillis())
                                .setMaxFrameSize(BinanceSocket.MAX_MESSAGE_BYTES)
                                .setMaxMessageSize(BinanceSocket.MAX_MESSAGE_BYTES)
                                .setClosingTimeout(CLOSING_SECONDS));
        this.backoff =
                new Backoff(
                        config.reconnectFirst(),
                        config.reconnectCap(),
                        config.reconnectJitter(),
                        RandomGenerator.getDefault());
        this.quotes = new Quotes(config.symbols());
        this.prices = new PricePublisher(mesh, context, quotes);
        this.counters = new FeedCounters(mesh.meters());
        this.publisher = new CandlePublisher(mesh, counters, prices, config.lockstep());
        this.clock = new ExchangeClock(config.lockstep(), System::nanoTime);
        this.candles =
                new CandleBook(
                        config.symbols(),
                        config.intervals(),
                        config.history(),
                        rest,
                        clock,
                        () ->
                                config.lockstep()
                                        ? Future.succeededFuture()
                                        : vertx.timer(SECOND_LOOK_MILLIS, TimeUnit.MILLISECONDS),
                        publisher::publish);
        this.watch = new SilenceWatch(config.symbols().size(), config.staleAfter());
        this.reader =
                new StreamReader(
                        new FrameParser(config.symbols(), config.intervals()),
                        quotes,
                        candles,
                        watch,
                        counters,
                        mesh.latency(),
                        config.lockstep());
        this.lockstep = new Lockstep(vertx, mesh);
        this.report = new FeedStatusReport(mesh, NAME, this::now);
        exportMeters(mesh.meters());
    }

    CandleBook candles() {
        return candles;
    }

    void start() {
        connect();
        if (config.lockstep()) {
            vertx.setTimer(QUIET_MILLIS, _ -> lookForTheEnd());
        } else {
            vertx.setPeriodic(
                    Math.max(20, config.staleAfter().toMillis() / 5), _ -> lookForSilence());
        }
    }

    /// Publishes what is left and closes the connection.
    Future<Void> stop() {
        stopped = true;
        publisher.publishAll();
        if (socket != null) {
            socket.abandon();
        }
        report.feed(FeedStatus.DISCONNECTED, "stopped");
        return client.close();
    }

    FeedView view() {
        return new FeedView(
                NAME,
                report.status(),
                config.symbols(),
                names(watch.stale()),
                List.of(),
                config.symbols().size() * (2 + config.intervals().size()),
                (long) counters.messages.count(),
                counters.malformed(),
                0,
                (long) counters.reconnects.count(),
                (long) counters.backfilledCandles.count(),
                0,
                0,
                0,
                budget.used());
    }

    private void connect() {
        if (stopped) {
            return;
        }
        client.connect(
                        new WebSocketConnectOptions()
                                .setAbsoluteURI(
                                        config.wsUrl().toString().replaceAll("/+$", "") + "/stream")
                                .setTimeout(config.requestTimeout().toMillis()))
                .onComplete(
                        this::opened, failure -> lost("no connection: " + failure.getMessage()));
    }

    private void opened(WebSocket webSocket) {
        if (webSocket.isClosed()) {
            // It would never tell.
            lost("closed right after the handshake");
            return;
        }
        BinanceSocket opened =
                new BinanceSocket(
                        vertx,
                        webSocket,
                        config.lockstep(),
                        this::read,
                        () -> reader.malformed(Refusal.UNEXPECTED_FRAME, new byte[0], 0),
                        this::lost);
        if (stopped) {
            opened.abandon();
            return;
        }
        socket = opened;
        openedMicros = WallClock.micros();
        watch.connected(openedMicros);
        quotes.newConnection();
        boolean again = everConnected;
        Future<Void> complete =
                config.lockstep()
                        ? candles.catchUp()
                                .compose(_ -> subscribe(opened))
                                .map(_ -> subscribed(opened))
                        : subscribe(opened)
                                .compose(_ -> {
                                    subscribed(opened);
                                    return candles.catchUp();
                                });
        complete.onComplete(
                _ -> {
                    if (again && !opened.isOver()) {
                        report.feed(FeedStatus.BACKFILLED, "missed candles fetched");
                    }
                },
                failure ->
                        LOG.atDebug()
                                .addKeyValue("reason", failure.getMessage())
                                .log("history was not fetched"));
    }

    private Future<Void> subscribe(BinanceSocket opened) {
        List<String> streams =
                config.symbols().stream()
                        .map(symbol -> symbol.toLowerCase(Locale.ROOT))
                        .flatMap(symbol ->
                                Stream.concat(
                                        Stream.of(symbol + "@trade", symbol + "@bookTicker"),
                                        config.intervals().stream()
                                                .map(interval ->
                                                        symbol + "@kline_" + interval.code())))
                        .toList();
        Future<Void> answered = opened.subscribe(streams, config.streamsPerSubscribe());
        if (config.lockstep()) {
            opened.readNext();
        }
        return answered;
    }

    private @Nullable Void subscribed(BinanceSocket opened) {
        if (!opened.isOver()) {
            if (everConnected) {
                counters.reconnects.increment();
            }
            everConnected = true;
            lostInARow = 0;
            report.feed(FeedStatus.CONNECTED, config.symbols().size() + " symbols subscribed");
            connected.run();
        }
        return null;
    }

    private void lost(String reason) {
        if (stopped) {
            return;
        }
        if (socket != null) {
            socket.abandon();
            socket = null;
            if (WallClock.micros() - openedMicros > GOOD_MICROS) {
                backoff.reset();
            }
        }
        Duration wait = backoff.next();
        if (lostInARow++ == 0 || report.status() != FeedStatus.RECONNECTING) {
            report.feed(FeedStatus.RECONNECTING, reason);
        } else if (Long.bitCount(lostInARow) == 1) {
            LOG.atWarn()
                    .addKeyValue("reason", reason)
                    .addKeyValue("attempts", lostInARow)
                    .addKeyValue("retryIn", wait)
                    .log("still no connection to the exchange");
        }
        vertx.setTimer(wait.toMillis(), _ -> connect());
    }

    private void read(byte[] bytes, int length) {
        MessageKind kind = reader.read(bytes, length);
        if (kind == MessageKind.REFUSED) {
            lost("subscription refused: " + StreamReader.sample(bytes, length));
        } else if (config.lockstep()) {
            readInLockstep(kind);
        } else {
            apply(kind, reader.eventOrReceivedMillis());
            if (quotes.hasChanges()) {
                prices.publishSoon();
            }
        }
    }

    /// The next message is read when this one has been dealt with, history that it asked for included.
    private void readInLockstep(MessageKind kind) {
        BinanceSocket current = socket;
        reading = true;
        Future<Void> begun = Future.succeededFuture();
        if (lockstep.isLater(reader.eventMillis())) {
            publisher.publishAll();
            begun = lockstep.advanceTo(reader.eventMillis());
        }
        begun.compose(
                        _ -> {
                            if (current == socket) {
                                apply(kind, lockstep.millis());
                            }
                            return candles.idle();
                        })
                .onSuccess(_ -> {
                    reading = false;
                    if (current != null) {
                        current.readNext();
                    }
                })
                .onFailure(failure -> LOG.atError().setCause(failure).log("the replay stopped"));
    }

    /// No message says that a replay has ended. When nothing more comes, its last instant is over too.
    private void lookForTheEnd() {
        long read = (long) counters.messages.count();
        boolean quiet = read == readBefore && !reading && lockstep.millis() > 0;
        readBefore = read;
        if (quiet && read != readAtEnd) {
            readAtEnd = read;
            publisher.publishAll();
            lockstep.complete()
                    .onFailure(failure ->
                            LOG.atDebug()
                                    .addKeyValue("reason", failure.getMessage())
                                    .log("stopped before the last instant was done"));
        }
        vertx.setTimer(QUIET_MILLIS, _ -> lookForTheEnd());
    }

    private void apply(MessageKind kind, long millis) {
        if (kind == MessageKind.DONE && socket != null) {
            socket.answered();
        } else if (kind == MessageKind.SHUTDOWN) {
            LOG.atInfo().log("the exchange announces that it will close the connection");
        } else {
            reader.apply(kind, millis);
        }
    }

    private void lookForSilence() {
        if (socket == null) {
            return;
        }
        long now = WallClock.micros();
        SilenceWatch.Changes changes = watch.check(now);
        counters.staleSymbols.set(watch.stale().cardinality());
        if (watch.isSilent(now)) {
            String reason = "no message for " + config.staleAfter().toMillis() + " ms";
            report.feed(FeedStatus.STALE, reason);
            lost(reason);
            return;
        }
        if (!changes.fellSilent().isEmpty()) {
            report.symbols(
                    FeedStatus.STALE,
                    names(changes.fellSilent()),
                    "no message for " + config.staleAfter().toMillis() + " ms");
        }
        if (!changes.recovered().isEmpty()) {
            report.symbols(FeedStatus.CONNECTED, names(changes.recovered()), "messages again");
        }
    }

    /// The time of a change of state; empty before the time of replayed data is known.
    private Optional<Instant> now() {
        if (!config.lockstep()) {
            return Optional.of(mesh.time().instant());
        }
        long millis = lockstep.millis() > 0 ? lockstep.millis() : clock.millis();
        return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    private List<String> names(BitSet symbols) {
        return symbols.stream().mapToObj(config.symbols()::get).toList();
    }

    private void exportMeters(MeterRegistry meters) {
        FunctionCounter.builder("tickmesh.feed.candles.repeated", candles, CandleBook::repeated)
                .register(meters);
        FunctionCounter.builder(
                        "tickmesh.feed.candles.holes.confirmed",
                        candles,
                        CandleBook::confirmedHoles)
                .register(meters);
        Gauge.builder("tickmesh.feed.rest.weight.used", budget, WeightBudget::used)
                .register(meters);
    }
}
