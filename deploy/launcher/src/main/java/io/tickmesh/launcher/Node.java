package io.tickmesh.launcher;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tickmesh.bot.BotEngineVerticle;
import io.tickmesh.bot.backtest.BacktestVerticle;
import io.tickmesh.gateway.GatewayVerticle;
import io.tickmesh.gateway.access.Secret;
import io.tickmesh.market.FeedConfig;
import io.tickmesh.market.MarketStreamVerticle;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.Storage;
import io.tickmesh.mesh.time.DataTime;
import io.tickmesh.mesh.time.LiveTime;
import io.tickmesh.mesh.time.MeshTime;
import io.tickmesh.notify.NotifierVerticle;
import io.tickmesh.risk.RiskVerticle;
import io.tickmesh.simulator.ExchangeSimulator;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running services of this JVM. Thread-safe.
public final class Node {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    private final NodeConfig config;
    private final Vertx vertx;
    private final MeshNode mesh;
    private final GatewayVerticle gateway;
    private final @Nullable ExchangeSimulator simulator;
    private final Storage storage;

    /// Deployment ids in the order in which they are stopped.
    private final List<String> stopOrder;

    private Node(
            NodeConfig config,
            Vertx vertx,
            MeshNode mesh,
            GatewayVerticle gateway,
            @Nullable ExchangeSimulator simulator,
            Storage storage,
            List<String> stopOrder) {
        this.config = config;
        this.vertx = vertx;
        this.mesh = mesh;
        this.gateway = gateway;
        this.simulator = simulator;
        this.storage = storage;
        this.stopOrder = stopOrder;
    }

    /// Starts everything that the configuration asks for. If anything cannot start, what had started is stopped and the future
    /// fails with the cause.
    ///
    /// @param replayFinished runs when a replay has sent its last bar
    public static Future<Node> start(NodeConfig config, Runnable replayFinished) {
        Vertx vertx = Vertx.vertx(options(config));
        vertx.exceptionHandler(
                failure -> LOG.atError().setCause(failure).log("unhandled exception"));
        // Not bound to an event loop: those are gone when a failed start has been cleaned up.
        Promise<Node> started = Promise.promise();
        Starting starting = new Starting(vertx, config, replayFinished);
        starting.start()
                .onComplete(
                        started::complete,
                        failure -> starting.undo().onComplete(_ -> started.fail(failure)));
        return started.future();
    }

    /// Returns the port of the page and the API.
    public int port() {
        return gateway.port();
    }

    /// Makes the first token of an admin once the database is there; empty if there is one, or none is needed.
    public Future<Optional<Secret>> firstToken() {
        return gateway.firstToken();
    }

    /// Returns a code that signs a browser in, once and within minutes.
    public Future<Secret> signInCode() {
        return gateway.signInCode();
    }

    /// Returns what runs: in a replay without the symbols and bots that were not recorded.
    public NodeConfig config() {
        return config;
    }

    /// Returns the local exchange, if there is one.
    public Optional<ExchangeSimulator> simulator() {
        return Optional.ofNullable(simulator);
    }

    /// Returns the mesh of this node.
    public MeshNode mesh() {
        return mesh;
    }

    /// Stops the services one after the other: no new decisions first, then no new data, then those who watch.
    public Future<Void> stop() {
        mesh.drain();
        Future<Void> stopped = Future.succeededFuture();
        for (String deployment : stopOrder) {
            stopped =
                    stopped.compose(_ -> vertx.undeploy(deployment))
                            .recover(failure -> {
                                LOG.atWarn()
                                        .setCause(failure)
                                        .log("a service did not stop in order");
                                return Future.succeededFuture();
                            });
        }
        // Not bound to an event loop, see start.
        Promise<Void> closed = Promise.promise();
        stopped.compose(_ -> close(vertx, storage))
                .onComplete(_ -> vertx.close().onComplete(closed));
        return closed.future();
    }

    private static Future<Void> close(Vertx vertx, Storage storage) {
        return vertx.executeBlocking(
                        () -> {
                            storage.close();
                            return true;
                        },
                        false)
                .mapEmpty();
    }

    private static VertxOptions options(NodeConfig config) {
        // One event loop keeps the messages between services in order, which is what makes a replay
        // repeatable.
        int loops = config.isReplay() ? 1 : Math.max(2, Runtime.getRuntime().availableProcessors());
        return new VertxOptions()
                .setEventLoopPoolSize(loops)
                .setWorkerPoolSize(Math.max(4, Runtime.getRuntime().availableProcessors()))
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
                .setMaxEventLoopExecuteTime(Duration.ofSeconds(1).toMillis());
    }

