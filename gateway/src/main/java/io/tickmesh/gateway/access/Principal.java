package io.tickmesh.gateway.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who sends a request. All of it may be shown.
///
/// @param name what people call the token
/// @param token id of the token; null where it began without one
/// @param session id of the session of a browser; null for programs
/// @param expiresAt when it ends by itself; null for never
public record Principal(
        String name,
        Role role,
        @Nullable String token,
        @Nullable String session,
        @Nullable Instant expiresAt) {
    /// Id of the token that stands in the configuration.
    public static final String CONFIGURED = "configured";

    /// Returns who everybody is where nobody has to show who he is.
    static Principal anybody() {
        return new Principal("anybody", Role.ADMIN, null, null, null);
    }

    /// Returns who has the token of the configuration.
    static Principal configured() {
        return new Principal("configured admin", Role.ADMIN, CONFIGURED, null, null);
    }

    /// Returns who sits at the machine on which the gateway was started.
    static Principal local() {
        return new Principal("local", Role.ADMIN, null, null, null);
    }
}
