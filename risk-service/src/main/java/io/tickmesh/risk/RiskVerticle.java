package io.tickmesh.risk;

import io.tickmesh.mesh.bus.BoundedInbox;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.event.PriceUpdated;
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
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
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
    private static final Duration TIDY = Duration.ofHours(1);

    private final MeshNode node;
    private final RiskConfig config;
    private final Future<DatabaseConfig> storage;
    private final List<Runnable> closers = new ArrayList<>();
    private boolean stopped;
    // Set once in start.
    private Mesh mesh;
    private RiskDesk desk;
    private RiskMeters meters;
    // Set once what was remembered is known.
    private @Nullable Database database;
    private @Nullable RiskStore store;
    private @Nullable RiskJournal journal;
    private @Nullable CatchUp catchUp;
    private @Nullable BoundedInbox<Event> events;
    private @Nullable BoundedInbox<PriceUpdated> prices;
    private long dropped;
    private Instant heard = Instant.EPOCH;

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
        closers.forEach(Runnable::run);
        return written()
                .otherwiseEmpty()
                .compose(_ -> database == null ? Future.succeededFuture() : database.close());
    }

    private Future<Void> written() {
        RiskStore last = store;
        return journal == null || last == null
                ? Future.succeededFuture()
                : journal.close().compose(_ -> last.end());
    }

    private boolean isLive() {
        return mesh.time() instanceof LiveTime;
    }

    private Future<Void> remember(Database opened) {
        database = opened;
        RiskStore opening = new RiskStore(opened);
        store = opening;
        return opening.load(mesh.time().instant()).compose(memory -> goOn(opened, opening, memory));
    }

    private Future<Void> goOn(Database opened, RiskStore opening, RiskMemory memory) {
        desk.restore(memory);
        Instant known = isLive() ? memory.heard() : null;
        CatchUp asking = new CatchUp(vertx, mesh, desk::recall, desk::on, known);
        catchUp = asking;
        heard = known == null ? mesh.time().instant() : known;
        closers.add(asking::stop);
        RiskJournal written =
                new RiskJournal(
                        vertx,
                        batch ->
                                opening.write(batch)
                                        .onSuccess(_ -> desk.brakes().stored(batch.changes())),
                        this::changes,
                        mesh::publish,
                        mesh.meters());
        journal = written;
        meters.state(desk.state());
        closers.add(mesh.time().every(TIDY, TIDY, () -> tidy(opening))::cancel);
        RiskHistory history = new RiskHistory(opened, new LiveTime(vertx), written::written);
        RiskCommands commands = new RiskCommands(desk, mesh.time(), written, opened::isAvailable);
        return Future.all(
                        List.of(
                                mesh.serve(ListRiskEvents.class, history::events),
                                mesh.serve(ListRiskDecisions.class, history::decisions),
                                mesh.serve(RecallRiskEvents.class, history::recall),
                                mesh.serve(ChangeTradingState.class, commands::change),
                                mesh.serve(ResetBreaker.class, commands::reset)))
                .mapEmpty();
    }

    /// Everything is known up to now if nothing is asked for and nothing was dropped. The log goes by the clock of the system, also in
    /// a replay: whoever asks for what he missed knows no other.
    private RiskJournal.State changes() {
        Instant now = new LiveTime(vertx).instant();
        if (catchUp != null && catchUp.isDone()) {
            heard = now;
        }
        return new RiskJournal.State(now, desk.brakes().takeChanges(), heard);
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
            PositionWatch positions =
                    new PositionWatch(
                            vertx, mesh, desk, meters, this::drain, config.reconcileEvery());
            closers.add(positions::stop);
            return positions
                    .learn()
                    .compose(_ -> asking().start())
                    .compose(_ -> serve())
                    .onSuccess(_ -> positions.start());
        }
        return serve();
    }

    private Future<?> serve() {
        if (stopped) {
            return Future.succeededFuture();
        }
        return Future.all(
                        mesh.serve(CheckOrder.class, this::check),
                        mesh.serve(GetRisk.class, this::state))
                .onSuccess(_ -> mesh.ready());
    }

    private CatchUp asking() {
        return Objects.requireNonNull(catchUp);
    }

    private void on(Event event) {
        asking().on(event);
        if (journal != null) {
            journal.write();
        }
    }

    /// What brakes do is published once it is written.
    private void publish(Event event) {
        if (journal == null) {
            mesh.publish(event);
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
        askForDropped();
        if (journal != null) {
            journal.write();
        }
    }

    /// What found no room in the inbox is asked for like what happened before the start.
    private void askForDropped() {
        if (events != null && isLive() && events.counters().dropped() > dropped) {
            dropped = events.counters().dropped();
            asking().missedSince(heard);
        }
    }
}
