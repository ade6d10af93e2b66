package io.tickmesh.gateway.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A token without what makes it secret.
///
/// @param expiresAt null for never
/// @param lastUsedAt to about a minute; null for never
public record TokenView(
        String id,
        String name,
        Role role,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt) {}
