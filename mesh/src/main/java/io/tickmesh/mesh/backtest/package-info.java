/// Backtests: what is asked for and what came out.
@NullMarked
package io.tickmesh.mesh.backtest;

import org.jspecify.annotations.NullMarked;
