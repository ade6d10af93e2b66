package io.tickmesh.gateway.stream;

import io.tickmesh.mesh.bus.MeshJson;
import io.tickmesh.mesh.event.BotFailed;
import io.tickmesh.mesh.event.BotStatusChanged;
import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.event.RiskRejected;
import io.tickmesh.mesh.event.SignalGenerated;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the stream sends: an event, or a notice of the gateway itself. The JSON is made when the first client needs it and
/// shared by all. Not thread-safe.
final class Message {
    /// Bytes of heap that an event takes at about most, with its JSON but without texts that may be long.
    private static final int USUAL_WEIGHT = 1_200;

    private static final int BYTES_OF_A_CHARACTER = 3;

    private final @Nullable Event event;
    private final @Nullable String id;
    private final String name;
    private byte @Nullable [] json;
    private boolean sent;

    private Message(
            @Nullable Event event, @Nullable String id, String name, byte @Nullable [] json) {
        this.event = event;
        this.id = id;
        this.name = name;
        this.json = json;
    }

    /// A price has no id: a client that comes back is told the newest ones anyway, and its place among the other events must not
    /// be forgotten over them.
    static Message of(Event event) {
        return new Message(
                event, event instanceof PriceUpdated ? null : event.id(), event.type(), null);
    }

    /// @param id where the client is from then on; null to leave that as it is
    static Message notice(@Nullable String id, String name, byte[] json) {
        return new Message(null, id, name, json);
    }

    static Message notice(String name, String json) {
        return notice(null, name, json.getBytes(StandardCharsets.UTF_8));
    }

    boolean isEvent() {
        return event != null;
    }

    /// Returns the event.
    ///
    /// @throws NullPointerException if it is a notice
    Event event() {
        return Objects.requireNonNull(event);
    }

    @Nullable String id() {
        return id;
    }

    String name() {
        return name;
    }

    byte[] json() {
        byte[] bytes = json;
        if (bytes == null) {
            bytes = MeshJson.write(event());
            json = bytes;
        }
        return bytes;
    }

    /// Notes that it was sent. Returns whether that was the first time.
    boolean markSent() {
        boolean first = !sent;
        sent = true;
        return first;
    }

    boolean wasSent() {
        return sent;
    }

    /// Returns how many bytes of heap it takes at about most, without making the JSON, which may never be needed.
    static int weightOf(Event event) {
        String text =
                switch (event) {
                    case BotFailed failed -> failed.error();
                    case BotStatusChanged changed -> changed.reason();
                    case SignalGenerated signal -> signal.reason() + signal.indicators().keySet();
                    case RiskRejected rejected -> rejected.detail();
                    case FeedStatusChanged feed -> feed.detail() + feed.symbols();
                    case CircuitBreakerFired fired -> fired.rule();
                    default -> "";
                };
        return USUAL_WEIGHT + BYTES_OF_A_CHARACTER * text.length();
    }
}
