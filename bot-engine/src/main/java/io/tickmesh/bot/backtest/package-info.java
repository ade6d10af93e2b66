/// Backtests: the engine of live bots, driven by recorded candles on a worker thread.
@NullMarked
package io.tickmesh.bot.backtest;

import org.jspecify.annotations.NullMarked;
