/// Incremental indicators: O(1) for each bar, a few doubles of state, NaN until they have seen enough.
@NullMarked
package io.tickmesh.bot.indicator;

import org.jspecify.annotations.NullMarked;
