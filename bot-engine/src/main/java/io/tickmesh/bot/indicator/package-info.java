/// Incremental indicators: O(1) for each bar where nothing else is said, a few doubles of state, NaN until they have seen enough.
///
/// Bars count, not time: a gap in the candles is no bar, and only the session VWAP looks at the clock of a bar. A bar on which
/// an input is unknown (NaN) or infinite leaves an indicator as it was, and makes its value unknown for that bar.
@NullMarked
package io.tickmesh.bot.indicator;

import org.jspecify.annotations.NullMarked;
