package io.tickmesh.mesh.request;

import io.tickmesh.mesh.event.BreakerScope;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An open circuit breaker.
///
/// @param until when it resets by itself; null when a person has to
public record BreakerView(
        String breaker,
        BreakerScope scope,
        String subject,
        String rule,
        BigDecimal value,
        BigDecimal limit,
        Instant firedAt,
        @Nullable Instant until) {}
