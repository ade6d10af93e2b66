package io.tickmesh.simulator;

import io.tickmesh.simulator.market.Instrument;
import io.tickmesh.simulator.market.Instruments;
import io.tickmesh.simulator.market.Market;
import io.tickmesh.simulator.rest.RestApi;
import io.tickmesh.simulator.rest.WeightMeter;
import io.tickmesh.simulator.source.RandomWalk;
import io.tickmesh.simulator.source.RecordingDirectory;
import io.tickmesh.simulator.stream.StreamCounters;
import io.tickmesh.simulator.stream.StreamHub;
import io.tickmesh.simulator.stream.StreamLimits;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocketHandshake;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A local exchange that speaks Binance's public spot protocol over REST and WebSocket. Deploy one instance; when the
/// deployment succeeds it listens. Faults and counters may be used from any thread.
public final class ExchangeSimulator extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeSimulator.class);

    /// 1,024 streams of the longest name fit into one address.
    private static final int MOST_LINE_BYTES = 1 << 16;

    /// The kernel would grow its buffer to megabytes, and a reader that sleeps would be noticed late.
    private static final int SEND_BUFFER_BYTES = 1 << 18;

    private static final int CLOSING_SECONDS = 1;
    private static final int NOT_FOUND = 404;

    /// Beyond this speed updates of open bars are more work than use.
    private static final double FASTEST_WITH_OPEN_BARS = 10;

    private final SimulatorConfig config;
    private final InstantSource clock;
    private final StreamLimits limits;
    private final Promise<Void> finished = Promise.promise();
    private volatile @Nullable Running running;
    private long refuseUntilNanos = System.nanoTime();

    /// What exists between start and stop.
    private record Running(
            Context context,
            Market market,
            StreamHub hub,
            RestServer rest,
            MarketPump pump,
            HttpServer server,
            long patrolTimer) {}

    /// Creates a simulator that runs on the system's clock.
    public ExchangeSimulator(SimulatorConfig config) {
        this(config, InstantSource.system());
    }

    /// Creates a simulator whose random walk runs on the given clock; a replay has its own.
    public ExchangeSimulator(SimulatorConfig config, InstantSource clock) {
        this(config, clock, StreamLimits.ofExchange());
    }

    /// Creates a simulator with other limits for its stream connections.
    public ExchangeSimulator(SimulatorConfig config, InstantSource clock, StreamLimits limits) {
        this.config = config;
        this.clock = clock;
        this.limits = limits;
    }

    /// Builds the history off the event loop, then listens. Fails with one clear line.
    @Override
    public Future<?> start() {
        long startNanos = System.nanoTime();
        return vertx.executeBlocking(this::openMarket)
                .compose(market -> listen(Objects.requireNonNull(market)))
                .onSuccess(r -> {
                    running = r;
                    r.pump.wake();
                    LOG.atInfo()
                            .addKeyValue("port", r.server.actualPort())
                            .addKeyValue("symbols", r.market.books().size())
                            .addKeyValue("replay", config.replay().isPresent())
                            .addKeyValue("dataTime", Instant.ofEpochMilli(r.market.nowMillis()))
                            .addKeyValue(
                                    "startMillis", (System.nanoTime() - startNanos) / 1_000_000)
                            .log("simulated exchange listens");
                });
    }

    private Market openMarket() throws IOException {
        List<Instrument> instruments = Instruments.named(config.symbols());
        if (config.replay().isEmpty()) {
            return new Market(
                    new RandomWalk(
                            instruments,
                            config.seed(),
                            config.tradesPerSecond(),
                            config.turbulence(),
                            clock.millis()),
                    true);
        }
        SimulatorConfig.Replay replay = config.replay().get();
        boolean openBars = replay.speed() > 0 && replay.speed() <= FASTEST_WITH_OPEN_BARS;
        return new Market(
                new RecordingDirectory(replay.directory(), replay.from(), replay.to())
                        .open(instruments),
                openBars);
    }

    private Future<Running> listen(Market market) {
        Wiring wiring = new Wiring(market);
        HttpServerOptions options =
                new HttpServerOptions()
                        .setHost(config.host())
                        .setPort(config.port())
                        .setSendBufferSize(SEND_BUFFER_BYTES)
                        .setMaxInitialLineLength(MOST_LINE_BYTES)
                        .setWebSocketClosingTimeout(CLOSING_SECONDS)
                        .setPerMessageWebSocketCompressionSupported(false)
                        .setPerFrameWebSocketCompressionSupported(false);
        return vertx.createHttpServer(options)
                .connectionHandler(this::refuse)
                .webSocketHandshakeHandler(wiring::upgrade)
                .requestHandler(wiring.rest::handle)
                .listen()
                .map(wiring::running)
                .recover(cause -> Future.failedFuture(cannotListen(cause)));
    }

    private Throwable cannotListen(Throwable cause) {
        return cause instanceof BindException
                ? new IOException(
                        "simulator cannot listen on %s:%d: %s"
                                .formatted(config.host(), config.port(), cause.getMessage()),
                        cause)
                : cause;
    }

    private void refuse(HttpConnection connection) {
        if (System.nanoTime() - refuseUntilNanos < 0) {
            var _ = connection.close();
        }
    }

    /// Stops the market, tells every connection good-bye and closes the port.
    @Override
    public Future<?> stop() {
        Running r = running;
        running = null;
        if (r == null) {
            return Future.succeededFuture();
        }
        r.pump.stop();
        vertx.cancelTimer(r.patrolTimer);
        return r.server.close();
    }

    /// Builds the parts that refer to each other.
    private final class Wiring {
        private final Market market;
        private final StreamHub hub;
        private final RestServer rest;
        private final MarketPump pump;

        Wiring(Market market) {
            this.market = market;
            boolean replay = config.replay().isPresent();
            ReplayPacer pacer =
                    new ReplayPacer(config.replay().map(SimulatorConfig.Replay::speed).orElse(0.0));
            LongSupplier serverTime = replay ? market::nowMillis : clock::millis;
            LongUnaryOperator eventTime = replay ? at -> at : at -> Math.max(at, clock.millis());
            this.hub = new StreamHub(market, limits, eventTime, replay, this::wake);
            this.rest =
                    new RestServer(
                            new RestApi(market, serverTime),
                            new WeightMeter(InstantSource.system()));
            this.pump =
                    new MarketPump(
                            vertx,
                            market,
                            hub,
                            replay ? () -> allowed(pacer) : clock::millis,
                            () -> pacer.hold(System.nanoTime(), market.nowMillis()),
                            this::finish);
            hub.onSubscribe(() -> pacer.subscribed(System.nanoTime()));
            market.listener(hub.listener());
        }

        private long allowed(ReplayPacer pacer) {
            return pacer.allowedMillis(
                    System.nanoTime(), market.nowMillis(), hub.counters().subscriptions() > 0);
        }

        private void wake() {
            pump.wake();
        }

        private void finish() {
            LOG.atInfo()
                    .addKeyValue("dataTime", Instant.ofEpochMilli(market.nowMillis()))
                    .addKeyValue("messagesSent", hub.counters().messagesSent())
                    .log("replay finished, streams stay open and silent");
            finished.tryComplete();
        }

        private void upgrade(ServerWebSocketHandshake handshake) {
            Optional<StreamAddress> address =
                    StreamAddress.parse(handshake.path(), handshake.query());
            if (address.isEmpty()) {
                var _ = handshake.reject(NOT_FOUND);
                return;
            }
            int refusal = hub.refusal(handshake.remoteAddress().hostAddress());
            if (refusal != 0) {
                var _ = handshake.reject(refusal);
                return;
            }
            StreamAddress wanted = address.get();
            var _ =
                    handshake
                            .accept()
                            .onSuccess(socket ->
                                    hub.accept(
                                            socket,
                                            wanted.combined(),
                                            wanted.microseconds(),
                                            wanted.streams()));
        }

        Running running(HttpServer server) {
            long patrolTimer = vertx.setPeriodic(limits.patrolMillis(), _ -> hub.patrol());
            return new Running(context, market, hub, rest, pump, server, patrolTimer);
        }
    }

    private Running running() {
        Running r = running;
        if (r == null) {
            throw new IllegalStateException("simulator is not running");
        }
        return r;
    }

    private Future<Void> onLoop(Runnable action) {
        Promise<Void> done = Promise.promise();
        running()
                .context
                .runOnContext(_ -> {
                    action.run();
                    done.complete();
                });
        return done.future();
    }

    /// Returns the port it listens on.
    public int port() {
        return running().server.actualPort();
    }

    /// Returns the base URL of the REST calls, without a slash at the end.
    public String restUrl() {
        return "http://" + config.host() + ":" + port();
    }

    /// Returns the base URL of the streams, without a slash at the end.
    public String webSocketUrl() {
        return "ws://" + config.host() + ":" + port();
    }

    /// Runs the action on the event loop when a replay has reached its end; never in a random walk.
    public void onFinished(Runnable action) {
        var _ = finished.future().onSuccess(_ -> action.run());
    }

    /// Returns the counters as they are now.
    public SimulatorCounters counters() {
        Running r = running();
        StreamCounters streams = r.hub.counters();
        return new SimulatorCounters(
                r.rest.requests(),
                r.rest.weightUsed(),
                streams.messagesSent(),
                streams.connectionsOpened(),
                streams.connectionsOpen(),
                streams.subscriptions(),
                streams.slowReadersCut());
    }

    /// Drops every stream connection without a close frame.
    public Future<Void> cutConnections() {
        return onLoop(() -> running().hub.cutAll());
    }

    /// Keeps sockets open but sends nothing any more, or goes on sending.
    public Future<Void> silence(boolean on) {
        return onLoop(() -> running().hub.silence(on));
    }

    /// Sends a text as it is, broken or not, to every stream connection.
    public Future<Void> sendToAll(String text) {
        return onLoop(() -> running().hub.sendToAll(text));
    }

    /// Closes every new connection, REST and stream, as soon as it is made; open ones stay.
    public Future<Void> refuseConnections(Duration duration) {
        return onLoop(() -> refuseUntilNanos = System.nanoTime() + duration.toNanos());
    }

    /// Leaves out the next closing candles that anybody is subscribed to; REST has them.
    public Future<Void> skipClosingCandles(int count) {
        return onLoop(() -> running().hub.skipClosingBars(count));
    }

    /// Answers the next REST requests with this HTTP status.
    public Future<Void> failRest(int status, int count) {
        return onLoop(() -> running().rest.fail(status, count));
    }
}
