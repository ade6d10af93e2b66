package io.tickmesh.simulator.stream;

import io.tickmesh.simulator.fault.Damage;
import io.tickmesh.simulator.fault.Message;
import io.tickmesh.simulator.wire.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// One stream and those who listen: raw subscribers get the payload, combined ones the payload in an envelope.
final class Topic {

    static final byte[] ENVELOPE_END = {'}'};

    private final String name;
    private final byte[] envelope;
    private final AtomicLong messages = new AtomicLong();
    private boolean recorded;
    private final Audience millis = new Audience();
    private final Audience micros = new Audience();
    private Runnable onAudience = () -> {};

    /// Those who get the same payload.
    private static final class Audience {
        private final List<StreamClient> raw = new ArrayList<>(1);
        private final List<StreamClient> combined = new ArrayList<>(1);

        List<StreamClient> of(StreamClient client) {
            return client.combined() ? combined : raw;
        }

        boolean isEmpty() {
            return raw.isEmpty() && combined.isEmpty();
        }
    }

    Topic(String name) {
        this.name = name;
        this.envelope = envelope(name);
    }

    /// Returns what stands before the payload of a stream in a combined message.
    static byte[] envelope(String name) {
        return ("{\"stream\":\"" + name + "\",\"data\":").getBytes(StandardCharsets.US_ASCII);
    }

    String name() {
        return name;
    }

    /// Says that only recorded messages are sent here.
    void markRecorded() {
        recorded = true;
    }

    boolean recorded() {
        return recorded;
    }

    /// Returns how many messages were sent, to all readers together. Readable from any thread.
    long messages() {
        return messages.get();
    }

    boolean idle() {
        return millis.isEmpty() && micros.isEmpty();
    }

    /// Returns whether somebody wants times in this precision.
    boolean wants(TimePrecision precision) {
        return !audience(precision).isEmpty();
    }

    /// Calls the action whenever a reader came or went.
    void onAudience(Runnable action) {
        onAudience = action;
    }

    void add(StreamClient client) {
        seat(client);
        onAudience.run();
    }

    void remove(StreamClient client) {
        unseat(client);
        onAudience.run();
    }

    /// Puts a reader among those of its form.
    void seat(StreamClient client) {
        audience(client.precision()).of(client).add(client);
    }

    /// Takes a reader away that will be back in another form.
    void unseat(StreamClient client) {
        var _ = audience(client.precision()).of(client).remove(client);
    }

    private Audience audience(TimePrecision precision) {
        return switch (precision) {
            case MILLISECOND -> millis;
            case MICROSECOND -> micros;
        };
    }

    /// Sends the payload to everyone with this precision; both forms are made at most once.
    void send(TimePrecision precision, JsonBytes payload, TextFrame frame) {
        Audience audience = audience(precision);
        if (!audience.raw.isEmpty()) {
            send(audience.raw, frame.of(payload));
        }
        if (!audience.combined.isEmpty()) {
            send(audience.combined, frame.of(envelope, payload, ENVELOPE_END));
        }
    }

    /// Sends a message that may be broken.
    void send(TimePrecision precision, Message message, TextFrame frame) {
        JsonBytes payload = new JsonBytes().raw(message.payload());
        Damage damage = message.damage();
        if (damage == Damage.NONE) {
            send(precision, payload, frame);
            return;
        }
        Audience audience = audience(precision);
        if (!audience.raw.isEmpty()) {
            send(audience.raw, frame.of(damage.apply(message.payload()), damage.binary()));
        }
        if (!audience.combined.isEmpty()) {
            byte[] whole =
                    new JsonBytes()
                            .raw(envelope)
                            .raw(message.payload())
                            .raw(ENVELOPE_END)
                            .toByteArray();
            send(audience.combined, frame.of(damage.apply(whole), damage.binary()));
        }
    }

    private void send(List<StreamClient> readers, TextFrame frame) {
        // There is one writer: no need for a locked instruction.
        messages.lazySet(messages.get() + readers.size());
        for (int i = readers.size() - 1; i >= 0; i--) {
            readers.get(i).send(frame);
        }
    }
}
