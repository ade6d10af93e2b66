package io.tickmesh.risk;

import io.tickmesh.mesh.bus.BoundedInbox;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.event.RiskApproved;
import io.tickmesh.mesh.event.RiskRejected;
import io.tickmesh.mesh.request.CheckOrder;
import io.tickmesh.mesh.request.GetRisk;
import io.tickmesh.mesh.request.ListPositions;
import io.tickmesh.mesh.request.ListRiskDecisions;
import io.tickmesh.mesh.request.ListRiskEvents;
import io.tickmesh.mesh.request.Positions;
import io.tickmesh.mesh.request.RiskAnswer;
import io.tickmesh.mesh.request.RiskState;
import io.tickmesh.mesh.storage.Database;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.time.LiveTime;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connects the risk desk to the mesh. Runs on one context.
///
/// Fills may be lost when the inbox is full; then approved orders count until their reservation times out, and positions
/// are compared with those of the bot engine. The same way market-stream is asked how its feeds are. In replay both are left
/// out: the answers come in wall time, and nothing is lost there because the data waits for the services.
public final class RiskVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(RiskVerticle.class);
    private static final int EVENTS = 1_000;
    private static final int SYMBOLS = 5_000;
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofMillis(100);
    private static final Duration TIDY = Duration.ofHours(1);
    private static final Duration ASK_TIMEOUT = Duration.ofSeconds(2);

    private final MeshNode node;
    private final RiskConfig config;
    private final Future<DatabaseConfig> storage;
    private final List<Runnable> closers = new ArrayList<>();
    private long retryTimer;
    private boolean stopped;
    // Set once in start.
    private Mesh mesh;
    private RiskDesk desk;
    private RiskMeters meters;
    // Set once what was remembered is known.
    private @Nullable Database database;
    private @Nullable RiskJournal journal;
    private @Nullable BoundedInbox<Event> events;
    private @Nullable BoundedInbox<PriceUpdated> prices;

    /// @param node deployed before this
    /// @param storage where the database is, once that is known
    @SuppressWarnings("NullAway.Init") // start is the first thing to run
    public RiskVerticle(MeshNode node, RiskConfig config, Future<DatabaseConfig> storage) {
        this.node = node;
        this.config = config;
        this.storage = storage;
    }

    /// Live it does not wait for the database, a replay does not begin without it.
    @Override
    public Future<?> start() {
        mesh = node.join(ServiceName.RISK_SERVICE);
        meters = new RiskMeters(mesh.meters(), config);
        desk = new RiskDesk(config, mesh.time(), mesh::header, this::publish, this::decided);
        meters.state(desk.state());
        meters.feeds(desk.feeds());
        Future<?> ready =
                Database.ready(vertx, storage, "risk", "db/risk", mesh.meters())
                        .compose(this::remember)
                        .compose(_ -> begin());
        ready.onFailure(failure ->
                LOG.atError().setCause(failure).log("risk cannot read what it remembers"));
        return isLive() ? Future.succeededFuture() : ready;
    }

    @Override
    public Future<?> stop() {
        mesh.draining();
        stopped = true;
        vertx.cancelTimer(retryTimer);
        closers.forEach(Runnable::run);
        Future<Void> written = journal == null ? Future.succeededFuture() : journal.close();
        return written.compose(_ -> database == null ? Future.succeededFuture() : database.close());
    }

    private boolean isLive() {
        return mesh.time() instanceof LiveTime;
    }

    private Future<Void> remember(Database opened) {
        database = opened;
        RiskStore store = new RiskStore(opened);
        Instant now = mesh.time().instant();
        return store.load(now)
                .map(memory -> {
                    desk.restore(memory);
                    journal =
                            new RiskJournal(
                                    vertx,
                                    store::write,
                                    desk::takeChanges,
                                    mesh::publish,
                                    mesh.meters());
                    meters.state(desk.state());
                    RiskHistory history = new RiskHistory(opened);
                    closers.add(mesh.time().every(TIDY, TIDY, () -> tidy(store))::cancel);
                    return history;
                })
                .compose(history ->
                        Future.all(
                                mesh.serve(ListRiskEvents.class, history::events),
                                mesh.serve(ListRiskDecisions.class, history::decisions)))
                .mapEmpty();
    }

    private Future<?> begin() {
        if (stopped) {
            return Future.succeededFuture();
        }
        Set<Class<? extends Event>> types = new HashSet<>(RiskDesk.EVENTS);
        if (isLive()) {
            types.add(FeedStatusChanged.class);
        }
        BoundedInbox<Event> eventInbox =
                mesh.onEvents(
                        Set.copyOf(types),
                        BoundedInbox.<Event>named("risk.events", EVENTS).dropOldest(),
                        this::on);
        // No maximum age here: the rule that judges age goes by the mesh's time.
        BoundedInbox<PriceUpdated> priceInbox =
                mesh.onPrices(
                        BoundedInbox.<PriceUpdated>named("risk.prices", SYMBOLS)
                                .conflateBy(PriceUpdated::symbol),
                        desk::price);
        events = eventInbox;
        prices = priceInbox;
        closers.add(() -> mesh.close(eventInbox));
        closers.add(() -> mesh.close(priceInbox));
        closers.add(mesh.time().every(TICK, TICK, this::tick)::cancel);
        if (isLive()) {
            FeedWatch watch =
                    new FeedWatch(vertx, mesh, desk.feeds(), this::drain, config.feedsEvery());
            closers.add(watch::stop);
            watch.start();
            learnPositions();
            return Future.succeededFuture();
        }
        return serve();
    }

    private Future<?> serve() {
        return Future.all(
                        mesh.serve(CheckOrder.class, this::check),
                        mesh.serve(GetRisk.class, this::state))
                .onSuccess(_ -> mesh.ready());
    }

    /// Exposure begins with the positions that are open; before they are known no order is judged.
    private void learnPositions() {
        if (stopped) {
            return;
        }
        mesh.ask(new ListPositions(null, null, null), ASK_TIMEOUT)
                .map(positions -> {
                    drain();
                    desk.learn(positions.items());
                    return positions;
                })
                .compose(_ -> serve())
                .onComplete(
                        _ -> reconcileAfter(SOON),
                        _ -> retryTimer = vertx.setTimer(RETRY.toMillis(), _ -> learnPositions()));
    }

    private void on(Event event) {
        desk.on(event);
        if (journal != null) {
            journal.write();
        }
    }

    /// What follows from a measurement is published once it is written; the answers to orders have been given already.
    private void publish(Event event) {
        if (journal == null || event instanceof RiskApproved || event instanceof RiskRejected) {
            mesh.publish(event);
        } else {
            journal.event(event);
        }
    }

    private void decided(Decision decision) {
        if (journal != null) {
            journal.decided(decision);
        }
    }

    private void tidy(RiskStore store) {
        store.deleteOld(mesh.time().instant())
                .onFailure(failure ->
                        LOG.atDebug().setCause(failure).log("old decisions stay a while longer"));
    }

    private Future<RiskAnswer> check(CheckOrder order) {
        long start = System.nanoTime();
        drain();
        RiskAnswer answer = desk.check(order);
        meters.decided(answer, System.nanoTime() - start);
        LOG.atDebug()
                .addKeyValue("order", order.orderId())
                .addKeyValue("bot", order.bot())
                .addKeyValue("refusal", answer.refusal())
                .addKeyValue("detail", answer.detail())
                .log("order checked");
        return Future.succeededFuture(answer);
    }

    private Future<RiskState> state(GetRisk question) {
        drain();
        return Future.succeededFuture(desk.state());
    }

    /// What was published before the question has to count in the answer.
    private void drain() {
        if (events != null && prices != null) {
            events.drainNow();
            prices.drainNow();
        }
    }

    private void tick() {
        meters.state(desk.state());
        if (journal != null) {
            journal.write();
        }
    }

    private void reconcileAfter(Duration delay) {
        if (!stopped) {
            retryTimer = vertx.setTimer(delay.toMillis(), _ -> reconcile());
        }
    }

    private void reconcile() {
        mesh.ask(new ListPositions(null, null, null), ASK_TIMEOUT)
                .onComplete(this::compare, _ -> reconcileAfter(config.reconcileEvery()));
    }

    private void compare(Positions positions) {
        try {
            correct(positions);
        } finally {
            // An answer that cannot be used must not be the last.
            reconcileAfter(desk.isSuspicious() ? SOON : config.reconcileEvery());
        }
    }

    private void correct(Positions positions) {
        drain();
        List<Reconciliation.Difference> corrected = desk.reconcile(positions.items());
        meters.corrected(corrected.size());
        for (Reconciliation.Difference difference : corrected) {
            LOG.atWarn()
                    .addKeyValue("bot", difference.holding().bot())
                    .addKeyValue("symbol", difference.holding().symbol())
                    .addKeyValue("was", difference.ours().quantity())
                    .addKeyValue("is", difference.theirs().quantity())
                    .log("a fill was missed, exposure is corrected");
        }
    }
}
