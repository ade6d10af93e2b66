package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.indicator.Macd;
import java.util.List;

/// Enters when the MACD crosses above its signal line, leaves when it is below.
final class MacdCross {
    static final StrategyType TYPE =
            new StrategyType(
                    "macd",
                    "Buys when the MACD crosses above its signal line, sells when it is below.",
                    List.of(
                            Parameter.whole("fast", "bars of the fast average", 12, 1, 500),
                            Parameter.whole("slow", "bars of the slow average", 26, 2, 900),
                            Parameter.whole("signal", "bars of the signal line", 9, 1, 100)),
                    StrategyType.below("fast", "slow"),
                    MacdCross::of);

    private MacdCross() {}

    private static Strategy of(Parameters parameters, Indicators indicators) {
        int fast = parameters.whole("fast");
        int slow = parameters.whole("slow");
        int signal = parameters.whole("signal");
        String name = "MACD %d/%d/%d".formatted(fast, slow, signal);
        Macd macd = indicators.macd(fast, slow, signal);
        return new Plan()
                .enter(name + " crossed above its signal", () -> macd.histogram().crossesAbove(0))
                .exit(name + " is below its signal", () -> macd.histogram().now() < 0)
                .shows("macd", macd.macd())
                .shows("signal", macd.signal())
                .shows("histogram", macd.histogram());
    }
}
