package io.tickmesh.market.venue;

import io.tickmesh.mesh.market.Interval;
import java.util.OptionalLong;

/// Asks for bars of the exchange's history.
///
/// @param fromMillis if there is a value: the oldest bars that open then or later. Otherwise the newest before `untilMillis`
/// @param untilMillis only bars that open before this, epoch milliseconds
/// @param limit how many at most, 1 to 1000; an answer with fewer has all there are
/// @param urgency which requests go first when the budget is short
public record CandleQuery(
        String symbol,
        Interval interval,
        OptionalLong fromMillis,
        long untilMillis,
        int limit,
        Urgency urgency) {
    /// The most bars of one answer.
    public static final int MOST = 1000;
}
