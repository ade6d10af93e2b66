package io.tickmesh.mesh.backtest;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What trading costs. What is null is as configured for live bots.
///
/// @param makerFee fraction of the traded value, of orders that rested
/// @param takerFee fraction of the traded value, of orders that were filled at once
/// @param slippageTicks how many ticks worse than the quote a market order is filled
/// @param latency between an order and its arrival at the exchange
public record BacktestCosts(
        @Nullable BigDecimal makerFee,
        @Nullable BigDecimal takerFee,
        @Nullable Integer slippageTicks,
        @Nullable Duration latency) {}
