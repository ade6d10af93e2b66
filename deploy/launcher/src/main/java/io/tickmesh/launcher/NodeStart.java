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
import io.tickmesh.market.FeedConfig;
import io.tickmesh.market.MarketStreamVerticle;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.Storage;
import io.tickmesh.mesh.storage.StorageException;
import io.tickmesh.mesh.time.DataTime;
import io.tickmesh.mesh.time.LiveTime;
import io.tickmesh.mesh.time.MeshTime;
import io.tickmesh.notify.NotifierVerticle;
import io.tickmesh.risk.RiskVerticle;
import io.tickmesh.simulator.ExchangeSimulator;
import io.tickmesh.simulator.SimulatorConfig;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The steps of the start of a node and what they have made so far.
final class NodeStart {
    private static final Logger LOG = LoggerFactory.getLogger(NodeStart.class);

    /// The reverse of this is the order of the stop.
    private static final List<ServiceName> ORDER =
            List.of(
                    ServiceName.GATEWAY,
                    ServiceName.NOTIFIER,
                    ServiceName.RISK_SERVICE,
                    ServiceName.MARKET_STREAM,
                    ServiceName.BOT_ENGINE,
                    ServiceName.BACKTESTS);

    private final Vertx vertx;
    private final Runnable replayFinished;
    private final Future<Storage> storage;
    private final Deque<String> stopOrder = new ArrayDeque<>();
    private final PrometheusMeterRegistry meters =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MeshNode mesh;
    private NodeConfig config;
    private @Nullable GatewayVerticle gateway;
    private volatile String part = "";

    NodeStart(Vertx vertx, NodeConfig config, Runnable replayFinished) {
        this.vertx = vertx;
        this.config = config;
        this.replayFinished = replayFinished;
        // Begins at once, beside everything else: the database takes longest.
        storage = storage();
        Supplier<MeshTime> times = config.isReplay() ? DataTime::new : () -> new LiveTime(vertx);
        mesh = new MeshNode(config.node().name(), Instant.now(), times, meters);
    }

    Future<Node> run() {
        bindMeters();
        NodeSection node = config.node();
        OperationsVerticle operations =
                node.port() == 0 ? null : new OperationsVerticle(mesh, node, meters);
        ExchangeSimulator simulator = config.simulator().map(ExchangeSimulator::new).orElse(null);
        return deploy("the mesh", mesh)
                .compose(_ -> deployIfAny("the simulator", simulator))
                .compose(_ -> {
                    leaveOutWhatIsNotListed(simulator);
                    // After the exchange: a node that runs nothing else is ready once it answers.
                    return deployIfAny("node.port", operations);
                })
                .compose(_ -> services(simulator))
                .compose(_ -> opened())
                .map(_ ->
                        new Node(
                                config,
                                vertx,
                                mesh,
                                new Node.Servers(gateway, simulator, operations),
                                storage,
                                List.copyOf(stopOrder)));
    }

    /// Returns which part has begun to start last, for people. Thread-safe.
    String part() {
        return part;
    }

    /// Stops what has started.
    Future<Void> undo() {
        // Not bound to an event loop: what is chained to a closed one never happens.
        Promise<Void> undone = Promise.promise();
        Node.close(vertx, storage).onComplete(_ -> vertx.close().onComplete(undone));
        return undone.future();
    }

    private Future<Storage> storage() {
        if (!config.node().services().needStorage()) {
            return Future.failedFuture(new StorageException("nothing is kept here"));
        }
        return vertx.executeBlocking(
                        () ->
                                config.isReplay()
                                        ? Storage.throwAway(config.storage())
                                        : Storage.open(config.storage()),
                        false)
                .map(Objects::requireNonNull);
    }

    /// What was opened at the beginning, if anything is needed.
    private Future<Void> opened() {
        part = "the database";
        return config.node().services().needStorage()
                ? storage.mapEmpty()
                : Future.succeededFuture();
    }

    private Future<String> services(@Nullable ExchangeSimulator simulator) {
        Future<String> started = Future.succeededFuture("");
        for (ServiceName service : ORDER) {
            if (config.node().services().has(service)) {
                started =
                        started.compose(_ -> deploy(service.code(), verticle(service, simulator)));
            }
        }
        return started;
    }

    private Deployable verticle(ServiceName service, @Nullable ExchangeSimulator simulator) {
        Future<DatabaseConfig> database = storage.map(Storage::database);
        return switch (service) {
            case GATEWAY -> gateway(database);
            case NOTIFIER -> new NotifierVerticle(mesh, config.notifier(), database);
            case RISK_SERVICE -> new RiskVerticle(mesh, config.risk(), database);
            case MARKET_STREAM -> new MarketStreamVerticle(mesh, feed(simulator), config.prices());
            case BOT_ENGINE -> new BotEngineVerticle(mesh, config.engine(), database);
            case BACKTESTS ->
                    new BacktestVerticle(
                            mesh,
                            config.backtests(),
                            config.engine(),
                            BacktestRisk.of(config.risk()),
                            database);
        };
    }

    private GatewayVerticle gateway(Future<DatabaseConfig> database) {
        GatewayVerticle made = new GatewayVerticle(mesh, config.gateway(), meters, database);
        gateway = made;
        return made;
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

    /// Where the exchange of this node is used, it is known only now on which port.
    private FeedConfig feed(@Nullable ExchangeSimulator simulator) {
        if (simulator == null || config.feedKind() == FeedKind.BINANCE) {
            return config.feed();
        }
        simulator.onFinished(replayFinished);
        String host = config.simulator().map(SimulatorConfig::host).orElseThrow();
        String address = Hosts.reachable(host) + ":" + simulator.port();
        FeedConfig local =
                config.feed().at(URI.create("http://" + address), URI.create("ws://" + address));
        return config.isReplay() ? local.inLockstep() : local;
    }

    private Future<String> deploy(String name, Deployable service) {
        part = name;
        return vertx.deployVerticle(service).onSuccess(stopOrder::addFirst);
    }

    private Future<String> deployIfAny(String name, @Nullable Deployable service) {
        return service == null ? Future.succeededFuture("") : deploy(name, service);
    }

    private void bindMeters() {
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new JvmGcMetrics().bindTo(meters);
        MeshMeters.bind(mesh, meters);
    }
}
