package io.tickmesh.mesh.request;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A breaker that fired or was reset, or a change of an account's trading state.
///
/// @param type name of the event's type
/// @param subject the account or bot it is about
/// @param breaker id of the breaker; null for a trading state
/// @param rule what the breaker watches; null unless it fired
/// @param value the number that tripped it; null unless it fired
/// @param limit the number it had to stay within; null unless it fired
/// @param until when it resets by itself; null unless it fired, or when a person has to
/// @param detail why it was reset, or which states changed and why; null when it fired
public record RiskEventView(
        String id,
        Instant time,
        String type,
        String subject,
        @Nullable String breaker,
        @Nullable String rule,
        @Nullable BigDecimal value,
        @Nullable BigDecimal limit,
        @Nullable Instant until,
        @Nullable String detail) {}
