package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Bollinger;
import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.indicator.Line;
import java.util.List;

/// Enters when the close gets above the upper Bollinger band, leaves when it is below the middle.
final class BollingerBreakout {
    static final StrategyType TYPE =
            new StrategyType(
                    "bb-breakout",
                    "Buys when the close gets above the upper Bollinger band, sells when it is below the middle"
                            + " of the bands.",
                    List.of(
                            Parameter.whole("period", "bars of the bands", 20, 2, 1_000),
                            Parameter.DEVIATIONS),
                    StrategyType::none,
                    BollingerBreakout::of);

    private BollingerBreakout() {}

    private static Strategy of(Parameters parameters, Indicators indicators) {
        int period = parameters.whole("period");
        Line close = indicators.close();
        Bollinger bands = indicators.bollinger(period, parameters.real("deviations"));
        return new Plan()
                .enter(
                        "close crossed above the upper band " + period,
                        () -> close.crossesAbove(bands.upper()))
                .exit(
                        "close is below the middle of the bands " + period,
                        () -> close.now() < bands.middle().now())
                .shows("close", close)
                .shows("middle", bands.middle())
                .shows("upper", bands.upper());
    }
}
