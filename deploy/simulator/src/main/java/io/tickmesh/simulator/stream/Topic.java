package io.tickmesh.simulator.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One stream and those who listen: raw subscribers get the payload, combined ones the payload in an envelope.
final class Topic {

    private final String name;
    private final byte[] envelope;
    private final List<StreamClient> raw = new ArrayList<>(1);
    private final List<StreamClient> combined = new ArrayList<>(1);

    Topic(String name) {
        this.name = name;
        this.envelope =
                ("{\"stream\":\"" + name + "\",\"data\":").getBytes(StandardCharsets.US_ASCII);
    }

    String name() {
        return name;
    }

    boolean idle() {
        return raw.isEmpty() && combined.isEmpty();
    }

    void add(StreamClient client) {
        (client.combined() ? combined : raw).add(client);
    }

    void remove(StreamClient client) {
        var _ = (client.combined() ? combined : raw).remove(client);
    }

    /// Sends the payload to everyone; both forms are made at most once.
    void send(byte[] payload) {
        for (int i = raw.size() - 1; i >= 0; i--) {
            raw.get(i).send(payload);
        }
        if (!combined.isEmpty()) {
            byte[] message = new byte[envelope.length + payload.length + 1];
            System.arraycopy(envelope, 0, message, 0, envelope.length);
            System.arraycopy(payload, 0, message, envelope.length, payload.length);
            message[message.length - 1] = '}';
            for (int i = combined.size() - 1; i >= 0; i--) {
                combined.get(i).send(message);
            }
        }
    }
}
