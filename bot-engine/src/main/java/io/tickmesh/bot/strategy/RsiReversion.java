package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.indicator.Line;
import java.util.List;

/// Enters where the RSI falls below `oversold`, each dip once, and leaves when it is above `overbought`.
final class RsiReversion {
    static final StrategyType TYPE =
            new StrategyType(
                    "rsi",
                    "Buys when the RSI falls below oversold, sells when it is above overbought. One dip"
                            + " is one entry: the next needs the RSI to have recovered by the bounce.",
                    List.of(
                            Parameter.whole("period", "bars of the RSI", 14, 2, 500),
                            Parameter.real("oversold", "RSI below which it buys", 30, 1, 99),
                            Parameter.real("overbought", "RSI above which it sells", 70, 1, 99),
                            Parameter.real(
                                    "bounce",
                                    "how far the RSI must rise above oversold before the next dip",
                                    5,
                                    0,
                                    50)),
                    StrategyType.below("oversold", "overbought"),
                    RsiReversion::of);

    private RsiReversion() {}

    private static Strategy of(Parameters parameters, Indicators indicators) {
        int period = parameters.whole("period");
        double oversold = parameters.real("oversold");
        double overbought = parameters.real("overbought");
        double bounce = parameters.real("bounce");
        Line rsi = indicators.rsi(period);
        Line dip =
                indicators
                        .share(
                                "dips(%d,%s,%s)".formatted(period, oversold, bounce),
                                () -> new Dips(period, oversold, bounce))
                        .line();
        return new Plan()
                .enter("RSI %d fell below %s".formatted(period, oversold), () -> dip.now() > 0)
                .exit(
                        "RSI %d is above %s".formatted(period, overbought),
                        () -> rsi.now() > overbought)
                .shows("rsi", rsi)
                .reads(dip);
    }
}
