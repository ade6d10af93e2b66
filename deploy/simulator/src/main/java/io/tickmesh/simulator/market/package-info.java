/// The simulated market: instruments, trades, quotes and the candles built from them, free of Vert.x.
@NullMarked
package io.tickmesh.simulator.market;

import org.jspecify.annotations.NullMarked;
