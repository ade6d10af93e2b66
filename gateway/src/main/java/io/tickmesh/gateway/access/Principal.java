package io.tickmesh.gateway.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who sends a request.
///
/// @param id of the token or session, unique; no secret
/// @param name what people call the token
/// @param expiresAt when it ends by itself; null for never
public record Principal(String id, String name, Role role, Kind kind, @Nullable Instant expiresAt) {
    /// How somebody has shown who he is.
    public enum Kind {
        TOKEN,
        SESSION,
        /// Nobody has to.
        NONE
    }

    /// Returns who everybody is where nobody has to show who he is.
    static Principal anybody() {
        return new Principal("anybody", "anybody", Role.ADMIN, Kind.NONE, null);
    }

    /// Returns who has the token of the configuration.
    static Principal configured() {
        return new Principal("configured", "configured admin", Role.ADMIN, Kind.TOKEN, null);
    }
}
