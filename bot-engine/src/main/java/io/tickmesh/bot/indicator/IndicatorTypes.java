package io.tickmesh.bot.indicator;

import static io.tickmesh.bot.indicator.IndicatorType.Argument.factor;
import static io.tickmesh.bot.indicator.IndicatorType.Argument.period;

import io.tickmesh.bot.indicator.IndicatorType.Argument;
import io.tickmesh.bot.indicator.IndicatorType.Maker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The indicators that rules can name. A new one is a class, a line here and a method of [Indicators].
public final class IndicatorTypes {
    private static final List<String> ONE = List.of("value");
    private static final List<String> CHANNEL = List.of("middle", "upper", "lower");

    private static final List<IndicatorType> ALL =
            List.of(
                    smoothing("sma", "Simple moving average.", 20, Sma::new),
                    smoothing("ema", "Exponential moving average.", 20, Ema::new),
                    smoothing("wma", "Linearly weighted moving average.", 20, Wma::new),
                    line(
                            "hma",
                            "Hull's moving average: fast and smooth, overshoots at turns.",
                            Price.CLOSE,
                            new Argument("period", 20, 2, 1_000, true),
                            Hma::new),
                    smoothing(
                            "rsi",
                            "Wilder's relative strength index, 0 to 100; 50 if nothing moved.",
                            14,
                            Rsi::new),
                    smoothing(
                            "stddev", "Population standard deviation.", 20, StandardDeviation::new),
                    smoothing("roc", "Rate of change in percent.", 10, Roc::new),
                    smoothing("momentum", "Difference from some bars ago.", 10, Momentum::new),
                    line(
                            "highest",
                            "Largest value of the last bars.",
                            Price.HIGH,
                            period(20),
                            Highest::new),
                    line(
                            "lowest",
                            "Smallest value of the last bars.",
                            Price.LOW,
                            period(20),
                            Lowest::new),
                    new IndicatorType(
                            "macd",
                            "Difference of two EMAs, its EMA as signal, and their difference.",
                            Price.CLOSE,
                            List.of(period("fast", 12), period("slow", 26), period("signal", 9)),
                            List.of("macd", "signal", "histogram"),
                            (source, v) -> new Macd(source, (int) v[0], (int) v[1], (int) v[2])),
                    new IndicatorType(
                            "bollinger",
                            "Average and bands of standard deviations; %B and relative width.",
                            Price.CLOSE,
                            List.of(period(20), factor("deviations", 2)),
                            List.of("middle", "upper", "lower", "percentB", "width"),
                            (source, v) -> new Bollinger(source, (int) v[0], v[1])),
                    bars(
                            "atr",
                            "Wilder's average true range.",
                            List.of(period(14)),
                            ONE,
                            v -> new Atr((int) v[0])),
                    bars(
                            "adx",
                            "Strength of the trend, and its movement up and down, 0 to 100.",
                            List.of(period(14)),
                            List.of("adx", "plus", "minus"),
                            v -> new Adx((int) v[0])),
                    bars(
                            "stochastic",
                            "Where the close lies between the extremes, 0 to 100; 50 if flat.",
                            List.of(period(14), period("smooth", 3), period("signal", 3)),
                            List.of("k", "d"),
                            v -> new Stochastic((int) v[0], (int) v[1], (int) v[2])),
                    bars(
                            "cci",
                            "Commodity channel index; 0 if the price did not move.",
                            List.of(period(20)),
                            ONE,
                            v -> new Cci((int) v[0])),
                    bars(
                            "donchian",
                            "Highest high and lowest low, the last bar included.",
                            List.of(period(20)),
                            CHANNEL,
                            v -> new Donchian((int) v[0])),
                    bars(
                            "keltner",
                            "EMA and bands of average true ranges.",
                            List.of(period(20), period("range", 10), factor("multiplier", 2)),
                            CHANNEL,
                            v -> new Keltner((int) v[0], (int) v[1], v[2])),
                    bars(
                            "supertrend",
                            "Band that follows the price; direction 1 if rising, -1 if falling.",
                            List.of(period(10), factor("multiplier", 3)),
                            List.of("value", "direction"),
                            v -> new SuperTrend((int) v[0], v[1])),
                    bars(
                            "vwap",
                            "Volume-weighted average price of the last bars; 0 = of the UTC day.",
                            List.of(new Argument("period", 0, 0, 1_000, true)),
                            ONE,
                            v -> v[0] == 0 ? new Vwap() : new RollingVwap((int) v[0])),
                    bars(
                            "obv",
                            "On-balance volume; only its changes mean anything.",
                            List.of(),
                            ONE,
                            _ -> new Obv()),
                    bars(
                            "mfi",
                            "Money flow index, 0 to 100; 50 if nothing moved.",
                            List.of(period(14)),
                            ONE,
                            v -> new Mfi((int) v[0])));

    private static final Map<String, IndicatorType> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(IndicatorType::name, type -> type));

    private IndicatorTypes() {}

    /// Returns all kinds in the order in which they are shown.
    public static List<IndicatorType> all() {
        return ALL;
    }

    /// Returns the kind that rules call `name`, empty if there is none.
    public static Optional<IndicatorType> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    private static IndicatorType smoothing(
            String name, String description, int standard, FilterMaker maker) {
        return line(name, description, Price.CLOSE, period(standard), maker);
    }

    private static IndicatorType line(
            String name, String description, Price input, Argument period, FilterMaker maker) {
        Maker one = (source, v) -> maker.make(source, (int) v[0]);
        return new IndicatorType(name, description, input, List.of(period), ONE, one);
    }

    private static IndicatorType bars(
            String name,
            String description,
            List<Argument> arguments,
            List<String> outputs,
            Function<double[], Indicator> maker) {
        return new IndicatorType(
                name, description, null, arguments, outputs, (_, v) -> maker.apply(v));
    }

    private interface FilterMaker {
        Indicator make(Source source, int period);
    }
}
