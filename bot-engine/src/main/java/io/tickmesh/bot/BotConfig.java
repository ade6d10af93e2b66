package io.tickmesh.bot;

import io.tickmesh.bot.strategy.Parameters;
import io.tickmesh.bot.strategy.StrategyType;
import io.tickmesh.mesh.market.Interval;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What one bot does.
///
/// @param id part of the ids of its orders, which exchanges limit to 36 characters
/// @param account whose money it trades with
/// @param orderQuote size of an entry, in the quote asset
/// @param stopLossPercent how far below the entry it gives up, null for no stop
/// @param takeProfitPercent how far above the entry it takes the profit, null for no target
/// @param cooldown how long it opens nothing after it closed a position
public record BotConfig(
        String id,
        String account,
        String symbol,
        Interval interval,
        StrategyType strategy,
        Parameters parameters,
        BigDecimal orderQuote,
        @Nullable BigDecimal stopLossPercent,
        @Nullable BigDecimal takeProfitPercent,
        Duration cooldown) {
    static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,24}");

    public BotConfig {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("id must match %s, was %s".formatted(ID, id));
        }
        if (orderQuote.signum() <= 0) {
            throw new IllegalArgumentException("orderQuote must be positive, was " + orderQuote);
        }
    }
}
