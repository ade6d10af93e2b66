package io.tickmesh.mesh.backtest;

import java.math.BigDecimal;
import java.time.Instant;

/// What the account was worth at the close of a candle.
///
/// @param equity in the quote asset
/// @param drawdownPercent how far it is below the highest before
public record BacktestPoint(Instant time, BigDecimal equity, double drawdownPercent) {}
