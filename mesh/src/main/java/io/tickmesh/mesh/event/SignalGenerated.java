package io.tickmesh.mesh.event;

import io.tickmesh.mesh.market.Interval;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A strategy, or a stop, wants to enter or leave a position.
///
/// @param header cause = the candle or price that made it
/// @param price market price that the decision saw
/// @param reason why, for people, for example `EMA 12 crossed above EMA 26`
/// @param indicators the values that decided, in a fixed order
public record SignalGenerated(
        Header header,
        String bot,
        String account,
        String symbol,
        Interval interval,
        String strategy,
        SignalAction action,
        double price,
        String reason,
        Map<String, Double> indicators)
        implements Event {
    public SignalGenerated {
        indicators = Collections.unmodifiableMap(new LinkedHashMap<>(indicators));
    }
}
