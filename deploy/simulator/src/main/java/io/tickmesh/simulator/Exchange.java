package io.tickmesh.simulator;

import io.tickmesh.simulator.fault.Faults;
import io.tickmesh.simulator.market.Market;
import io.tickmesh.simulator.rest.RequestLimits;
import io.tickmesh.simulator.rest.RequestMeter;
import io.tickmesh.simulator.rest.RestApi;
import io.tickmesh.simulator.stream.StreamCounters;
import io.tickmesh.simulator.stream.StreamHub;
import io.tickmesh.simulator.stream.StreamLimits;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocketHandshake;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/// A market on the wire: builds the parts that refer to each other and leads connections to them. Lives on one event loop.
final class Exchange {

    /// 1,024 streams of the longest name fit into one address.
    private static final int MOST_LINE_BYTES = 1 << 16;

    /// The kernel would grow its buffer to megabytes, and a reader that sleeps would be noticed late.
    private static final int SEND_BUFFER_BYTES = 1 << 18;

    private static final int CLOSING_SECONDS = 1;
    private static final int NOT_FOUND = 404;

    private final Vertx vertx;
    private final Context context;
    private final SimulatorConfig config;
    private final Market market;
    private final Faults faults;
    private final FaultDesk desk;
    private final StreamHub hub;
    private final RestResponder responder;
    private final RestServer rest;
    private final ControlServer control;
    private final MarketPump pump;
    private final HttpServer server;
    private final long patrolTimer;

    /// @param finished called when the data has ended
    Exchange(
            Vertx vertx,
            SimulatorConfig config,
            StreamLimits limits,
            InstantSource clock,
            Market market,
            Runnable finished) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.config = config;
        this.market = market;
        boolean replay = config.replay().isPresent();
        ReplayPacer pacer =
                new ReplayPacer(config.replay().map(SimulatorConfig.Replay::speed).orElse(0.0));
        this.faults = new Faults(System::nanoTime, this::cut, this::announceShutdown);
        LongSupplier now = replay ? market::nowMillis : clock::millis;
        LongUnaryOperator eventTime = replay ? at -> at : at -> Math.max(at, clock.millis());
        StreamLimits connections = limits.faster(config.timeScale());
        RequestLimits requests = RequestLimits.EXCHANGE.withTimeScale(config.timeScale());
        this.hub =
                new StreamHub(
                        market,
                        connections,
                        faults.streams(),
                        at -> eventTime.applyAsLong(at) + faults.skewMillis(),
                        replay,
                        this::wake);
        this.desk = new FaultDesk(vertx, faults, hub::flush);
        this.responder = new RestResponder(vertx, faults.rest());
        this.rest =
                new RestServer(
                        new RestApi(market, () -> now.getAsLong() + faults.skewMillis(), requests),
                        new RequestMeter(requests, InstantSource.system()),
                        responder);
        this.control = new ControlServer(desk, this::counters);
        this.pump =
                new MarketPump(
                        vertx,
                        market,
                        hub,
                        replay ? () -> allowed(pacer) : clock::millis,
                        () -> pacer.hold(System.nanoTime(), market.nowMillis()),
                        finished);
        hub.onSubscribe(() -> pacer.subscribed(System.nanoTime()));
        market.listener(hub.listener());
        this.server = vertx.createHttpServer(options());
        this.patrolTimer = vertx.setPeriodic(connections.patrolMillis(), _ -> hub.patrol());
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                // Exchanges do not speak it without TLS; a request to change protocols loses
                // answers now and then.
                .setHttp2ClearTextEnabled(false)
                .setSendBufferSize(SEND_BUFFER_BYTES)
                .setMaxInitialLineLength(MOST_LINE_BYTES)
                .setWebSocketClosingTimeout(CLOSING_SECONDS)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
    }

    Future<HttpServer> listen() {
        return server.connectionHandler(this::refuse)
                .webSocketHandshakeHandler(this::upgrade)
                .requestHandler(this::handle)
                .listen()
                .onSuccess(_ -> pump.wake());
    }

    Future<Void> stop() {
        pump.stop();
        desk.stop();
        vertx.cancelTimer(patrolTimer);
        return server.close();
    }

    private void refuse(HttpConnection connection) {
        if (faults.refuseConnection()) {
            var _ = connection.close();
        }
    }

    private void handle(HttpServerRequest request) {
        if (config.control() && String.valueOf(request.path()).startsWith(ControlServer.PREFIX)) {
            control.handle(request);
        } else {
            rest.handle(request);
        }
    }

    private void upgrade(ServerWebSocketHandshake handshake) {
        Optional<StreamAddress> address = StreamAddress.parse(handshake.path(), handshake.query());
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

    private long allowed(ReplayPacer pacer) {
        return pacer.allowedMillis(
                System.nanoTime(), market.nowMillis(), hub.counters().subscriptions() > 0);
    }

    private void wake() {
        pump.wake();
    }

    /// What was sent before still arrives.
    private void cut() {
        hub.flush();
        hub.cutAll();
    }

    private Runnable announceShutdown() {
        Runnable end = hub.announceShutdown();
        return () -> {
            hub.flush();
            end.run();
        };
    }

    /// Runs an action on the exchange's event loop.
    void onLoop(Runnable action) {
        context.runOnContext(_ -> action.run());
    }

    Market market() {
        return market;
    }

    StreamHub hub() {
        return hub;
    }

    FaultDesk faults() {
        return desk;
    }

    int port() {
        return server.actualPort();
    }

    /// Returns the counters as they are now; may be called from any thread.
    SimulatorCounters counters() {
        StreamCounters streams = hub.counters();
        return new SimulatorCounters(
                responder.usage().calls(),
                streams.messagesSent(),
                hub.messagesByStream(),
                streams.connectionsOpened(),
                streams.connectionsOpen(),
                streams.connectionsRefused(),
                streams.subscriptions(),
                hub.activeStreams(),
                streams.slowReadersCut(),
                faults.applied());
    }
}
