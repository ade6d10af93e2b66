package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.indicator.Line;
import java.util.List;

/// Enters on a short setback in a long rise, leaves on a short recovery in a long fall.
final class CciCorrection {
    static final StrategyType TYPE =
            new StrategyType(
                    "cci",
                    "CCI correction: buys when the long CCI is above 100 and the short one below -100, a setback in"
                            + " a rise; sells when the long one is below -100 and the short one above 100.",
                    List.of(
                            Parameter.whole("long", "bars of the CCI of the trend", 200, 2, 1_000),
                            Parameter.whole("short", "bars of the CCI of the setback", 5, 2, 500),
                            Parameter.real("limit", "CCI that counts, up and down", 100, 1, 500)),
                    StrategyType.below("short", "long"),
                    CciCorrection::of);

    private CciCorrection() {}

    private static Strategy of(Parameters parameters, Indicators indicators) {
        double limit = parameters.real("limit");
        Line trend = indicators.cci(parameters.whole("long"));
        Line setback = indicators.cci(parameters.whole("short"));
        return new Plan()
                .enter(
                        "CCI shows a setback in a rise",
                        () -> trend.now() > limit && setback.now() < -limit)
                .exit(
                        "CCI shows a recovery in a fall",
                        () -> trend.now() < -limit && setback.now() > limit)
                .shows("cciLong", trend)
                .shows("cciShort", setback);
    }
}
