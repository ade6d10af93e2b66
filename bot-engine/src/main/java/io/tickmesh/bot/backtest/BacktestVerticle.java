package io.tickmesh.bot.backtest;

import io.tickmesh.bot.EngineConfig;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.request.BacktestEquity;
import io.tickmesh.mesh.request.BacktestTrades;
import io.tickmesh.mesh.request.Backtests;
import io.tickmesh.mesh.request.CancelBacktest;
import io.tickmesh.mesh.request.GetBacktest;
import io.tickmesh.mesh.request.GetBacktestEquity;
import io.tickmesh.mesh.request.ListBacktestTrades;
import io.tickmesh.mesh.request.ListBacktests;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.request.StartBacktest;
import io.tickmesh.mesh.storage.Database;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.time.WallClock;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Backtests of a node: takes them in on its context, runs them on threads of their own, keeps them in the database.
public final class BacktestVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(BacktestVerticle.class);
    private static final int CACHED = 4;
    private static final Duration LAST_WRITES = Duration.ofSeconds(2);

    private final MeshNode node;
    private final BacktestConfig config;
    private final Bots bots;
    private final Risk.Factory risk;
    private final Future<DatabaseConfig> databaseConfig;

    /// Payloads that were read lately, the latest last.
    private final Map<String, Payload> cache = new LinkedHashMap<>();

    private final Set<Future<Void>> writing = new HashSet<>();
    private CandleLibrary library;
    private Mesh mesh;
    private Desk desk;
    private Store store;
    private @Nullable Database database;

    /// @param node deployed before
    /// @param live what live bots do where a specification says nothing
    /// @param risk makes the risk of each run
    /// @param databaseConfig may come later
    @SuppressWarnings("NullAway.Init") // start is the first thing to run
    public BacktestVerticle(
            MeshNode node,
            BacktestConfig config,
            EngineConfig live,
            Risk.Factory risk,
            Future<DatabaseConfig> databaseConfig) {
        this.node = node;
        this.config = config;
        this.bots = new Bots(live);
        this.risk = risk;
        this.databaseConfig = databaseConfig;
    }

    @Override
    public Future<?> start() {
        mesh = node.join(ServiceName.BACKTESTS);
        Context own = context;
        library = new CandleLibrary(config.data().orElse(null), config.maxCandles());
        Workbench workbench =
                new Workbench(
                        config, library, new MeshHistory(mesh, config.maxCandles()), bots, risk);
        Queue queue = new Queue(config, workbench, BacktestVerticle::now, job -> ended(own, job));
        desk = new Desk(config, queue, BacktestVerticle::now);
        var _ =
                Database.ready(vertx, databaseConfig, Store.SCHEMA, Store.SCRIPTS, mesh.meters())
                        .compose(this::open)
                        .compose(_ -> serve())
                        .onComplete(
                                _ -> mesh.ready(),
                                failure ->
                                        LOG.atError()
                                                .setCause(failure)
                                                .log("there will be no backtests"));
        return Future.succeededFuture();
    }

    /// Cancels what runs, and waits a little for what is being stored.
    @Override
    public Future<?> stop() {
        mesh.draining();
        desk.close();
        Database opened = database;
        return opened == null
                ? Future.succeededFuture()
                : Future.join(List.copyOf(writing))
                        .timeout(LAST_WRITES.toMillis(), TimeUnit.MILLISECONDS)
                        .transform(_ -> opened.close());
    }

    private Future<Void> open(Database tables) {
        database = tables;
        store = new Store(vertx, tables);
        return store.load(config.keep())
                .map(views -> {
                    views.forEach(view -> desk.add(Job.stored(view, now())));
                    return null;
                });
    }

    private Future<?> serve() {
        return Future.all(
                List.of(
                        mesh.serve(StartBacktest.class, this::start),
                        mesh.serve(ListBacktests.class, q -> Future.succeededFuture(desk.list(q))),
                        mesh.serve(
                                GetBacktest.class, q -> Future.succeededFuture(desk.get(q.id()))),
                        mesh.serve(CancelBacktest.class, this::cancel),
                        mesh.serve(ListBacktestTrades.class, this::trades),
                        mesh.serve(GetBacktestEquity.class, this::equity)));
    }

    private Future<Backtests> start(StartBacktest request) {
        return vertx.executeBlocking(
                        () -> {
                            new SpecCheck(library, bots).check(request);
                            return null;
                        },
                        false)
                .map(_ -> desk.start(request))
                .onSuccess(answer -> {
                    write(store.save(answer.items().getFirst(), null));
                    List<String> retired = desk.retire();
                    if (!retired.isEmpty()) {
                        write(store.delete(retired));
                    }
                });
    }

    private Future<Backtests> cancel(CancelBacktest request) {
        Desk.Cancelled cancelled = desk.cancel(request);
        write(
                cancelled.removed()
                        ? store.delete(List.of(request.id()))
                        : store.save(cancelled.job().viewToStore(), null));
        return Future.succeededFuture(cancelled.answer());
    }

    private Future<BacktestTrades> trades(ListBacktestTrades query) {
        return payload(query.id()).map(payload -> desk.trades(query, payload));
    }

    private Future<BacktestEquity> equity(GetBacktestEquity query) {
        return payload(query.id()).map(payload -> desk.equity(query, payload));
    }

    private Future<Payload> payload(String id) {
        Payload known = desk.job(id).payload();
        Payload cached = known == null ? cache.get(id) : known;
        if (cached != null) {
            return Future.succeededFuture(cached);
        }
        return store.payload(id)
                .map(found -> {
                    Payload payload = found.orElse(Payload.NOTHING);
                    keep(id, payload);
                    return payload;
                })
                .recover(failure ->
                        Future.failedFuture(
                                new RequestFailedException(
                                        Failure.UNAVAILABLE,
                                        "the backtest cannot be read: " + failure.getMessage())));
    }

    private void keep(String id, Payload payload) {
        cache.put(id, payload);
        if (cache.size() > CACHED) {
            cache.remove(cache.keySet().iterator().next());
        }
    }

    /// Comes on the thread of the job.
    private void ended(Context own, Job job) {
        Payload payload = job.payload();
        Payload.Packed packed = payload == null ? null : payload.pack();
        try {
            own.runOnContext(
                    _ -> write(store.save(job.viewToStore(), packed).onSuccess(_ -> job.stored())));
        } catch (RejectedExecutionException e) {
            LOG.atDebug().addKeyValue("backtest", job.id()).log("ended after the program");
        }
    }

    private void write(Future<Void> written) {
        writing.add(written);
        written.onComplete(
                _ -> writing.remove(written),
                failure -> {
                    writing.remove(written);
                    LOG.atWarn().setCause(failure).log("a backtest could not be stored");
                });
    }

    /// Of the system also in a replay: people wait for backtests, not bots.
    private static Instant now() {
        return Instant.EPOCH.plus(WallClock.micros(), ChronoUnit.MICROS);
    }
}
