package io.tickmesh.mesh.bus;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The mesh on one JVM: registers the codecs, holds the only consumers of events and prices, fans them out to the services of
/// the node, and tells the others that the node lives. Deploy one before the services; a service calls [#join] when it starts.
public final class MeshNode extends VerticleBase {
    private final Origin origin;
    private final Supplier<MeshTime> times;
    private final MeterRegistry meters;
    private final Instant startedAt;
    private final Latency latency = new Latency();
    private final Presence presence = new Presence();
    private final Fanout<Event> events = new Fanout<>();
    private final Fanout<PriceUpdated> prices = new Fanout<>();
    private final FrameSequences sequences = new FrameSequences();
    private final AtomicLong priceSequence = new AtomicLong();
    private final List<BoundedInbox<?>> inboxes = new CopyOnWriteArrayList<>();
    private final Map<Class<?>, Served<?, ?>> served = new ConcurrentHashMap<>();
    private final Counter unreadable;
    private long heartbeats;

    /// @param name unique in the mesh
    /// @param times makes the time of each service that joins
    public MeshNode(
            String name, Instant startedAt, Supplier<MeshTime> times, MeterRegistry meters) {
        this.origin = new Origin(name);
        this.startedAt = startedAt;
        this.times = times;
        this.meters = meters;
        this.unreadable = meters.counter("tickmesh.bus.unreadable");
        FunctionCounter.builder(
                        "tickmesh.prices.missing.frames", sequences, FrameSequences::missing)
                .register(meters);
    }

    @Override
    public Future<?> start() {
        EventBus bus = vertx.eventBus();
        registerCodecs(bus);
        List<Future<?>> consumers = new ArrayList<>();
        for (String address : Addresses.EVENTS) {
            consumers.add(bus.consumer(address, this::onEvent).completion());
        }
        for (int shard = 0; shard < Addresses.SHARDS; shard++) {
            consumers.add(bus.consumer(Addresses.prices(shard), this::onFrame).completion());
        }
        consumers.add(bus.consumer(Addresses.PRESENCE, this::onHeartbeat).completion());
        consumers.add(bus.consumer(Addresses.node(name()), this::onRequest).completion());
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
        return new Ownership(name(), () -> presence.ready(service));
    }

    /// Notes how this node itself answers requests of a type.
    void serve(Served<?, ?> own) {
        served.put(own.type(), own);
    }

    /// Asks this node itself. Thread-safe.
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
                                presence.own(),
                                latency.snapshot(),
                                loads()));
        presence.expire();
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
