package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.indicator.Line;
import io.tickmesh.bot.indicator.Price;
import java.util.List;

/// Huck loves her bucks: a cross of averages that a cross of the RSI confirms on the same bar, in a trend.
final class Hlhb {
    static final StrategyType TYPE =
            new StrategyType(
                    "hlhb",
                    "HLHB: buys when the RSI of the bar's middle crosses above 50 and the fast EMA above the slow one"
                            + " on the same bar in a trend; sells when both cross below. Rare, so give the bot a stop.",
                    List.of(
                            Parameter.whole("fast", "bars of the fast average", 5, 1, 500),
                            Parameter.whole("slow", "bars of the slow average", 10, 2, 1_000),
                            Parameter.whole("rsi-period", "bars of the RSI", 10, 2, 500),
                            Parameter.real("middle", "RSI that is to be crossed", 50, 1, 99),
                            Parameter.whole("adx-period", "bars of the ADX", 14, 2, 200),
                            Parameter.real(
                                    "strength", "ADX above which there is a trend", 25, 0, 100)),
                    StrategyType.below("fast", "slow"),
                    Hlhb::of);

    private Hlhb() {}

    private static Strategy of(Parameters parameters, Indicators indicators) {
        double middle = parameters.real("middle");
        double strength = parameters.real("strength");
        Line fast = indicators.ema(parameters.whole("fast"));
        Line slow = indicators.ema(parameters.whole("slow"));
        Line rsi = indicators.rsi(Price.HL2, parameters.whole("rsi-period"));
        Line adx = indicators.adx(parameters.whole("adx-period")).adx();
        return new Plan()
                .enter(
                        "RSI and EMA crossed above in a trend",
                        () ->
                                rsi.crossesAbove(middle)
                                        && fast.crossesAbove(slow)
                                        && adx.now() > strength)
                .exit(
                        "RSI and EMA crossed below in a trend",
                        () ->
                                rsi.crossesBelow(middle)
                                        && fast.crossesBelow(slow)
                                        && adx.now() > strength)
                .shows("rsi", rsi)
                .shows("emaFast", fast)
                .shows("emaSlow", slow)
                .shows("adx", adx);
    }
}
