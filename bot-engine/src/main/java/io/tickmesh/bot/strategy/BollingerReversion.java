package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Bollinger;
import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.indicator.Line;
import java.util.List;

/// Enters when the close is below the lower Bollinger band while the RSI is below `oversold`; leaves when the RSI is above
/// `overbought`.
final class BollingerReversion {
    static final StrategyType TYPE =
            new StrategyType(
                    "bollinger",
                    "Mean reversion: buys when the close is below the lower Bollinger band and the RSI below"
                            + " oversold, sells when the RSI is above overbought.",
                    List.of(
                            Parameter.whole("period", "bars of the bands", 20, 2, 1_000),
                            Parameter.DEVIATIONS,
                            Parameter.whole("rsi-period", "bars of the RSI", 14, 2, 500),
                            Parameter.real("oversold", "RSI below which it buys", 30, 1, 99),
                            Parameter.real("overbought", "RSI above which it sells", 70, 1, 99)),
                    StrategyType.below("oversold", "overbought"),
                    BollingerReversion::of);

    private BollingerReversion() {}

    private static Strategy of(Parameters parameters, Indicators indicators) {
        int period = parameters.whole("period");
        int rsiPeriod = parameters.whole("rsi-period");
        double oversold = parameters.real("oversold");
        double overbought = parameters.real("overbought");
        Line close = indicators.close();
        Bollinger bands = indicators.bollinger(period, parameters.real("deviations"));
        Line rsi = indicators.rsi(rsiPeriod);
        return new Plan()
                .enter(
                        "close below the lower band %d and RSI %d below %s"
                                .formatted(period, rsiPeriod, oversold),
                        () -> close.now() < bands.lower().now() && rsi.now() < oversold)
                .exit(
                        "RSI %d is above %s".formatted(rsiPeriod, overbought),
                        () -> rsi.now() > overbought)
                .shows("close", close)
                .shows("lower", bands.lower())
                .shows("middle", bands.middle())
                .shows("upper", bands.upper())
                .shows("rsi", rsi);
    }
}
