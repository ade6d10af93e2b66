package io.tickmesh.bot.backtest;

import io.tickmesh.mesh.backtest.BacktestTrade;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What an equity curve and its trades come to. A figure that is not defined is null.
///
/// - Returns go from close to close, `r = e[i] / e[i-1] - 1`, the first from the capital.
/// - Sharpe: mean of r over its sample deviation, times the root of the periods of a year; riskless rate 0 (Sharpe, "The Sharpe
///   Ratio", 1994).
/// - Sortino: mean of r over the root of the mean of `min(r, 0)^2`, annualised the same way (Sortino and Price, 1994).
/// - Return of a year: `(end / capital)^(1 / years) - 1`, a year of 365 days.
/// - Drawdown: `1 - e / highest e before`, the capital included; the dates are those of the highest and the lowest.
/// - Profit factor: sum of the profits over sum of the losses of the trades.
final class Figures {
    static final Duration YEAR = Duration.ofDays(365);

    private final double capital;
    private final Curve curve;
    private double mean;
    private double squares;
    private double losses;
    private int returns;
    private double drawdown;
    private int drawdownFrom = -1;
    private int drawdownTo = -1;

    Figures(double capital, Curve curve) {
        this.capital = capital;
        this.curve = curve;
        measure();
    }

    private void measure() {
        double before = capital;
        double highest = capital;
        int highestAt = -1;
        for (int i = 0; i < curve.size(); i++) {
            double equity = curve.equity(i);
            add(before > 0 ? equity / before - 1 : 0);
            before = equity;
            if (equity > highest) {
                highest = equity;
                highestAt = i;
            } else if ((highest - equity) / highest > drawdown) {
                drawdown = (highest - equity) / highest;
                drawdownFrom = highestAt;
                drawdownTo = i;
            }
        }
    }

    /// Welford's way: exact enough for millions of small numbers.
    private void add(double value) {
        returns++;
        double difference = value - mean;
        mean += difference / returns;
        squares += difference * (value - mean);
        double loss = Math.min(value, 0);
        losses += loss * loss;
    }

    @Nullable Double sharpe(double periodsPerYear) {
        return ratio(Math.sqrt(squares / (returns - 1)), periodsPerYear);
    }

    @Nullable Double sortino(double periodsPerYear) {
        return ratio(Math.sqrt(losses / returns), periodsPerYear);
    }

    private @Nullable Double ratio(double deviation, double periodsPerYear) {
        return defined(mean / deviation * Math.sqrt(periodsPerYear));
    }

    double drawdownPercent() {
        return 100 * drawdown;
    }

    /// Returns the place of the highest equity before the largest fall; -1 for the capital, or without a fall.
    int drawdownFrom() {
        return drawdownFrom;
    }

    /// Returns the place of the lowest equity of the largest fall; -1 without one.
    int drawdownTo() {
        return drawdownTo;
    }

    @Nullable Double cagrPercent(double end, Duration period) {
        double years = (double) period.toMillis() / YEAR.toMillis();
        return end <= 0 ? null : defined(100 * (Math.pow(end / capital, 1 / years) - 1));
    }

    static @Nullable Double profitFactor(List<BacktestTrade> trades) {
        BigDecimal gains = BigDecimal.ZERO;
        BigDecimal losses = BigDecimal.ZERO;
        for (BacktestTrade trade : trades) {
            if (trade.profit().signum() > 0) {
                gains = gains.add(trade.profit());
            } else {
                losses = losses.subtract(trade.profit());
            }
        }
        return defined(gains.doubleValue() / losses.doubleValue());
    }

    static @Nullable Double winRatePercent(List<BacktestTrade> trades) {
        long wins = trades.stream().filter(trade -> trade.profit().signum() > 0).count();
        return defined(100.0 * wins / trades.size());
    }

    static @Nullable Double best(
            List<BacktestTrade> trades, ToDoubleFunction<BacktestTrade> figure) {
        return trades.isEmpty() ? null : trades.stream().mapToDouble(figure).max().orElseThrow();
    }

    /// JSON has no infinity, and a ratio to nothing says nothing.
    static @Nullable Double defined(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }
}
