package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Line;
import java.util.List;
import java.util.Locale;

/// Enters when a fast average crosses above a slow one; leaves when it is below.
final class AverageCross {
    static final StrategyType SMA =
            new StrategyType(
                    "sma-cross",
                    "Golden cross: buys when the fast simple average of the close crosses above the"
                            + " slow one, sells when it is below.",
                    List.of(
                            Parameter.whole("fast", "bars of the fast average", 50, 1, 500),
                            Parameter.whole("slow", "bars of the slow average", 200, 2, 1_000)),
                    StrategyType.below("fast", "slow"),
                    (p, indicators) ->
                            of(
                                    "SMA",
                                    p,
                                    indicators.sma(p.whole("fast")),
                                    indicators.sma(p.whole("slow"))));

    static final StrategyType EMA =
            new StrategyType(
                    "ema-cross",
                    "Buys when the fast exponential average of the close crosses above the slow one,"
                            + " sells when it is below.",
                    List.of(
                            Parameter.whole("fast", "bars of the fast average", 12, 1, 500),
                            Parameter.whole("slow", "bars of the slow average", 26, 2, 1_000)),
                    StrategyType.below("fast", "slow"),
                    (p, indicators) ->
                            of(
                                    "EMA",
                                    p,
                                    indicators.ema(p.whole("fast")),
                                    indicators.ema(p.whole("slow"))));

    private AverageCross() {}

    private static Strategy of(String kind, Parameters parameters, Line fast, Line slow) {
        String first = kind + " " + parameters.whole("fast");
        String second = kind + " " + parameters.whole("slow");
        String name = kind.toLowerCase(Locale.ROOT);
        return new Plan()
                .enter(first + " crossed above " + second, () -> fast.crossesAbove(slow))
                .exit(first + " is below " + second, () -> fast.now() < slow.now())
                .shows(name + "Fast", fast)
                .shows(name + "Slow", slow);
    }
}
