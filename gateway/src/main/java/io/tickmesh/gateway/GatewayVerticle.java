package io.tickmesh.gateway;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tickmesh.gateway.access.Access;
import io.tickmesh.gateway.access.Allowances;
import io.tickmesh.gateway.access.BrowserSessions;
import io.tickmesh.gateway.access.Secret;
import io.tickmesh.gateway.access.Tokens;
import io.tickmesh.gateway.contract.Contract;
import io.tickmesh.gateway.idempotency.Idempotency;
import io.tickmesh.gateway.stream.EventStream;
import io.tickmesh.mesh.bus.BoundedInbox;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.BindException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves the mesh over HTTP. Each instance has its own server, readers and stream, on one event loop.
public final class GatewayVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayVerticle.class);

    // Room for a burst of all bots at once; one takes about 400 bytes of heap.
    private static final int EVENTS = 4_096;
    private static final int SYMBOLS = 1_000;
    private static final long STOP_SECONDS = 5;
    // Of one address in a minute.
    private static final int WRONG_TOKENS = 10;

    private final MeshNode node;
    private final GatewayConfig config;
    private final PrometheusMeterRegistry meters;
    private final Future<DatabaseConfig> database;
    private final List<Runnable> closing = new ArrayList<>();
    private boolean draining;
    private @Nullable Access access;
    private @Nullable BrowserSessions sessions;
    private @Nullable HttpServer server;

    /// @param meters what `/metrics` shows
    /// @param database where tokens are kept, once that is known
    public GatewayVerticle(
            MeshNode node,
            GatewayConfig config,
            PrometheusMeterRegistry meters,
            Future<DatabaseConfig> database) {
        this.node = node;
        this.config = config;
        this.meters = meters;
        this.database = database;
    }

    /// Returns the port that the gateway listens on.
    ///
    /// @throws IllegalStateException if it has not started
    public int port() {
        HttpServer listening = server;
        if (listening == null) {
            throw new IllegalStateException("the gateway does not listen yet");
        }
        return listening.actualPort();
    }

    /// Returns a code that signs the browser of whoever has started the gateway in, once and soon. Thread-safe.
    public Future<Secret> signInCode() {
        return onContext(() -> Future.succeededFuture(started(sessions).makeCode()));
    }

    /// Makes the first token of an admin once the database is there; empty if none is needed. Thread-safe.
    public Future<Optional<Secret>> firstToken() {
        return onContext(() -> new Tokens(started(access)).createFirst());
    }

    @Override
    public Future<?> start() {
        Mesh mesh = node.join(ServiceName.GATEWAY);
        PriceBoard prices = new PriceBoard();
        EventStream stream =
                new EventStream(vertx, mesh, config.sse(), config.requestTimeout(), prices::of);
        Access opened = new Access(vertx, config.access(), InstantSource.system(), meters);
        access = opened;
        sessions = new BrowserSessions(opened);
        Idempotency idempotency =
                new Idempotency(vertx, config.commandTimeout().multipliedBy(2), Once::isUndone);
        // If they cannot be opened, the log has said why.
        var _ = opened.open(database, meters).onSuccess(idempotency::open);
        closing.add(idempotency::close);
        Connections connections = new Connections(vertx, config.server().limits(), meters);
        Future<WebFiles> files = WebFiles.read(vertx);
        Future<ContractRoutes> contract = ContractRoutes.read(vertx);
        return Future.all(files, contract)
                .compose(_ ->
                        listen(
                                router(
                                        mesh,
                                        prices,
                                        stream,
                                        opened,
                                        new Once(idempotency),
                                        connections,
                                        files.result(),
                                        contract.result()),
                                connections))
                .map(listening -> {
                    server = listening;
                    read(mesh, prices, stream);
                    closing.add(stream::close);
                    config.server().tls().ifPresent(tls -> Listening.follow(vertx, listening, tls));
                    LoopLag.measure(vertx, meters);
                    mesh.ready();
                    announce(listening.actualPort());
                    return listening;
                });
    }

    @Override
    public Future<?> stop() {
        draining = true;
        closing.forEach(Runnable::run);
        HttpServer listening = server;
        Future<Void> ended =
                listening == null
                        ? Future.succeededFuture()
                        : listening.shutdown(STOP_SECONDS, TimeUnit.SECONDS);
        return ended.eventually(() -> access == null ? Future.succeededFuture() : access.close());
    }

    private Router router(
            Mesh mesh,
            PriceBoard prices,
            EventStream stream,
            Access opened,
            Once once,
            Connections connections,
            WebFiles files,
            ContractRoutes contract) {
        Router router = Router.router(vertx);
        Api api =
                new Api(
                        router,
                        Contract.get(),
                        new Questions(mesh, config.requestTimeout()),
                        new RequestMeters(meters));
        router.route().handler(connections);
        router.route().handler(new CrossOrigin(config.server().origins()));
        router.route().handler(new HostCheck(config));
        Allowances wrong = new Allowances(WRONG_TOKENS / 60.0, WRONG_TOKENS, System::nanoTime);
        RequestLimit limit = new RequestLimit(config.server().limits().requestsPerSecond(), meters);
        router.route().handler(new AuditHandler(opened, new Actions(Contract.get())));
        router.route().handler(new AccessCheck(opened, wrong, limit));
        Commands commands = new Commands(api, mesh, config.commandTimeout(), once, meters);
        BotRoutes.add(api, commands);
        TradingRoutes.add(api, commands);
        PositionRoutes.add(api, commands);
        RiskRoutes.add(api, commands);
        NotificationRoutes.add(api);
        ClusterRoutes.add(api, mesh, config.requestTimeout());
        BacktestRoutes.add(api, commands);
        MarketRoutes.add(api, prices, config.pricesTimeout());
        StreamRoutes.add(api, stream);
        SessionRoutes.add(api, commands, opened, started(sessions), wrong);
        TokenRoutes.add(api, commands, opened, new Tokens(opened));
        OperationRoutes.add(api, mesh, meters, () -> draining);
        files.add(api);
        contract.add(api);
        api.refuseOtherMethods();
        return router;
    }

    private Future<HttpServer> listen(Router router, Connections connections) {
        return vertx.createHttpServer(Listening.options(config))
                .requestHandler(router)
                .connectionHandler(connections::opened)
                .invalidRequestHandler(this::refuse)
                .listen()
                .recover(failure -> Future.failedFuture(explained(failure)));
    }

    private void read(Mesh mesh, PriceBoard prices, EventStream stream) {
        Set<Class<? extends Event>> types =
                Arrays.stream(Event.class.getPermittedSubclasses())
                        .filter(type -> type != PriceUpdated.class)
                        .<Class<? extends Event>>map(type -> type.asSubclass(Event.class))
                        .collect(Collectors.toUnmodifiableSet());
        BoundedInbox<Event> events =
                mesh.onEvents(
                        types,
                        BoundedInbox.<Event>named("gateway.events", EVENTS).dropOldest(),
                        stream::publish);
        BoundedInbox<PriceUpdated> updates =
                mesh.onPrices(
                        BoundedInbox.<PriceUpdated>named("gateway.prices", SYMBOLS)
                                .conflateBy(PriceUpdated::symbol),
                        price -> {
                            prices.accept(price);
                            stream.publish(price);
                        });
        stream.watch(() -> events.counters().dropped());
        closing.add(mesh::draining);
        closing.add(() -> mesh.close(events));
        closing.add(() -> mesh.close(updates));
    }

    /// What is no HTTP, or longer than a request may be.
    private void refuse(HttpServerRequest request) {
        meters.counter("tickmesh.gateway.requests.malformed").increment();
        HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(request);
    }

    private void announce(int port) {
        LOG.atInfo().addKeyValue("host", config.host()).addKeyValue("port", port).log("listening");
        if (!config.isLoopback() && config.server().tls().isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("host", config.host())
                    .log(
                            "reachable from the network without encryption: tokens travel in the"
                                    + " clear; listen on 127.0.0.1 or put a proxy with TLS in front");
        }
    }

    private <T> Future<T> onContext(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(_ -> work.get().onComplete(done));
        return done.future();
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the gateway has not started");
        }
        return part;
    }

    private IOException explained(Throwable failure) {
        String address = "port %d on %s".formatted(config.port(), config.host());
        String message = Objects.toString(failure.getMessage(), failure.getClass().getSimpleName());
        return failure instanceof BindException && message.contains("in use")
                ? new IOException(address + " is in use")
                : new IOException("cannot listen on " + address + ": " + message);
    }
}
