package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.indicator.Line;
import io.tickmesh.bot.indicator.Macd;
import java.util.List;

/// Moving momentum: enters on a dip of the stochastic in a rising market whose momentum is positive.
final class StochasticMacd {
    static final StrategyType TYPE =
            new StrategyType(
                    "stoch-macd",
                    "Moving momentum: in a market whose fast EMA is above the slow one and whose MACD is above its"
                            + " signal, buys when the stochastic crosses below oversold; sells on the mirror image.",
                    List.of(
                            Parameter.whole("fast", "bars of the fast average", 9, 1, 500),
                            Parameter.whole("slow", "bars of the slow average", 26, 2, 900),
                            Parameter.whole("signal", "bars of the MACD's signal line", 18, 1, 100),
                            Parameter.whole("stochastic", "bars of the stochastic", 14, 1, 500),
                            Parameter.real("oversold", "stochastic below which it buys", 20, 1, 99),
                            Parameter.real(
                                    "overbought", "stochastic above which it sells", 80, 1, 99)),
                    StrategyType.both(
                            StrategyType.below("fast", "slow"),
                            StrategyType.below("oversold", "overbought")),
                    StochasticMacd::of);

    private StochasticMacd() {}

    private static Strategy of(Parameters parameters, Indicators indicators) {
        int fast = parameters.whole("fast");
        int slow = parameters.whole("slow");
        double oversold = parameters.real("oversold");
        double overbought = parameters.real("overbought");
        Line k = indicators.stochastic(parameters.whole("stochastic"), 1, 1).k();
        Macd macd = indicators.macd(fast, slow, parameters.whole("signal"));
        // The MACD is the fast EMA minus the slow one, so its sign says which of them is above.
        return new Plan()
                .enter(
                        "%%K crossed below %s in a rising market".formatted(oversold),
                        () ->
                                macd.macd().now() > 0
                                        && macd.histogram().now() > 0
                                        && k.crossesBelow(oversold))
                .exit(
                        "%%K crossed above %s in a falling market".formatted(overbought),
                        () ->
                                macd.macd().now() < 0
                                        && macd.histogram().now() < 0
                                        && k.crossesAbove(overbought))
                .shows("stochastic", k)
                .shows("macd", macd.macd())
                .shows("signal", macd.signal());
    }
}
