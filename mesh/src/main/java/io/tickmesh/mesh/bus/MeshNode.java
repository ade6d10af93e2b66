package io.tickmesh.mesh.bus;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.mesh.cluster.ClusterNodes;
import io.tickmesh.mesh.cluster.Heartbeat;
import io.tickmesh.mesh.cluster.InboxLoad;
import io.tickmesh.mesh.cluster.Ownership;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.cluster.ServiceState;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.Origin;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.latency.Latency;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.time.MeshTime;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The mesh on one JVM: registers the codecs, holds the only consumers of events and prices, fans them out to the services of
/// the node, and tells the others that the node lives. Deploy one before the services; a service calls [#join] when it starts.
public final class MeshNode extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(MeshNode.class);

    /// How long the cluster may list a node that is not heard before this node registers its consumers anew.
    private static final Duration DIVERGENCE = Duration.ofSeconds(15);

    private final Origin origin;
    private final Supplier<MeshTime> times;
    private final MeterRegistry meters;
    private final Instant startedAt;
    private final Latency latency = new Latency();
    private final Presence presence;
    private final Fanout<Event> events = new Fanout<>();
    private final Fanout<PriceUpdated> prices = new Fanout<>();
    private final FrameSequences sequences = new FrameSequences();
    private final AtomicLong priceSequence = new AtomicLong();
    private final List<BoundedInbox<?>> inboxes = new CopyOnWriteArrayList<>();

    /// What the services of this node answer. Nothing is taken out of it: services end with their node.
    private final Map<Class<?>, Served<?, ?>> served = new ConcurrentHashMap<>();

    private final Divergence divergence = new Divergence(DIVERGENCE, System::nanoTime);
    private final Counter unreadable;
    private final Counter renewals;
    private @Nullable Registrations registrations;
    private @Nullable ClusterNodes cluster;
    private long heartbeats;

    /// @param name unique in the mesh
    /// @param times makes the time of each service that joins
    public MeshNode(
            String name, Instant startedAt, Supplier<MeshTime> times, MeterRegistry meters) {
        this.origin = new Origin(name);
        this.presence = new Presence(name, System::nanoTime);
        this.startedAt = startedAt;
        this.times = times;
        this.meters = meters;
        this.unreadable = meters.counter("tickmesh.bus.unreadable");
        this.renewals = meters.counter("tickmesh.cluster.registrations.renewed");
        FunctionCounter.builder("tickmesh.cluster.interruptions", presence, Presence::interruptions)
                .register(meters);
        FunctionCounter.builder(
                        "tickmesh.prices.missing.frames", sequences, FrameSequences::missing)
                .register(meters);
    }

    @Override
    public Future<?> start() {
        registerCodecs(vertx.eventBus());
        Registrations own = new Registrations(vertx.eventBus()::consumer);
        registrations = own;
        List<Future<?>> consumers = new ArrayList<>();
        for (String address : Addresses.EVENTS) {
            consumers.add(own.add(address, context, this::onEvent));
        }
        for (int shard = 0; shard < Addresses.SHARDS; shard++) {
            consumers.add(own.add(Addresses.prices(shard), context, this::onFrame));
        }
        consumers.add(own.add(Addresses.PRESENCE, context, this::onHeartbeat));
        consumers.add(own.add(Addresses.node(name()), context, this::onRequest));
        ClusterNodes.of(vertx).ifPresent(this::follow);
        vertx.setPeriodic(Presence.PERIOD.toMillis(), _ -> beat());
        return Future.all(consumers);
    }

    /// Returns the mesh as one service sees it. To be called by the service's verticle in `start`, on its own context, which
    /// is where its inboxes and timers run.
    public Mesh join(ServiceName service) {
        Context context =
                Objects.requireNonNull(Vertx.currentContext(), "join must be called on a context");
        state(service, ServiceState.STARTING);
        return new Mesh(this, vertx, context, service, times.get());
    }

    /// Tells the other nodes that every service of this one finishes what it has and takes nothing new.
    public void drain() {
        presence.own().keySet().forEach(service -> state(service, ServiceState.DRAINING));
    }

    public String name() {
        return origin.node();
    }

    public MeterRegistry meters() {
        return meters;
    }

    public Latency latency() {
        return latency;
    }

    public Presence presence() {
        return presence;
    }

    Origin origin() {
        return origin;
    }

    Fanout<Event> events() {
        return events;
    }

    /// Returns the open inboxes of the node's services, which are told with each heartbeat.
    List<BoundedInbox<?>> inboxes() {
        return inboxes;
    }

    Fanout<PriceUpdated> prices() {
        return prices;
    }

    AtomicLong priceSequence() {
        return priceSequence;
    }

    Ownership ownership(ServiceName service) {
        return new Ownership(name(), () -> presence.ready(service), presence::hasBegun);
    }

    /// Answers requests of a type, on the context of the service.
    ///
    /// @param own how this node itself answers
    /// @param any how it answers what any node was asked
    Future<Void> serve(Served<?, ?> own, Served<?, ?> any) {
        served.put(own.type(), own);
        return Objects.requireNonNull(registrations, "the node has not started")
                .add(Addresses.of(any.type()), any.context(), any::reply);
    }

    /// Returns whether this node answers requests of a type. Thread-safe.
    boolean serves(Class<?> type) {
        return served.containsKey(type);
    }

    /// Asks this node itself. Thread-safe.
    ///
    /// @return fails with a [RequestFailedException]; waits for the answer however long it takes
    @SuppressWarnings("unchecked") // it is kept under the class of its requests
    <R extends Reply> Future<R> askServed(Request<R> request) {
        Served<Request<R>, R> own = (Served<Request<R>, R>) served.get(request.getClass());
        return own == null
                ? Future.failedFuture(
                        new RequestFailedException(Failure.UNAVAILABLE, unanswered(request)))
                : own.ask(request);
    }

    void state(ServiceName service, ServiceState state) {
        presence.state(service, state);
        context.runOnContext(_ -> beat());
    }

    private void beat() {
        vertx.eventBus()
                .publish(
                        Addresses.PRESENCE,
                        new Heartbeat(
                                name(),
                                startedAt,
                                heartbeats++,
                                presence.told(),
                                latency.snapshot(),
                                loads(),
                                presence.clocks()));
        presence.look();
        renewIfUnheard();
    }

    private void follow(ClusterNodes nodes) {
        cluster = nodes;
        nodes.onGone(name -> context.runOnContext(_ -> presence.gone(name)));
        presence.onChange(() -> nodes.unreading(presence.unreading(), Addresses.PRESENCE));
        presence.begin(nodes.names());
    }

    private void renewIfUnheard() {
        if (cluster == null) {
            return;
        }
        Set<String> heard = new HashSet<>();
        presence.nodes().forEach(heartbeat -> heard.add(heartbeat.node()));
        Set<String> overdue = divergence.overdue(cluster.names(), heard);
        if (overdue.isEmpty()) {
            return;
        }
        renewals.increment();
        LOG.atWarn()
                .addKeyValue("unheard", overdue)
                .log("nodes of the cluster are not heard, registering anew");
        renew().onFailure(failure ->
                LOG.atWarn().setCause(failure).log("could not register all consumers anew"));
    }

    /// Registers all consumers of the node anew.
    Future<Void> renew() {
        return Objects.requireNonNull(registrations, "the node has not started").renew();
    }

    private Map<String, InboxLoad> loads() {
        Map<String, InboxLoad> loads = new HashMap<>();
        inboxes.forEach(
                inbox -> loads.merge(inbox.name(), load(inbox.counters()), InboxLoad::plus));
        return loads;
    }

    private static InboxLoad load(InboxCounters counters) {
        return new InboxLoad(
                counters.offered(),
                counters.dropped(),
                counters.conflated(),
                counters.stale(),
                counters.depth());
    }

    private void onEvent(Message<Object> message) {
        if (message.body() instanceof Event event) {
            events.offer(event);
        } else {
            unreadable.increment();
        }
    }

    private void onFrame(Message<Object> message) {
        if (!(message.body() instanceof MarketFrame frame)) {
            unreadable.increment();
        } else if (sequences.accept(frame)) {
            frame.prices().forEach(prices::offer);
        }
    }

    private void onHeartbeat(Message<Object> message) {
        if (message.body() instanceof Heartbeat heartbeat) {
            presence.heard(heartbeat);
        } else {
            unreadable.increment();
        }
    }

    private void onRequest(Message<Object> message) {
        if (message.body() instanceof Unreadable unread) {
            unreadable.increment();
            message.fail(Failure.INVALID.code(), "unreadable request: " + unread.reason());
            return;
        }
        Served<?, ?> own = served.get(message.body().getClass());
        if (own == null) {
            message.fail(Failure.UNAVAILABLE.code(), unanswered(message.body()));
        } else {
            own.context().runOnContext(_ -> own.reply(message));
        }
    }

    private String unanswered(Object request) {
        return name() + " does not answer " + request.getClass().getSimpleName();
    }

    private static void registerCodecs(EventBus bus) {
        bus.registerCodec(new JsonCodec());
        bus.registerCodec(new MarketFrameCodec());
        bus.codecSelector(MeshNode::codecOf);
    }

    /// Default codecs are looked up by exact class; a selector serves a whole sealed family.
    private static @Nullable String codecOf(Object message) {
        return switch (message) {
            case Event _, Request<?> _, Reply _, Heartbeat _ -> JsonCodec.NAME;
            case MarketFrame _ -> MarketFrameCodec.NAME;
            default -> null;
        };
    }
}
