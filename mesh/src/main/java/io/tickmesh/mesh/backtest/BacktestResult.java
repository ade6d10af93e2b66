package io.tickmesh.mesh.backtest;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a backtest came to. A figure is null where it is not defined, for example a rate of wins without a trade.
///
/// @param from opening time of the first candle that was traded on
/// @param to end of the last
/// @param bars candles of all symbols
/// @param trades closed positions; one that is open at the end is closed at the last price
/// @param fees all fees, in the quote asset
/// @param cagrPercent return of a year at the same pace, compounded
/// @param sharpe mean over deviation of the returns from close to close, times the root of the periods of a year; riskless rate 0
/// @param sortino the same over the deviation of the losses alone
/// @param periodsPerYear closes of a year of 365 days, with which the two were annualised
/// @param maxDrawdownPercent largest fall of the equity at closes below its highest before
/// @param drawdownFrom when that highest equity was; null without a fall
/// @param drawdownTo when the lowest after it was; null without a fall
/// @param exposurePercent closes at which a position was held
/// @param profitFactor sum of the gains over sum of the losses of trades
/// @param buyHoldPercent return of the closes alone, the mean of the symbols
/// @param orders that were sent to the venue
/// @param refused orders that risk or the venue refused
/// @param tookMillis time that it took to compute, data included
public record BacktestResult(
        Instant from,
        Instant to,
        long bars,
        int trades,
        BigDecimal initialEquity,
        BigDecimal finalEquity,
        double returnPercent,
        @Nullable Double cagrPercent,
        @Nullable Double sharpe,
        @Nullable Double sortino,
        double periodsPerYear,
        double maxDrawdownPercent,
        @Nullable Instant drawdownFrom,
        @Nullable Instant drawdownTo,
        double exposurePercent,
        @Nullable Double profitFactor,
        @Nullable Double winRatePercent,
        @Nullable Double bestTradePercent,
        @Nullable Double worstTradePercent,
        @Nullable Double buyHoldPercent,
        BigDecimal fees,
        long orders,
        long refused,
        long tookMillis) {}
