package io.tickmesh.gateway.stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.latency.Latency;
import io.tickmesh.mesh.latency.Stage;
import io.tickmesh.mesh.time.WallClock;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends events to the clients of one event loop. An event is encoded at most once, and only if a client wants it. What
/// arrives in one turn of the loop is written to a connection at once; clients with the same filter share those bytes. Clients who
/// come back go on where they were.
///
/// Belongs to the context that made it: call it only there. Several gateways on several loops have one each.
public final class EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final long STALL_CHECKS_PER_LIMIT = 10;

    private final Vertx vertx;
    private final Context context;
    private final StreamConfig config;
    private final Mesh mesh;
    private final StreamMeters meters;
    private final StreamSource source;
    private final Beginning beginning;
    private final List<Long> timers = new ArrayList<>();

    private final List<Audience> audiences = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> clientsByName = new HashMap<>();
    private List<Message> turn = new ArrayList<>();
    private LongSupplier missed = () -> 0;
    private long toldMissed;
    // Read by the gauge from other threads.
    private final AtomicInteger clients = new AtomicInteger();
    private boolean closed;

    /// To be called on the context that the stream lives on.
    ///
    /// @param timeout how long a service may take for its part of a snapshot
    /// @param prices returns the newest prices of symbols, of all if there are none, as REST shows them
    public EventStream(
            Vertx vertx,
            Mesh mesh,
            StreamConfig config,
            Duration timeout,
            Function<Set<String>, List<?>> prices) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.config = config;
        this.mesh = mesh;
        MeterRegistry registry = mesh.meters();
        this.meters = StreamMeters.in(registry);
        MemoryConfig memory = config.memory();
        RecentEvents events =
                new RecentEvents(memory.events(), memory.bytes(), marker(), this::evicted);
        this.source = new StreamSource(events, new PriceTable(), meters);
        this.beginning =
                new Beginning(
                        source,
                        new Recalls(vertx, mesh, memory),
                        new Snapshots(vertx, mesh, timeout, prices),
                        memory.longestCommit(),
                        InstantSource.system());
        Gauge.builder("tickmesh.sse.clients", this, EventStream::clients).register(registry);
        long stallCheck = Math.max(1, config.clientStall().toMillis() / STALL_CHECKS_PER_LIMIT);
        timers.add(vertx.setPeriodic(config.heartbeat().toMillis(), _ -> heartbeat()));
        timers.add(vertx.setPeriodic(stallCheck, _ -> cutStalled()));
    }

    /// Returns how many clients are connected.
    public int clients() {
        return clients.get();
    }

    /// Tells how many events have not reached [#publish] because they came too fast.
    public void watch(LongSupplier missedEvents) {
        missed = missedEvents;
    }

    /// Answers the request with the stream, unless all connections are taken.
    ///
    /// @return why not; empty if it was answered
    public Optional<Refusal> open(HttpServerRequest request, Subscription subscription) {
        Optional<Refusal> refusal = refusal(subscription);
        if (refusal.isPresent()) {
            return refusal;
        }
        String name = subscription.client();
        if (request.version() == HttpVersion.HTTP_2) {
            Audience audience = audienceOf(subscription.filter(), Form.EVENTS);
            add(new Http2Client(name, audience, source, request), subscription, () -> {});
        } else {
            Audience audience = audienceOf(subscription.filter(), ChunkedClient.formOf(request));
            add(new ChunkedClient(name, audience, source, request), subscription, () -> {});
        }
        return Optional.empty();
    }

    /// Sends the stream over a WebSocket, or closes it if all connections are taken: a page can read the code of a close, but not the
    /// status of a refusal.
    ///
    /// @param connection that the socket was made of
    /// @param whenOver runs when the connection is gone
    public void open(
            HttpConnection connection,
            ServerWebSocket socket,
            Subscription subscription,
            Runnable whenOver) {
        if (refusal(subscription).isPresent()) {
            socket.closeHandler(_ -> whenOver.run());
            // Failing means that the client has gone, which is what is wanted.
            var _ = socket.close(Farewell.TOO_MANY.code(), Farewell.TOO_MANY.text());
            return;
        }
        Audience audience = audienceOf(subscription.filter(), Form.FRAMES);
        add(
                new WebSocketClient(subscription.client(), audience, source, connection, socket),
                subscription,
                whenOver);
    }

    /// Sends the event to those who want it, at the end of this turn of the loop.
    public void publish(Event event) {
        turn.add(Message.of(event));
        if (turn.size() == 1) {
            context.runOnContext(_ -> endTurn());
        }
    }

    /// Ends all streams of a client, because it may not read any more.
    ///
    /// @param client as it was named in [Subscription#client]
    public void endStreamsOf(String client) {
        for (Audience audience : audiences) {
            for (StreamClient each : audience.clients()) {
                if (each.name().equals(client)) {
                    each.leave(Farewell.SIGNED_OUT);
                    remove(each);
                }
            }
        }
    }

    /// Says good-bye to all clients and takes no more.
    public void close() {
        closed = true;
        timers.forEach(vertx::cancelTimer);
        audiences.forEach(
                audience -> audience.clients().forEach(client -> client.leave(Farewell.SHUTDOWN)));
    }

    private String marker() {
        return mesh.header(Instant.EPOCH, null).id();
    }

    private Optional<Refusal> refusal(Subscription subscription) {
        Refusal refusal = null;
        if (closed || clients.get() >= config.maxClients()) {
            refusal = Refusal.ALL_TAKEN;
        } else if (clientsByName.getOrDefault(subscription.client(), 0)
                >= config.maxClientsOfOne()) {
            refusal = Refusal.TOO_MANY_OF_ONE;
        }
        if (refusal != null) {
            meters.refused().increment();
        }
        return Optional.ofNullable(refusal);
    }

    private void add(StreamClient client, Subscription subscription, Runnable whenOver) {
        client.audience().clients().add(client);
        clients.incrementAndGet();
        clientsByName.merge(client.name(), 1, Integer::sum);
        client.open(
                () -> beginning.begin(client, subscription),
                () -> {
                    remove(client);
                    whenOver.run();
                });
    }

    private void remove(StreamClient client) {
        client.closed();
        Audience audience = client.audience();
        if (audience.clients().remove(client)) {
            clients.decrementAndGet();
            clientsByName.computeIfPresent(
                    client.name(), (_, count) -> count == 1 ? null : count - 1);
            if (audience.clients().isEmpty()) {
                audiences.remove(audience);
            }
        }
    }

    private void endTurn() {
        List<Message> messages = turn;
        turn = new ArrayList<>();
        noteMissed();
        long position = source.events().end();
        for (Message message : messages) {
            if (PriceTable.isPrice(message)) {
                source.prices().accept(message);
            }
        }
        audiences.forEach(audience -> audience.send(messages, position));
        // Now that who cannot take them waits for them, they may push older ones out.
        for (Message message : messages) {
            if (!PriceTable.isPrice(message)) {
                source.events().add(message);
            }
        }
        // After the last write: this is what the unluckiest client waits for.
        long now = WallClock.micros();
        for (Message message : messages) {
            if (message.wasSent()) {
                measure(message.event(), now);
            }
        }
    }

    /// Nobody can know what was missed, not even whether it was wanted.
    private void noteMissed() {
        long count = missed.getAsLong() - toldMissed;
        if (count > 0) {
            toldMissed += count;
            meters.missed().increment((double) count);
            source.events().clear(marker());
            audiences.forEach(
                    audience -> audience.clients().forEach(client -> client.missed(count)));
        }
    }

    private void evicted(long position, Message message) {
        audiences.forEach(audience -> audience.evicted(position, message));
    }

    private void measure(Event event, long nowMicros) {
        Latency latency = mesh.latency();
        long micros = nowMicros - event.header().publishedMicros();
        latency.record(Stage.EVENT_TO_SSE_WRITE, micros);
        if (event instanceof SignalGenerated) {
            latency.record(Stage.SIGNAL_TO_SSE_WRITE, micros);
        }
    }

    private void heartbeat() {
        String id = source.events().newestId();
        for (Audience audience : audiences) {
            for (StreamClient client : audience.clients()) {
                if (client.isLive() && !client.isFull()) {
                    client.beat(id);
                }
            }
        }
    }

    private void cutStalled() {
        long limit = config.clientStall().toNanos();
        for (Audience audience : audiences) {
            for (StreamClient client : audience.clients()) {
                if (client.isStalled(limit)) {
                    meters.stalled().increment();
                    LOG.atInfo().log("cut off a stream client that does not read");
                    client.cut();
                    remove(client);
                }
            }
        }
    }

    private Audience audienceOf(EventFilter filter, Form form) {
        @Nullable Audience same = null;
        for (Audience audience : audiences) {
            if (audience.form() == form && audience.filter().equals(filter)) {
                same = audience;
            }
        }
        if (same == null) {
            same = new Audience(filter, form);
            audiences.add(same);
        }
        return same;
    }
}
