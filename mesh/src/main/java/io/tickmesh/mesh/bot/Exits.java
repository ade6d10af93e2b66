package io.tickmesh.mesh.bot;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// When a bot sells besides when its strategy says so; watched on every price. Percentages are of the entry price.
///
/// @param stopLossPercent how far below the entry it gives up, above 0 and below 100; null for no stop
/// @param takeProfitPercent how far above the entry it takes the profit, above 0; null for no target
/// @param roi profits that are enough after some time, in the order of time; empty for none
/// @param trailing null for none
/// @param timeLimit how long it holds a position at most; null for ever
/// @param cooldown how long it opens nothing after it closed a position
public record Exits(
        @Nullable BigDecimal stopLossPercent,
        @Nullable BigDecimal takeProfitPercent,
        List<RoiStep> roi,
        @Nullable Trailing trailing,
        @Nullable Duration timeLimit,
        Duration cooldown) {
    /// Sells only when the strategy says so.
    public static final Exits NONE = new Exits(null, null, List.of(), null, null, Duration.ZERO);

    public Exits {
        roi = List.copyOf(roi);
    }

    /// From `after` on, a profit of `percent` after all fees is enough.
    public record RoiStep(Duration after, BigDecimal percent) {}

    /// A stop that follows the highest bid since the entry.
    ///
    /// @param activationPercent profit from which it follows; 0 from the start
    /// @param distancePercent how far below the highest bid it stays
    public record Trailing(BigDecimal activationPercent, BigDecimal distancePercent) {}
}
