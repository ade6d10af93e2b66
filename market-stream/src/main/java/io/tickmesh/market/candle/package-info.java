/// Closed candles in order and without holes, and their history.
@NullMarked
package io.tickmesh.market.candle;

import org.jspecify.annotations.NullMarked;
