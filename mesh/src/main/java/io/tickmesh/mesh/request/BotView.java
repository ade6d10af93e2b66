package io.tickmesh.mesh.request;

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
/// @param parameters by name, in the order of the strategy
/// @param reason why it has this status
/// @param orderQuote size of an entry, in the quote asset
/// @param firstEvaluation when its staggered schedule lets it act; null before it started
/// @param position quantity held
/// @param realised profit of closed positions after fees, in the quote asset
public record BotView(
        String id,
        String account,
        String symbol,
        Interval interval,
        String strategy,
        Map<String, String> parameters,
        BotStatus status,
        String reason,
        BigDecimal orderQuote,
        @Nullable Instant firstEvaluation,
        @Nullable Instant lastEvaluation,
        long evaluations,
        long signals,
        long failures,
        @Nullable String lastFailure,
        BigDecimal position,
        BigDecimal realised) {
    public BotView {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
}
