package io.tickmesh.gateway.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A change, a sign-in, or a refused attempt.
///
/// @param id null until it is stored
/// @param name of the token; null if nobody was signed in
/// @param token id of the token
/// @param session id of the session; null for programs
/// @param action what was done, in words
public record AuditEntry(
        @Nullable String id,
        Instant time,
        @Nullable String name,
        @Nullable String token,
        @Nullable String session,
        @Nullable Role role,
        String address,
        String method,
        String path,
        String action,
        int status,
        long tookMillis) {}
