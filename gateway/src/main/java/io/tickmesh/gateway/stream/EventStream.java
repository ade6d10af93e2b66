package io.tickmesh.gateway.stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.latency.Latency;
import io.tickmesh.mesh.latency.Stage;
import io.tickmesh.mesh.time.WallClock;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends events to the clients of one event loop. An event is encoded at most once, and only if a client wants it. What
/// arrives in one turn of the loop is written to a connection at once; clients with the same filter share those bytes.
///
/// Belongs to the context that made it: call it only there. Several gateways on several loops have one each.
public final class EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final Buffer GREETING = Buffer.buffer("retry: 2000\n: welcome\n\n");
    private static final Buffer HEARTBEAT = Buffer.buffer(": heartbeat\n\n");
    private static final Buffer BYE = StreamClient.notice("bye", "{\"reason\":\"shutdown\"}");
    private static final long STALL_CHECKS_PER_LIMIT = 10;

    private final Vertx vertx;
    private final Context context;
    private final StreamConfig config;
    private final Latency latency;
    private final StreamMeters meters;
    private final List<Long> timers = new ArrayList<>();

    // A write can close its connection and so remove a client while a loop runs over these.
    private final List<Audience> audiences = new CopyOnWriteArrayList<>();
    private List<EncodedEvent> turn = new ArrayList<>();
    // Read by the gauge from other threads.
    private final AtomicInteger clients = new AtomicInteger();
    private boolean closed;

    /// To be called on the context that the stream lives on.
    public EventStream(Vertx vertx, StreamConfig config, Latency latency, MeterRegistry registry) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.config = config;
        this.latency = latency;
        this.meters = StreamMeters.in(registry);
        Gauge.builder("tickmesh.sse.clients", this, EventStream::clients).register(registry);
        long stallCheck = Math.max(1, config.clientStall().toMillis() / STALL_CHECKS_PER_LIMIT);
        timers.add(vertx.setPeriodic(config.heartbeat().toMillis(), _ -> heartbeat()));
        timers.add(vertx.setPeriodic(stallCheck, _ -> cutStalled()));
    }

    /// Returns how many clients are connected.
    public int clients() {
        return clients.get();
    }

    /// Answers the request with the stream, unless all connections are taken.
    ///
    /// @return whether it was answered
    public boolean open(HttpServerRequest request, EventFilter filter) {
        if (closed || clients.get() >= config.maxClients()) {
            meters.refused().increment();
            return false;
        }
        Audience audience = audienceOf(filter);
        StreamClient client = new StreamClient(request, meters, config.clientQueue());
        audience.clients.add(client);
        clients.incrementAndGet();
        client.open(GREETING, () -> remove(audience, client));
        return true;
    }

    /// Sends the event to those who want it, at the end of this turn of the loop.
    public void publish(Event event) {
        if (audiences.isEmpty()) {
            return;
        }
        turn.add(new EncodedEvent(event, meters.encoded()));
        if (turn.size() == 1) {
            context.runOnContext(_ -> endTurn());
        }
    }

    /// Says good-bye to all clients and takes no more.
    public void close() {
        closed = true;
        timers.forEach(vertx::cancelTimer);
        audiences.forEach(audience -> audience.clients.forEach(client -> client.end(BYE)));
    }

    /// Returns how many events wait for slow clients.
    int waiting() {
        return audiences.stream()
                .flatMap(audience -> audience.clients.stream())
                .mapToInt(StreamClient::waiting)
                .sum();
    }

    private void endTurn() {
        List<EncodedEvent> events = turn;
        turn = new ArrayList<>();
        audiences.forEach(audience -> audience.send(events));
        // After the last write: this is what the unluckiest client waits for.
        long now = WallClock.micros();
        for (EncodedEvent event : events) {
            if (event.isEncoded()) {
                measure(event.event(), now);
            }
        }
    }

    private void measure(Event event, long nowMicros) {
        long micros = nowMicros - event.header().publishedMicros();
        latency.record(Stage.EVENT_TO_SSE_WRITE, micros);
        if (event instanceof SignalGenerated) {
            latency.record(Stage.SIGNAL_TO_SSE_WRITE, micros);
        }
    }

    private void heartbeat() {
        audiences.forEach(
                audience -> audience.clients.forEach(client -> client.sendIfKeepingUp(HEARTBEAT)));
    }

    private void cutStalled() {
        long limit = config.clientStall().toNanos();
        for (Audience audience : audiences) {
            for (StreamClient client : audience.clients) {
                if (client.isStalled(limit)) {
                    meters.stalled().increment();
                    LOG.atInfo()
                            .addKeyValue("waiting", client.waiting())
                            .log("cut off a stream client that does not read");
                    client.cut();
                    remove(audience, client);
                }
            }
        }
    }

    private Audience audienceOf(EventFilter filter) {
        Optional<Audience> same =
                audiences.stream().filter(audience -> audience.filter.equals(filter)).findFirst();
        return same.orElseGet(() -> {
            Audience audience = new Audience(filter);
            audiences.add(audience);
            return audience;
        });
    }

    private void remove(Audience audience, StreamClient client) {
        if (audience.clients.remove(client)) {
            clients.decrementAndGet();
            if (audience.clients.isEmpty()) {
                audiences.remove(audience);
            }
        }
    }

    /// The clients with the same filter.
    private static final class Audience {
        private final EventFilter filter;
        private final List<StreamClient> clients = new CopyOnWriteArrayList<>();

        Audience(EventFilter filter) {
            this.filter = filter;
        }

        void send(List<EncodedEvent> events) {
            List<EncodedEvent> wanted = new ArrayList<>();
            for (EncodedEvent event : events) {
                if (filter.wants(event.event())) {
                    wanted.add(event);
                }
            }
            if (!wanted.isEmpty()) {
                JoinedBytes bytes = new JoinedBytes(wanted);
                clients.forEach(client -> client.send(wanted, bytes));
            }
        }
    }
}
