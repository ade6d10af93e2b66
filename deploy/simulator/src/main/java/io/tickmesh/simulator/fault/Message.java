package io.tickmesh.simulator.fault;

import java.util.function.Consumer;

/// A message of a stream on its way out.
///
/// @param stream name of the stream
/// @param payload JSON without an envelope; must not be changed
/// @param damage how it is to be broken when it is sent
/// @param out sends it
@SuppressWarnings("ArrayRecordComponent") // Sent once and dropped; never compared.
public record Message(String stream, byte[] payload, Damage damage, Consumer<Message> out) {

    /// Creates a whole message.
    public Message(String stream, byte[] payload, Consumer<Message> out) {
        this(stream, payload, Damage.NONE, out);
    }

    Message broken(Damage how) {
        return new Message(stream, payload, how, out);
    }
}
