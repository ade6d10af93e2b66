package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.indicator.Line;
import java.util.List;

/// Larry Connors' RSI(2): buys a short dip in a rising market.
final class ConnorsRsi {
    static final StrategyType TYPE =
            new StrategyType(
                    "connors-rsi2",
                    "Connors' RSI(2): while the fast average is above the slow one, buys when a very short"
                            + " RSI crosses below oversold; sells when the RSI is above overbought.",
                    List.of(
                            Parameter.whole("period", "bars of the RSI", 2, 2, 100),
                            Parameter.real("oversold", "RSI below which it buys", 5, 1, 99),
                            Parameter.real("overbought", "RSI above which it sells", 95, 1, 99),
                            Parameter.whole("fast", "bars of the fast average", 5, 1, 500),
                            Parameter.whole("slow", "bars of the slow average", 200, 2, 1_000)),
                    StrategyType.both(
                            StrategyType.below("oversold", "overbought"),
                            StrategyType.below("fast", "slow")),
                    ConnorsRsi::of);

    private ConnorsRsi() {}

    private static Strategy of(Parameters parameters, Indicators indicators) {
        int period = parameters.whole("period");
        double oversold = parameters.real("oversold");
        double overbought = parameters.real("overbought");
        Line rsi = indicators.rsi(period);
        Line fast = indicators.sma(parameters.whole("fast"));
        Line slow = indicators.sma(parameters.whole("slow"));
        return new Plan()
                .enter(
                        "RSI %d crossed below %s in a rising market".formatted(period, oversold),
                        () -> fast.now() > slow.now() && rsi.crossesBelow(oversold))
                .exit(
                        "RSI %d is above %s".formatted(period, overbought),
                        () -> rsi.now() > overbought)
                .shows("rsi", rsi)
                .shows("smaFast", fast)
                .shows("smaSlow", slow);
    }
}
