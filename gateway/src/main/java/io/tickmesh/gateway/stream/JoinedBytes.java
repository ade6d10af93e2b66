package io.tickmesh.gateway.stream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The bytes of several messages, joined when the first client needs them and shared by all who want the same. Not thread-safe.
final class JoinedBytes {
    private final Form form;
    private final List<Message> messages;
    private byte @Nullable [] bytes;

    JoinedBytes(Form form, List<Message> messages) {
        this.form = form;
        this.messages = messages;
    }

    byte[] get() {
        byte[] joined = bytes;
        if (joined == null) {
            joined = form.join(messages);
            bytes = joined;
        }
        return joined;
    }
}
