package io.tickmesh.risk;

import io.tickmesh.mesh.bus.BoundedInbox;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.request.CheckOrder;
import io.tickmesh.mesh.request.GetRisk;
import io.tickmesh.mesh.request.ListPositions;
import io.tickmesh.mesh.request.Positions;
import io.tickmesh.mesh.request.RiskAnswer;
import io.tickmesh.mesh.request.RiskState;
import io.tickmesh.mesh.time.LiveTime;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    private static final Duration ASK_TIMEOUT = Duration.ofSeconds(2);

    private final MeshNode node;
    private final RiskConfig config;
    private final List<Runnable> closers = new ArrayList<>();
    private long reconcileTimer;
    private boolean stopped;
    // Set once in start.
    private Mesh mesh;
    private RiskDesk desk;
    private RiskMeters meters;
    private BoundedInbox<Event> events;
    private BoundedInbox<PriceUpdated> prices;

    /// @param node deployed before this
    @SuppressWarnings("NullAway.Init") // start is the first thing to run
    public RiskVerticle(MeshNode node, RiskConfig config) {
        this.node = node;
        this.config = config;
    }

    @Override
    public Future<?> start() {
        mesh = node.join(ServiceName.RISK_SERVICE);
        meters = new RiskMeters(mesh.meters(), config);
        desk = new RiskDesk(config, mesh.time(), mesh::header, mesh::publish);
        meters.state(desk.state());
        meters.feeds(desk.feeds());
        boolean live = mesh.time() instanceof LiveTime;
        Set<Class<? extends Event>> types = new HashSet<>(RiskDesk.EVENTS);
        if (live) {
            types.add(FeedStatusChanged.class);
        }
        events =
                mesh.onEvents(
                        Set.copyOf(types),
                        BoundedInbox.<Event>named("risk.events", EVENTS).dropOldest(),
                        desk::on);
        // No maximum age here: the rule that judges age goes by the mesh's time.
        prices =
                mesh.onPrices(
                        BoundedInbox.<PriceUpdated>named("risk.prices", SYMBOLS)
                                .conflateBy(PriceUpdated::symbol),
                        desk::price);
        closers.add(() -> mesh.close(events));
        closers.add(() -> mesh.close(prices));
        closers.add(mesh.time().every(TICK, TICK, this::tick)::cancel);
        if (live) {
            reconcileAfter(SOON);
            FeedWatch watch =
                    new FeedWatch(vertx, mesh, desk.feeds(), this::drain, config.feedsEvery());
            closers.add(watch::stop);
            watch.start();
        }
        return Future.all(
                        mesh.serve(CheckOrder.class, this::check),
                        mesh.serve(GetRisk.class, this::state))
                .onSuccess(_ -> mesh.ready());
    }

    @Override
    public Future<?> stop() {
        mesh.draining();
        stopped = true;
        vertx.cancelTimer(reconcileTimer);
        closers.forEach(Runnable::run);
        return Future.succeededFuture();
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
        events.drainNow();
        prices.drainNow();
    }

    private void tick() {
        meters.state(desk.state());
    }

    private void reconcileAfter(Duration delay) {
        if (!stopped) {
            reconcileTimer = vertx.setTimer(delay.toMillis(), _ -> reconcile());
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
