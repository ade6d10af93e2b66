package io.tickmesh.simulator.stream;

import io.tickmesh.simulator.fault.StreamFaults;
import io.tickmesh.simulator.market.Market;
import io.tickmesh.simulator.market.MarketListener;
import io.tickmesh.simulator.wire.JsonBytes;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.WebSocketFrameType;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/// The stream connections of the exchange: who may connect, what they say, when they end. Lives on the simulator's event loop.
public final class StreamHub {

    private static final int MOST_QUEUED_BYTES = 1 << 20;
    private static final int REPLAY_QUEUED_BYTES = 1 << 18;
    private static final int GOING_AWAY = 1_001;
    private static final int POLICY_VIOLATION = 1_008;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int TEAPOT = 418;
    private static final String SHUTDOWN_STREAM = "!serverShutdown";

    private final StreamLimits limits;
    private final LongUnaryOperator eventTime;
    private final LongSupplier dataMillis;
    private final boolean waitForReaders;
    private final Runnable wakeUp;
    private final StreamCounters counters = new StreamCounters();
    private final Doorkeeper doorkeeper;
    private final Broadcast broadcast;
    private final StreamFaults faults;
    private final Subscriptions subscriptions;
    private final StreamTable streams;
    private final Set<StreamClient> clients = new LinkedHashSet<>();
    private final TextFrame frame = new TextFrame();

    /// @param faults what goes wrong with messages on their way out
    /// @param eventTime event time (epoch ms) of a message about the given data instant
    /// @param waitForReaders whether a reader that falls behind is waited for, or else cut
    /// @param wakeUp called when a reader came, caught up or left
    public StreamHub(
            Market market,
            StreamLimits limits,
            StreamFaults faults,
            LongUnaryOperator eventTime,
            boolean waitForReaders,
            Runnable wakeUp) {
        this.limits = limits;
        this.faults = faults;
        this.eventTime = eventTime;
        this.dataMillis = market::nowMillis;
        this.waitForReaders = waitForReaders;
        this.wakeUp = wakeUp;
        this.doorkeeper = new Doorkeeper(limits);
        this.streams = new StreamTable(market);
        this.broadcast = new Broadcast(streams, eventTime, faults);
        this.subscriptions = new Subscriptions(streams, limits.streams(), counters, wakeUp);
    }

    /// Returns what has to hear of everything that happens in the market.
    public MarketListener listener() {
        return broadcast;
    }

    /// Calls the action whenever a reader subscribes to something.
    public void onSubscribe(Runnable action) {
        subscriptions.onSubscribe(action);
    }

    /// Decides whether an address may connect and returns 0, or the HTTP status to refuse it with.
    public int refusal(String address) {
        Doorkeeper.Verdict verdict = doorkeeper.admit(address, System.nanoTime());
        if (verdict != Doorkeeper.Verdict.ADMITTED) {
            counters.connectionRefused();
        }
        return switch (verdict) {
            case ADMITTED -> 0;
            case TOO_MANY_ATTEMPTS -> TOO_MANY_REQUESTS;
            case BANNED -> TEAPOT;
        };
    }

    /// Takes a new connection with the streams that its address named.
    ///
    /// @param combined whether payloads come in `{"stream":...,"data":...}`
    /// @param microseconds whether times are in microseconds, else in milliseconds
    public void accept(
            ServerWebSocket socket, boolean combined, boolean microseconds, List<String> streams) {
        StreamClient client =
                new StreamClient(
                        socket,
                        socket.remoteAddress().hostAddress(),
                        combined,
                        microseconds ? TimePrecision.MICROSECOND : TimePrecision.MILLISECOND,
                        new Liveness(limits, waitForReaders, System.nanoTime()),
                        counters,
                        waitForReaders ? REPLAY_QUEUED_BYTES : MOST_QUEUED_BYTES,
                        wakeUp);
        clients.add(client);
        counters.opened();
        MessageAllowance allowance = new MessageAllowance(limits);
        socket.exceptionHandler(_ -> client.cut());
        socket.closeHandler(_ -> closed(client));
        socket.frameHandler(received -> received(client, allowance, received));
        socket.textMessageHandler(text -> answer(client, RequestParser.parse(text)));
        if (!streams.isEmpty()) {
            subscriptions
                    .add(client, streams)
                    .ifPresent(error -> answer(client, Answers.error("", error)));
        }
    }

    private void closed(StreamClient client) {
        if (clients.remove(client)) {
            client.left();
            counters.closed();
            subscriptions.forget(client);
            wakeUp.run();
        }
    }

