package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Adx;
import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.indicator.Line;
import java.util.List;

/// Enters and leaves where +DI and -DI cross in a trend.
final class AdxCross {
    static final StrategyType TYPE =
            new StrategyType(
                    "adx-cross",
                    "Buys when +DI crosses above -DI while the ADX shows a trend and the close is above its"
                            + " average; sells when +DI crosses below -DI in a trend below the average.",
                    List.of(
                            Parameter.whole("period", "bars of ADX, +DI and -DI", 14, 2, 200),
                            Parameter.real(
                                    "strength", "ADX above which there is a trend", 20, 0, 100),
                            Parameter.whole("average", "bars of the simple average", 50, 1, 1_000)),
                    StrategyType::none,
                    AdxCross::of);

    private AdxCross() {}

    private static Strategy of(Parameters parameters, Indicators indicators) {
        double strength = parameters.real("strength");
        Line close = indicators.close();
        Adx adx = indicators.adx(parameters.whole("period"));
        Line average = indicators.sma(parameters.whole("average"));
        return new Plan()
                .enter(
                        "+DI crossed above -DI in a trend above the average",
                        () ->
                                adx.adx().now() > strength
                                        && adx.plus().crossesAbove(adx.minus())
                                        && close.now() > average.now())
                .exit(
                        "+DI crossed below -DI in a trend below the average",
                        () ->
                                adx.adx().now() > strength
                                        && adx.plus().crossesBelow(adx.minus())
                                        && close.now() < average.now())
                .shows("close", close)
                .shows("average", average)
                .shows("adx", adx.adx())
                .shows("plus", adx.plus())
                .shows("minus", adx.minus());
    }
}
