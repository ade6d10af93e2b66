package io.tickmesh.gateway.stream;

/// Why the gateway ends a connection of the stream.
public enum Farewell {
    /// The gateway stops; another one, or the same, will be there.
    SHUTDOWN("shutdown", 1001),
    /// The client may not read any more.
    SIGNED_OUT("signed-out", 1008),
    /// There are too many connections.
    TOO_MANY("too-many", 1013);

    private final String text;
    private final short code;

    Farewell(String text, int code) {
        this.text = text;
        this.code = (short) code;
    }

    /// Returns the reason as clients are told.
    String text() {
        return text;
    }

    /// Returns the close code of a WebSocket (RFC 6455, section 7.4.1).
    short code() {
        return code;
    }
}
