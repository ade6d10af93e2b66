package io.tickmesh.notify;

import io.tickmesh.mesh.bus.BoundedInbox;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.Ownership;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.Severity;
import io.tickmesh.mesh.time.LiveTime;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connects the channels to the mesh. Runs on one context. Pacing and retries go by the system's time in replay too: the
/// networks behind the channels are real.
public final class NotifierVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(NotifierVerticle.class);
    private static final int EVENTS = 1_000;
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    private final MeshNode node;
    private final NotifierConfig config;
    private final SplittableRandom random = new SplittableRandom();
    // What was opened last is closed first.
    private final Deque<Runnable> closers = new ArrayDeque<>();

    /// @param node deployed before this
    public NotifierVerticle(MeshNode node, NotifierConfig config) {
        this.node = node;
        this.config = config;
    }

    @Override
    public Future<?> start() {
        Mesh mesh = node.join(ServiceName.NOTIFIER);
        AlertRouter router = new AlertRouter(config.severities(), routes(mesh));
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
        mesh.ready();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        closers.forEach(Runnable::run);
        return Future.succeededFuture();
    }

    private List<AlertRouter.Route> routes(Mesh mesh) {
        List<AlertRouter.Route> routes = new ArrayList<>();
        config.log().ifPresent(least -> routes.add(route(mesh, least, new LogChannel())));
        config.telegram()
                .ifPresent(telegram ->
                        routes.add(
                                route(
                                        mesh,
                                        telegram.least(),
                                        new TelegramChannel(client(), telegram))));
        return routes;
    }

    private AlertRouter.Route route(Mesh mesh, Severity least, Channel channel) {
        AlertQueue queue = new AlertQueue(config.queueCapacity());
        Courier courier =
                new Courier(
                        channel,
                        queue,
                        new LiveTime(vertx),
                        random,
                        new ChannelMeters(mesh.meters(), channel.name(), queue));
        closers.push(courier::close);
        return new AlertRouter.Route(least, courier::accept);
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
