package io.tickmesh.risk;

import java.util.Map;

/// What the breakers' rules have measured.
///
/// @param equities by account
/// @param dailyLosses by account
/// @param losses losing positions in a row, by bot
record Measured(
        Map<String, Equity> equities,
        Map<String, DailyLoss> dailyLosses,
        Map<String, Integer> losses) {
    Measured {
        equities = Map.copyOf(equities);
        dailyLosses = Map.copyOf(dailyLosses);
        losses = Map.copyOf(losses);
    }

    boolean isEmpty() {
        return equities.isEmpty() && dailyLosses.isEmpty() && losses.isEmpty();
    }
}
