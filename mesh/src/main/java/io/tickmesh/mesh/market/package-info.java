/// Instruments and market data: symbols and their rules, intervals, candles.
@NullMarked
package io.tickmesh.mesh.market;

import org.jspecify.annotations.NullMarked;