    /// The steps of a start and what they have made so far.
    private static final class Starting {
        private final Vertx vertx;
        private final Runnable replayFinished;
        private NodeConfig config;
        private final Future<Storage> storage;
        private final Deque<String> stopOrder = new ArrayDeque<>();
        private final PrometheusMeterRegistry meters =
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

        Starting(Vertx vertx, NodeConfig config, Runnable replayFinished) {
            this.vertx = vertx;
            this.config = config;
            this.replayFinished = replayFinished;
            // Begins at once, beside everything else: the database takes longest.
            storage =
                    vertx.executeBlocking(
                                    () ->
                                            config.isReplay()
                                                    ? Storage.throwAway(config.storage())
                                                    : Storage.open(config.storage()),
                                    false)
                            .map(Objects::requireNonNull);
        }

        Future<Node> start() {
            bindJvmMetrics();
            Supplier<MeshTime> times =
                    config.isReplay() ? DataTime::new : () -> new LiveTime(vertx);
            MeshNode mesh = new MeshNode(config.name(), Instant.now(), times, meters);
            Future<DatabaseConfig> database = storage.map(Storage::database);
            GatewayVerticle gateway = new GatewayVerticle(mesh, config.gateway(), meters, database);
            ExchangeSimulator simulator =
                    config.simulator().map(ExchangeSimulator::new).orElse(null);
            // The reverse of this order is the order of the stop.
            return deploy(mesh)
                    .compose(_ -> simulator == null ? Future.succeededFuture() : deploy(simulator))
                    .onSuccess(_ -> leaveOutWhatIsNotListed(simulator))
                    .compose(_ -> deploy(gateway))
                    .compose(_ -> deploy(new NotifierVerticle(mesh, config.notifier(), database)))
                    .compose(_ -> deploy(new RiskVerticle(mesh, config.risk(), database)))
                    .compose(_ ->
                            deploy(
                                    new MarketStreamVerticle(
                                            mesh, feed(simulator), config.prices())))
                    .compose(_ -> deploy(new BotEngineVerticle(mesh, config.engine(), database)))
                    .compose(_ -> deploy(backtests(mesh, database)))
                    .compose(_ -> storage)
                    .map(opened ->
                            new Node(
                                    config,
                                    vertx,
                                    mesh,
                                    gateway,
                                    simulator,
                                    opened,
                                    List.copyOf(stopOrder)));
        }

        private BacktestVerticle backtests(MeshNode mesh, Future<DatabaseConfig> database) {
            return new BacktestVerticle(
                    mesh,
                    config.backtests(),
                    config.engine(),
                    BacktestRisk.of(config.risk()),
                    database);
        }

        /// Stops what has started.
        Future<Void> undo() {
            // Not bound to an event loop, see start: what is chained to a closed one never happens.
            Promise<Void> undone = Promise.promise();
            storage.compose(opened -> close(vertx, opened))
                    .onComplete(_ -> vertx.close().onComplete(undone));
            return undone.future();
        }

        private void leaveOutWhatIsNotListed(@Nullable ExchangeSimulator simulator) {
            if (simulator == null) {
                return;
            }
            NodeConfig all = config;
            config = all.only(simulator.symbols());
            if (config.feed().symbols().size() < all.feed().symbols().size()) {
                LOG.atWarn()
                        .addKeyValue("symbols", config.feed().symbols())
                        .addKeyValue(
                                "symbolsLeftOut",
                                all.feed().symbols().size() - config.feed().symbols().size())
                        .addKeyValue(
                                "botsLeftOut",
                                all.engine().bots().size() - config.engine().bots().size())
                        .log("not all symbols were recorded, bots of the others are left out");
            }
        }

        private FeedConfig feed(@Nullable ExchangeSimulator simulator) {
            if (simulator == null) {
                return config.feed();
            }
            simulator.onFinished(replayFinished);
            String address = "127.0.0.1:" + simulator.port();
            FeedConfig local =
                    config.feed()
                            .at(URI.create("http://" + address), URI.create("ws://" + address));
            return config.isReplay() ? local.inLockstep() : local;
        }

        private Future<String> deploy(Deployable service) {
            return vertx.deployVerticle(service).onSuccess(stopOrder::addFirst);
        }

        private void bindJvmMetrics() {
            new JvmMemoryMetrics().bindTo(meters);
            new JvmThreadMetrics().bindTo(meters);
            new ProcessorMetrics().bindTo(meters);
            new JvmGcMetrics().bindTo(meters);
        }
    }
}
