package io.tickmesh.notify;

import io.tickmesh.mesh.bus.BoundedInbox;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.Severity;
import io.tickmesh.mesh.request.ListNotifications;
import io.tickmesh.mesh.storage.Database;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.time.LiveTime;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connects the channels to the mesh. Runs on one context. Pacing and retries go by the system's time in replay too: the
/// networks behind the channels are real.
public final class NotifierVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(NotifierVerticle.class);
    private static final int EVENTS = 1_000;
    private static final Duration TIDY = Duration.ofHours(1);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    private final MeshNode node;
    private final NotifierConfig config;
    private final Future<DatabaseConfig> storage;
    private final SplittableRandom random = new SplittableRandom();
    // What was opened last is closed first.
    private final Deque<Runnable> closers = new ArrayDeque<>();
    // Set once in start.
    private LiveTime time;
    private Outbox outbox;
    private @Nullable Database database;
    private @Nullable Deliveries deliveries;
    private boolean inheriting;
    private boolean stopped;

    /// @param node deployed before this
    /// @param storage where the database is, once that is known
    @SuppressWarnings("NullAway.Init") // start is the first thing to run
    public NotifierVerticle(MeshNode node, NotifierConfig config, Future<DatabaseConfig> storage) {
        this.node = node;
        this.config = config;
        this.storage = storage;
    }

    /// Does not wait for the database, in replay neither: nothing depends on what people are told.
    @Override
    public Future<?> start() {
        Mesh mesh = node.join(ServiceName.NOTIFIER);
        time = new LiveTime(vertx);
        Map<String, Consumer<Alert>> couriers = new LinkedHashMap<>();
        outbox = new Outbox(time, couriers, mesh.meters());
        AlertRouter router =
                new AlertRouter(config.severities(), routes(mesh, couriers), outbox::accept);
        Heirs heirs = new Heirs(System::nanoTime);
        Predicate<String> mine = id -> mesh.ownership().isMine(id);
        BoundedInbox<Event> events =
                mesh.onEvents(
                        AlertRouter.EVENTS,
                        BoundedInbox.<Event>named("notifier.events", EVENTS).dropOldest(),
                        event -> {
                            // Every node sees every event; one of them tells.
                            if (mine.test(event.id())) {
                                router.route(event);
                            } else {
                                heirs.remember(event);
                            }
                        });
        closers.push(() -> mesh.close(events));
        closers.push(mesh::draining);
        Context context = vertx.getOrCreateContext();
        mesh.presence()
                .onChange(() ->
                        context.runOnContext(_ -> heirs.inherited(mine).forEach(router::route)));
        LOG.atInfo().addKeyValue("config", config).log("notifier configured");
        Database.ready(vertx, storage, "notifier", "db/notifier", mesh.meters())
                .compose(opened -> open(mesh, opened, heirs))
                .onFailure(failure ->
                        LOG.atError().setCause(failure).log("alerts are not written down"));
        mesh.ready();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        closers.forEach(Runnable::run);
        return outbox.close()
                .compose(_ -> database == null ? Future.succeededFuture() : database.close());
    }

    private Future<Void> open(Mesh mesh, Database opened, Heirs heirs) {
        if (stopped) {
            return opened.close();
        }
        database = opened;
        deliveries = new Deliveries(opened, mesh.node());
        AlertStore store = new AlertStore(opened, mesh.node(), !vertx.isClustered());
        closers.push(time.every(TIDY, TIDY, () -> tidy(store))::cancel);
        if (vertx.isClustered()) {
            closers.push(time.every(LOOK, LOOK, () -> inherit(mesh, heirs))::cancel);
        }
        return store.load(time.instant())
                .compose(left -> {
                    outbox.open(store::write, left.waiting(), left.known());
                    return mesh.serve(ListNotifications.class, store::list);
                });
    }

    /// Takes over what waits for a channel on a node that is gone.
    private void inherit(Mesh mesh, Heirs heirs) {
        Set<String> present = Set.copyOf(mesh.presence().ready(ServiceName.NOTIFIER));
        boolean settled = heirs.settled(present) && mesh.presence().isSettled();
        if (!settled || inheriting || deliveries == null) {
            return;
        }
        inheriting = true;
        deliveries
                .takeOver(present, id -> mesh.ownership().isMine(id))
                .onComplete(
                        left -> {
                            inheriting = false;
                            outbox.inherit(left);
                        },
                        failure -> {
                            inheriting = false;
                            LOG.atDebug()
                                    .setCause(failure)
                                    .log("alerts of other nodes stay a while longer");
                        });
    }

    /// What cannot be asked yet is ours.
    private Future<Boolean> isOurs(String alert, String channel) {
        return deliveries == null
                ? Future.succeededFuture(true)
                : deliveries.isOurs(alert, channel);
    }

    private void tidy(AlertStore store) {
        store.deleteOld(time.instant())
                .onFailure(failure ->
                        LOG.atDebug().setCause(failure).log("old alerts stay a while longer"));
    }

    private List<AlertRouter.Route> routes(Mesh mesh, Map<String, Consumer<Alert>> couriers) {
        List<AlertRouter.Route> routes = new ArrayList<>();
        config.log().ifPresent(least -> routes.add(route(mesh, couriers, least, new LogChannel())));
        config.telegram()
                .ifPresent(telegram ->
                        routes.add(
                                route(
                                        mesh,
                                        couriers,
                                        telegram.least(),
                                        new TelegramChannel(client(), telegram))));
        return routes;
    }

    private AlertRouter.Route route(
            Mesh mesh, Map<String, Consumer<Alert>> couriers, Severity least, Channel own) {
        Channel channel =
                vertx.isClustered()
                        ? new SharedChannel(
                                own,
                                this::isOurs,
                                () -> mesh.presence().ready(ServiceName.NOTIFIER).size())
                        : own;
        AlertQueue queue = new AlertQueue(config.queueCapacity());
        Courier courier =
                new Courier(
                        channel,
                        queue,
                        time,
                        random,
                        new ChannelMeters(mesh.meters(), channel.name(), queue),
                        outbox::note);
        couriers.put(channel.name(), courier::accept);
        closers.push(courier::close);
        return new AlertRouter.Route(least, channel.name());
    }

    private WebClient client() {
        WebClient client =
                WebClient.create(
                        vertx,
                        new WebClientOptions()
                                .setUserAgent("Tickmesh")
                                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS));
        closers.push(client::close);
        return client;
    }
}
