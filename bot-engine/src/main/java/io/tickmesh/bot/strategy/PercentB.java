package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Bollinger;
import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.indicator.Line;
import java.util.List;

/// Enters below one height within the Bollinger bands and leaves above another, both as %B: 0 is the lower band, 1 the upper.
final class PercentB {
    static final StrategyType TYPE =
            new StrategyType(
                    "percent-b",
                    "Bollinger %B: buys when the close is below the lower of long Bollinger bands (%B below 0),"
                            + " sells when it is above the upper one (%B above 1).",
                    List.of(
                            Parameter.whole("period", "bars of the bands", 100, 2, 1_000),
                            Parameter.DEVIATIONS,
                            Parameter.real("entry", "%B below which it buys", 0, -1, 1),
                            Parameter.real("exit", "%B above which it sells", 1, 0, 2)),
                    StrategyType.below("entry", "exit"),
                    PercentB::of);

    private PercentB() {}

    private static Strategy of(Parameters parameters, Indicators indicators) {
        int period = parameters.whole("period");
        double entry = parameters.real("entry");
        double exit = parameters.real("exit");
        Bollinger bands = indicators.bollinger(period, parameters.real("deviations"));
        Line percentB = bands.percentB();
        return new Plan()
                .enter("%%B %d is below %s".formatted(period, entry), () -> percentB.now() < entry)
                .exit("%%B %d is above %s".formatted(period, exit), () -> percentB.now() > exit)
                .shows("close", indicators.close())
                .shows("percentB", percentB)
                .shows("lower", bands.lower())
                .shows("upper", bands.upper());
    }
}
