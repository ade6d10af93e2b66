package io.tickmesh.mesh.request;

import io.tickmesh.mesh.event.SignalAction;
import io.tickmesh.mesh.market.Interval;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A decision of a bot and what became of it.
///
/// @param price market price that the decision saw
/// @param reason why, for people
/// @param indicators the values that decided
/// @param orderId the order it led to; null if there is none
/// @param orderStatus one of those of [OrderView]; null if there is no order
/// @param outcome why the order ended without being filled; null if it did not
public record SignalView(
        String id,
        Instant time,
        String account,
        String bot,
        String symbol,
        Interval interval,
        String strategy,
        SignalAction action,
        double price,
        String reason,
        Map<String, Double> indicators,
        @Nullable String orderId,
        @Nullable String orderStatus,
        @Nullable String outcome) {
    public SignalView {
        indicators = Collections.unmodifiableMap(new LinkedHashMap<>(indicators));
    }
}
