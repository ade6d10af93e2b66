package io.tickmesh.bot.indicator;

import io.tickmesh.mesh.market.Candle;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// Indicators by their textbook formulas, each value computed from the whole history and nothing kept between bars.
final class Batch {
    private final List<Candle> bars;

    Batch(List<Candle> bars) {
        this.bars = bars;
    }

    double price(Price price, int bar) {
        return bar < 0 ? Double.NaN : price.next(bars.get(bar));
    }

    double sma(IntToDoubleFunction of, int period, int bar) {
        return window(bar, period).mapToDouble(of).average().orElse(Double.NaN);
    }

    double wma(IntToDoubleFunction of, int period, int bar) {
        double sum = 0;
        double weights = 0;
        for (int age = 0; age < period; age++) {
            double weight = period - age;
            sum += weight * (bar < age ? Double.NaN : of.applyAsDouble(bar - age));
            weights += weight;
        }
        return sum / weights;
    }

    double hma(int period, int bar) {
        IntToDoubleFunction close = i -> price(Price.CLOSE, i);
        return wma(
                i -> 2 * wma(close, period / 2, i) - wma(close, period, i),
                (int) Math.floor(Math.sqrt(period)),
                bar);
    }

    double ema(IntToDoubleFunction of, int period, int bar) {
        return smoothed(of, period, 2.0 / (period + 1), bar);
    }

    double wilder(IntToDoubleFunction of, int period, int bar) {
        return smoothed(of, period, 1.0 / period, bar);
    }

    double deviation(int period, int bar) {
        double mean = sma(i -> price(Price.CLOSE, i), period, bar);
        return Math.sqrt(sma(i -> Math.pow(price(Price.CLOSE, i) - mean, 2), period, bar));
    }

    double change(Price price, int bar) {
        return price(price, bar) - price(price, bar - 1);
    }

    double rsi(Price price, int period, int bar) {
        double gain = wilder(i -> Math.max(change(price, i), 0), period, bar);
        double loss = wilder(i -> Math.max(-change(price, i), 0), period, bar);
        return gain + loss == 0 ? 50 : 100 - 100 / (1 + gain / loss);
    }

    double trueRange(int bar) {
        double before = price(Price.CLOSE, bar - 1);
        double high = price(Price.HIGH, bar);
        double low = price(Price.LOW, bar);
        return Math.max(high - low, Math.max(Math.abs(high - before), Math.abs(low - before)));
    }

    double atr(int period, int bar) {
        return wilder(this::trueRange, period, bar);
    }

    double directional(boolean up, int period, int bar) {
        double moves = wilder(i -> movement(up, i), period, bar);
        double ranges = atr(period, bar);
        return ranges == 0 ? 0 : 100 * moves / ranges;
    }

    double adx(int period, int bar) {
        return wilder(
                i -> {
                    double plus = directional(true, period, i);
                    double minus = directional(false, period, i);
                    return plus + minus == 0 ? 0 : 100 * Math.abs(plus - minus) / (plus + minus);
                },
                period,
                bar);
    }

    double highest(Price price, int period, int bar) {
        return extreme(price, period, bar, Math::max);
    }

    double lowest(Price price, int period, int bar) {
        return extreme(price, period, bar, Math::min);
    }

    double stochastic(int period, int smooth, int bar) {
        return sma(
                i -> {
                    double low = lowest(Price.LOW, period, i);
                    double range = highest(Price.HIGH, period, i) - low;
                    return range == 0 ? 50 : 100 * (price(Price.CLOSE, i) - low) / range;
                },
                smooth,
                bar);
    }

    double cci(int period, int bar) {
        IntToDoubleFunction typical = i -> price(Price.HLC3, i);
        double mean = sma(typical, period, bar);
        double spread = sma(i -> Math.abs(typical.applyAsDouble(i) - mean), period, bar);
        boolean moved = window(bar, period).mapToDouble(typical).distinct().count() > 1;
        return moved ? (price(Price.HLC3, bar) - mean) / (0.015 * spread) : 0 * mean;
    }

    double vwap(int period, int bar) {
        double volume = sma(i -> price(Price.VOLUME, i), period, bar);
        double traded = sma(i -> price(Price.HLC3, i) * price(Price.VOLUME, i), period, bar);
        return volume == 0 ? price(Price.HLC3, bar) : traded / volume;
    }

    double mfi(int period, int bar) {
        double inflow = sma(i -> flow(1, i), period, bar);
        double outflow = sma(i -> flow(-1, i), period, bar);
        return inflow + outflow == 0 ? 50 : 100 * inflow / (inflow + outflow);
    }

    double obv(int bar) {
        return IntStream.rangeClosed(1, bar)
                .mapToDouble(i -> Math.signum(change(Price.CLOSE, i)) * price(Price.VOLUME, i))
                .sum();
    }

    private double flow(int direction, int bar) {
        double change = change(Price.HLC3, bar);
        double flow = price(Price.HLC3, bar) * price(Price.VOLUME, bar);
        return Double.isNaN(change) ? Double.NaN : Math.signum(change) == direction ? flow : 0;
    }

    private double movement(boolean up, int bar) {
        double rise = change(Price.HIGH, bar);
        double fall = -change(Price.LOW, bar);
        double own = up ? rise : fall;
        return Double.isNaN(own) ? own : own > 0 && own > (up ? fall : rise) ? own : 0;
    }

    private double extreme(Price price, int period, int bar, DoubleBinaryOperator better) {
        return window(bar, period)
                .mapToDouble(i -> price(price, i))
                .reduce(better)
                .orElse(Double.NaN);
    }

    /// Returns the last bars, none if there are not enough.
    private static IntStream window(int bar, int period) {
        return bar < period - 1 ? IntStream.empty() : IntStream.rangeClosed(bar - period + 1, bar);
    }

    /// The first `period` known values give the seed.
    private static double smoothed(IntToDoubleFunction of, int period, double weight, int bar) {
        double[] known =
                IntStream.rangeClosed(0, bar)
                        .mapToDouble(of)
                        .filter(v -> !Double.isNaN(v))
                        .toArray();
        if (known.length < period) {
            return Double.NaN;
        }
        double value = Arrays.stream(known, 0, period).average().orElseThrow();
        for (int i = period; i < known.length; i++) {
            value = weight * known[i] + (1 - weight) * value;
        }
        return value;
    }
}
