package io.tickmesh.mesh.event;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A breaker stopped new entries.
///
/// @param header cause = the event that tripped it
/// @param breaker id of the breaker, for example `drawdown:main`
/// @param subject the account or bot it protects
/// @param value the number that tripped it
/// @param limit the number it had to stay within
/// @param until when it resets by itself; null when a person has to
public record CircuitBreakerFired(
        Header header,
        String breaker,
        BreakerScope scope,
        String subject,
        String rule,
        BigDecimal value,
        BigDecimal limit,
        @Nullable Instant until)
        implements Event {}
