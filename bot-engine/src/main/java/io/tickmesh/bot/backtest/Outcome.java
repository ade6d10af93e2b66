package io.tickmesh.bot.backtest;

import io.tickmesh.mesh.backtest.BacktestResult;
import io.tickmesh.mesh.backtest.BacktestTrade;
import java.util.List;

/// What a run came to.
record Outcome(BacktestResult result, List<BacktestTrade> trades, Curve curve) {}
