package io.tickmesh.risk;

import io.tickmesh.mesh.bus.BoundedInbox;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.CircuitBreakerReset;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.event.RiskApproved;
import io.tickmesh.mesh.request.ChangeTradingState;
import io.tickmesh.mesh.request.CheckOrder;
import io.tickmesh.mesh.request.GetRisk;
import io.tickmesh.mesh.request.ListRiskDecisions;
import io.tickmesh.mesh.request.ListRiskEvents;
import io.tickmesh.mesh.request.RecallRiskEvents;
import io.tickmesh.mesh.request.ResetBreaker;
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
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
    private static final Duration FROZEN = Duration.ofMillis(3_500);
    private static final Duration TO_DECIDE = Duration.ofSeconds(1);
    private static final int MOST_WAITING = 1_000;
    private static final long LOOK_MILLIS = 25;
    private static final int LOOKS = 36;
    private static final Duration TIDY = Duration.ofHours(1);

    private final MeshNode node;
    private final RiskConfig config;
    private final Future<DatabaseConfig> storage;
    private final List<Runnable> closers = new ArrayList<>();
    private boolean stopped;
    // Set once in start.
    private Mesh mesh;
    private Desks desks;
    private RiskMeters meters;
    // Set once what was remembered can be known.
    private @Nullable Database database;
    private @Nullable RiskJournal journal;
    private @Nullable Custody custody;
    private @Nullable PositionWatch positions;
    private @Nullable BoundedInbox<Event> events;
    private @Nullable BoundedInbox<PriceUpdated> prices;
    private long dropped;
    private int waiting;
    private long tickedNanos = System.nanoTime();

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
        desks =
                new Desks(
                        config,
                        mesh.time(),
                        System::nanoTime,
                        !vertx.isClustered(),
                        mesh::header,
                        this::publish,
                        this::decided);
        meters.state(desks.state());
        meters.feeds(desks.feeds());
        Future<?> ready =
                Database.ready(vertx, storage, "risk", "db/risk", mesh.meters())
                        .compose(this::begin);
        ready.onFailure(failure ->
                LOG.atError().setCause(failure).log("risk cannot read what it remembers"));
        return isLive() ? Future.succeededFuture() : ready;
    }

    @Override
    public Future<?> stop() {
        mesh.draining();
        stopped = true;
        closers.forEach(Runnable::run);
        return written()
                .otherwiseEmpty()
                .compose(_ -> database == null ? Future.succeededFuture() : database.close());
    }

    private Future<Void> written() {
        Custody last = custody;
        return journal == null || last == null
                ? Future.succeededFuture()
                : journal.close().compose(_ -> last.giveBack());
    }

    private boolean isLive() {
        return mesh.time() instanceof LiveTime;
    }

    private Future<?> begin(Database opened) {
        database = opened;
        if (stopped) {
            return Future.succeededFuture();
        }
        RiskStore store = new RiskStore(opened, mesh.node());
        KillSwitches switches = new KillSwitches();
        RiskJournal written =
                new RiskJournal(
                        vertx,
                        batch -> store.write(batch).onSuccess(lost -> written(batch, lost)),
                        this::reports,
                        event -> desks.isConfirmed(event.account(), event.epoch()),
                        mesh::publish,
                        mesh.meters());
        journal = written;
        closers.add(mesh.time().every(TIDY, TIDY, () -> tidy(store))::cancel);
        listen();
        PositionWatch watching =
                new PositionWatch(vertx, mesh, desks, meters, this::drain, config.reconcileEvery());
        positions = watching;
        closers.add(watching::stop);
        Custody keeping =
                new Custody(
                        vertx,
                        mesh,
                        store,
                        desks,
                        written,
                        switches,
                        added -> learn(added, watching));
        custody = keeping;
        closers.add(keeping::stop);
        RiskHistory history = new RiskHistory(opened, new LiveTime(vertx), written::written);
        RiskCommands commands =
                new RiskCommands(
                        desks,
                        switches,
                        mesh.time(),
                        written,
                        account -> mesh.ownership().owner(account).equals(mesh.node()),
                        opened::isAvailable);
        RiskFamily family = new RiskFamily(mesh, config, store::brakes);
        return Future.all(
                        List.of(
                                mesh.serve(ListRiskEvents.class, history::events),
                                mesh.serve(ListRiskDecisions.class, history::decisions),
                                mesh.serveJoined(
                                        RecallRiskEvents.class,
                                        RiskFamily.TO_TELL,
                                        history::recall,
                                        history::join),
                                mesh.serve(
                                        ChangeTradingState.class, commands::change, family::change),
                                mesh.serve(ResetBreaker.class, commands::reset, family::reset)))
                .compose(_ -> keeping.start())
                .compose(_ -> serve(family))
                .onSuccess(_ -> {
                    if (isLive() && !stopped) {
                        watching.start();
                    }
                });
    }

    /// Tells accounts that were taken over what is open, and what happened while nobody listened for them.
    private Future<Void> learn(Collection<HeldAccount> added, PositionWatch watching) {
        Instant since =
                isLive()
                        ? added.stream()
                                .map(HeldAccount::heard)
                                .filter(Objects::nonNull)
                                .min(Comparator.naturalOrder())
                                .orElse(null)
                        : null;
        CatchUp asking =
                new CatchUp(
                        vertx,
                        mesh,
                        event -> desks.recall(added, event),
                        desks::present,
                        () -> HeldAccount.anyStays(added),
                        since);
        added.forEach(it -> it.catchUp(asking));
        return isLive()
                ? watching.learn(added).compose(_ -> asking.start())
                : Future.succeededFuture();
    }

    private void written(RiskJournal.Batch batch, Set<String> lost) {
        desks.stored(batch.without(lost).reports());
        if (custody != null && !lost.isEmpty()) {
            custody.lost(batch, lost);
        }
    }

    /// Everything is known up to now if nothing is asked for and nothing was dropped. The log goes by the clock of the system, also in
    /// a replay: whoever asks for what he missed knows no other.
    private RiskJournal.State reports() {
        Instant now = new LiveTime(vertx).instant();
        return new RiskJournal.State(now, desks.reports(now, !wasFrozen()));
    }

    private void listen() {
        Set<Class<? extends Event>> types = new HashSet<>(RiskDesk.EVENTS);
        if (isLive()) {
            types.add(FeedStatusChanged.class);
        }
        if (vertx.isClustered()) {
            types.add(RiskApproved.class);
            types.add(CircuitBreakerFired.class);
            types.add(CircuitBreakerReset.class);
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
                        desks::price);
        events = eventInbox;
        prices = priceInbox;
        closers.add(() -> mesh.close(eventInbox));
        closers.add(() -> mesh.close(priceInbox));
        closers.add(mesh.time().every(TICK, TICK, this::tick)::cancel);
        if (isLive()) {
            FeedWatch watch =
                    new FeedWatch(vertx, mesh, desks.feeds(), this::drain, config.feedsEvery());
            closers.add(watch::stop);
            watch.start();
        }
    }

    private Future<?> serve(RiskFamily family) {
        if (stopped) {
            return Future.succeededFuture();
        }
        return Future.all(
                        mesh.serveOwned(
                                CheckOrder.class, CheckOrder::account, TO_DECIDE, this::check),
                        mesh.serveJoined(
                                GetRisk.class, RiskFamily.TO_TELL, this::state, family::join))
                .onSuccess(_ -> mesh.ready());
    }

    private void on(Event event) {
        desks.on(event);
        if (journal != null) {
            journal.write();
        }
    }

    /// What brakes do is published once it is written.
    private void publish(AccountEvent event) {
        if (journal == null) {
            mesh.publish(event.event());
        } else {
            journal.event(event);
        }
    }

    /// The answer has been given already, so the event does not wait.
    private void decided(Decision decision) {
        mesh.publish(decision.event());
        if (journal != null) {
            journal.decided(decision);
        }
    }

    private void tidy(RiskStore tables) {
        tables.deleteOld(mesh.time().instant())
                .onFailure(failure ->
                        LOG.atDebug().setCause(failure).log("old rows stay a while longer"));
    }

    /// Whoever asks about an account that is just being taken over waits for that, not for his next chance.
    private Future<RiskAnswer> check(CheckOrder order) {
        boolean soon =
                !desks.decides(order.account())
                        && mesh.ownership().isMine(order.account())
                        && waiting < MOST_WAITING;
        if (!soon) {
            return decide(order);
        }
        waiting++;
        return decideSoon(order, LOOKS).onComplete(_ -> waiting--);
    }

    private Future<RiskAnswer> decideSoon(CheckOrder order, int looks) {
        return looks == 0 || desks.decides(order.account())
                ? decide(order)
                : vertx.timer(LOOK_MILLIS, TimeUnit.MILLISECONDS)
                        .compose(_ -> decideSoon(order, looks - 1));
    }

    private Future<RiskAnswer> decide(CheckOrder order) {
        long start = System.nanoTime();
        drain();
        RiskAnswer answer = desks.check(order);
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
        return Future.succeededFuture(desks.state());
    }

    /// What was published before the question has to count in the answer.
    private void drain() {
        if (events != null && prices != null) {
            events.drainNow();
            prices.drainNow();
        }
    }

    private void tick() {
        if (wasFrozen()) {
            LOG.atWarn().log("this node stood still, asking for what it missed");
            missed();
        }
        tickedNanos = System.nanoTime();
        meters.state(desks.state());
        askForDropped();
        if (journal != null) {
            journal.write();
        }
    }

    /// Returns whether the node stood still, so that the bus may have lost events. The time of recorded data says nothing of that.
    private boolean wasFrozen() {
        return isLive() && System.nanoTime() - tickedNanos > FROZEN.toNanos();
    }

    /// What found no room in the inbox is asked for like what happened before the start.
    private void askForDropped() {
        if (events != null && isLive() && events.counters().dropped() > dropped) {
            dropped = events.counters().dropped();
            missed();
        }
    }

    private void missed() {
        desks.held().forEach(HeldAccount::missed);
        if (positions != null) {
            positions.hurry();
        }
    }
}
