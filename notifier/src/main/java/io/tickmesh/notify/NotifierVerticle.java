package io.tickmesh.notify;

import io.tickmesh.mesh.bus.BoundedInbox;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.Ownership;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.Severity;
import io.tickmesh.mesh.request.ListNotifications;
import io.tickmesh.mesh.storage.Database;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.time.LiveTime;
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
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connects the channels to the mesh. Runs on one context. Pacing and retries go by the system's time in replay too: the
/// networks behind the channels are real.
public final class NotifierVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(NotifierVerticle.class);
    private static final int EVENTS = 1_000;
    private static final Duration TIDY = Duration.ofHours(1);
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
        Ownership ownership = mesh.ownership();
        BoundedInbox<Event> events =
                mesh.onEvents(
                        AlertRouter.EVENTS,
                        BoundedInbox.<Event>named("notifier.events", EVENTS).dropOldest(),
                        event -> {
                            // Every node sees every event; one of them tells.
                            if (ownership.isMine(event.id())) {
                                router.route(event);
                            }
                        });
        closers.push(() -> mesh.close(events));
        closers.push(mesh::draining);
        LOG.atInfo().addKeyValue("config", config).log("notifier configured");
        Database.ready(vertx, storage, "notifier", "db/notifier", mesh.meters())
                .compose(opened -> open(mesh, opened))
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

    private Future<Void> open(Mesh mesh, Database opened) {
        if (stopped) {
            return opened.close();
        }
        database = opened;
        AlertStore store = new AlertStore(opened);
        closers.push(time.every(TIDY, TIDY, () -> tidy(store))::cancel);
        return store.load(time.instant())
                .compose(left -> {
                    List<AlertStore.Waiting> mine =
                            left.waiting().stream()
                                    .filter(it -> mesh.ownership().isMine(it.alert().eventId()))
                                    .toList();
                    outbox.open(store::write, mine, left.known());
                    return mesh.serve(ListNotifications.class, store::list);
                });
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
            Mesh mesh, Map<String, Consumer<Alert>> couriers, Severity least, Channel channel) {
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
