package io.tickmesh.mesh.request;

import io.tickmesh.mesh.bot.Entry;
import io.tickmesh.mesh.bot.Exits;
import io.tickmesh.mesh.bot.Sizing;
import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.market.Interval;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A bot as people see it.
///
/// @param version counts the changes of what the bot does; the first is 1
/// @param parameters by name, in the order of the strategy
/// @param reason why it has this status
/// @param rule text of a strategy that is written as a rule, null for others
/// @param firstEvaluation when its staggered schedule lets it act; null before it started
/// @param position quantity held
/// @param realised profit of closed positions after fees, in the quote asset
/// @param node that runs it; null while it moves between nodes
public record BotView(
        String id,
        long version,
        String account,
        String symbol,
        Interval interval,
        String strategy,
        @Nullable String rule,
        Map<String, String> parameters,
        Sizing sizing,
        Entry entry,
        Exits exits,
        BotStatus status,
        String reason,
        @Nullable Instant firstEvaluation,
        @Nullable Instant lastEvaluation,
        long evaluations,
        long signals,
        long failures,
        @Nullable String lastFailure,
        BigDecimal position,
        BigDecimal realised,
        @Nullable String node) {
    public BotView {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
}