    private void received(StreamClient client, MessageAllowance allowance, WebSocketFrame frame) {
        if (client.closed() || !frame.isFinal()) {
            return;
        }
        long nowNanos = System.nanoTime();
        if (!allowance.take(nowNanos)) {
            counters.talkativeClientCut();
            if (doorkeeper.offended(client.address(), nowNanos)) {
                counters.addressBanned();
            }
            client.close(POLICY_VIOLATION, "Too many requests");
        } else if (frame.type() == WebSocketFrameType.PONG) {
            client.liveness().pong(frame.binaryData().toString(StandardCharsets.UTF_8));
        }
    }

    private void answer(StreamClient client, StreamRequest request) {
        if (!client.closed()) {
            answer(client, subscriptions.answer(client, request));
        }
    }

    private void answer(StreamClient client, String text) {
        client.send(frame.of(text.getBytes(StandardCharsets.UTF_8)));
        client.flush();
    }

    /// Writes what was sent since the last flush, to each connection at once.
    public void flush() {
        for (StreamClient client : clients) {
            client.flush();
        }
    }

    /// Returns whether a reader has to be waited for.
    public boolean congested() {
        if (waitForReaders) {
            for (StreamClient client : clients) {
                if (client.full()) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Cuts readers that let more than the limit pile up, unless they are waited for.
    public void cutSlowReaders() {
        if (waitForReaders) {
            return;
        }
        for (StreamClient client : List.copyOf(clients)) {
            if (client.full()) {
                counters.slowReaderCut();
                client.cut();
            }
        }
    }

    /// Pings, warns and ends the connections for which it is time. Pongs that do not come are forgiven when readers are waited
    /// for: one that reads step by step may not have come to the ping yet.
    public void patrol() {
        if (faults.mute()) {
            return;
        }
        long nowNanos = System.nanoTime();
        for (StreamClient client : List.copyOf(clients)) {
            if (!client.closed()) {
                patrol(client, nowNanos);
            }
        }
    }

    private void patrol(StreamClient client, long nowNanos) {
        switch (client.liveness().due(nowNanos)) {
            case NOTHING -> {}
            case PING -> client.ping(client.liveness().ping(nowNanos));
            case NO_PONG -> {
                counters.deadClientCut();
                client.close(POLICY_VIOLATION, "Pong timeout");
            }
            case WARNING -> {
                client.liveness().warned();
                warn(client);
            }
            case END -> {
                counters.oldConnectionCut();
                client.close(GOING_AWAY, "Connection reached its longest life");
            }
        }
    }

    private void warn(StreamClient client) {
        JsonBytes event = new JsonBytes();
        event.raw("{\"e\":\"serverShutdown\",\"E\":")
                .number(eventTime.applyAsLong(dataMillis.getAsLong()))
                .raw(client.precision().tail())
                .raw("}");
        client.send(
                client.combined()
                        ? frame.of(Topic.envelope(SHUTDOWN_STREAM), event, Topic.ENVELOPE_END)
                        : frame.of(event));
        client.flush();
    }

    /// Announces to every connection that the server is about to go.
    ///
    /// @return drops those that were told and are still there; later ones stay, as if they led to another server
    public Runnable announceShutdown() {
        List<StreamClient> told = List.copyOf(clients);
        told.forEach(this::warn);
        return () -> told.stream().filter(clients::contains).forEach(StreamClient::cut);
    }

    /// Drops every connection without a word.
    public void cutAll() {
        List.copyOf(clients).forEach(StreamClient::cut);
    }

    /// Sends a text as it is to every connection.
    public void sendToAll(String text) {
        frame.of(text.getBytes(StandardCharsets.UTF_8));
        for (StreamClient client : clients) {
            client.send(frame);
            client.flush();
        }
    }

    /// Returns how many messages were sent by the part of the streams' names after the symbol and `@`.
    public Map<String, Long> messagesByStream() {
        Map<String, Long> sums = new HashMap<>();
        for (SymbolTopics symbol : streams.symbols()) {
            symbol.byLabel()
                    .forEach((label, topic) -> {
                        if (topic.messages() > 0) {
                            sums.merge(label, topic.messages(), Long::sum);
                        }
                    });
        }
        streams.ofAllSymbols()
                .forEach((name, topic) -> {
                    if (topic.messages() > 0) {
                        sums.put(name, topic.messages());
                    }
                });
        return sums;
    }

    /// Returns how many streams somebody is subscribed to.
    public int activeStreams() {
        int active = 0;
        for (SymbolTopics symbol : streams.symbols()) {
            for (Topic topic : symbol.byLabel().values()) {
                active += topic.idle() ? 0 : 1;
            }
        }
        for (Topic topic : streams.ofAllSymbols().values()) {
            active += topic.idle() ? 0 : 1;
        }
        return active;
    }

    /// Returns the counters.
    public StreamCounters counters() {
        return counters;
    }
}
