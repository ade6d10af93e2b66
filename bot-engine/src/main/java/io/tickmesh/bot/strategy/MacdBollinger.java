package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.indicator.Line;
import io.tickmesh.bot.indicator.Macd;
import java.util.List;

/// Enters low in the Bollinger bands when a falling MACD turns up, and leaves on the mirror image.
final class MacdBollinger {
    static final StrategyType TYPE =
            new StrategyType(
                    "macd-bb",
                    "Buys when the close is below the lower Bollinger band while the MACD is below 0 but above"
                            + " its signal; sells on the mirror image, which is rare, so give the bot a stop.",
                    List.of(
                            Parameter.whole("period", "bars of the bands", 100, 2, 1_000),
                            Parameter.DEVIATIONS,
                            Parameter.real("entry", "%B below which it buys", 0, -1, 1),
                            Parameter.real("exit", "%B above which it sells", 1, 0, 2),
                            Parameter.whole("fast", "bars of the MACD's fast average", 21, 1, 500),
                            Parameter.whole("slow", "bars of the MACD's slow average", 42, 2, 900),
                            Parameter.whole("signal", "bars of the signal line", 9, 1, 100)),
                    StrategyType.both(
                            StrategyType.below("entry", "exit"),
                            StrategyType.below("fast", "slow")),
                    MacdBollinger::of);

    private MacdBollinger() {}

    private static Strategy of(Parameters parameters, Indicators indicators) {
        double entry = parameters.real("entry");
        double exit = parameters.real("exit");
        Line percentB =
                indicators
                        .bollinger(parameters.whole("period"), parameters.real("deviations"))
                        .percentB();
        Macd macd =
                indicators.macd(
                        parameters.whole("fast"),
                        parameters.whole("slow"),
                        parameters.whole("signal"));
        return new Plan()
                .enter(
                        "%%B is below %s and a negative MACD above its signal".formatted(entry),
                        () ->
                                percentB.now() < entry
                                        && macd.histogram().now() > 0
                                        && macd.macd().now() < 0)
                .exit(
                        "%%B is above %s and a positive MACD below its signal".formatted(exit),
                        () ->
                                percentB.now() > exit
                                        && macd.histogram().now() < 0
                                        && macd.macd().now() > 0)
                .shows("percentB", percentB)
                .shows("macd", macd.macd())
                .shows("histogram", macd.histogram());
    }
}
