package io.tickmesh.bot.execution;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The money that an entry can come from.
///
/// @param free cash of the account that no other order has set aside
/// @param realised profit that the bot has made so far
/// @param invested what the bot's open position has cost, zero without one
public record Means(BigDecimal free, BigDecimal realised, BigDecimal invested) {
    /// Returns what the bot may use in all: its allocation and its profit, or all free cash if it has none.
    BigDecimal allotted(@Nullable BigDecimal allocation) {
        return allocation == null ? free : allocation.add(realised).max(BigDecimal.ZERO);
    }

    /// Returns what the bot may spend now.
    BigDecimal spendable(@Nullable BigDecimal allocation) {
        return allocation == null
                ? free
                : allotted(allocation).subtract(invested).max(BigDecimal.ZERO).min(free);
    }
}
