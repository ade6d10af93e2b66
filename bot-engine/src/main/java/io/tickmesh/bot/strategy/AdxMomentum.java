package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Adx;
import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.indicator.Line;
import java.util.List;

/// Enters in a strong rising trend, leaves in a strong falling one.
final class AdxMomentum {
    static final StrategyType TYPE =
            new StrategyType(
                    "adx-momentum",
                    "Buys when the ADX and +DI are above their thresholds, +DI is above -DI and the momentum is"
                            + " positive; sells on the mirror image.",
                    List.of(
                            Parameter.whole("adx-period", "bars of the ADX", 14, 2, 200),
                            Parameter.whole("di-period", "bars of +DI and -DI", 25, 2, 200),
                            Parameter.whole("momentum", "bars of the momentum", 14, 1, 500),
                            Parameter.real(
                                    "strength", "ADX above which a trend is strong", 25, 0, 100),
                            Parameter.real("movement", "DI above which it decides", 25, 0, 100)),
                    StrategyType::none,
                    AdxMomentum::of);

    private AdxMomentum() {}

    private static Strategy of(Parameters parameters, Indicators indicators) {
        double strength = parameters.real("strength");
        double movement = parameters.real("movement");
        Line adx = indicators.adx(parameters.whole("adx-period")).adx();
        Adx directions = indicators.adx(parameters.whole("di-period"));
        Line plus = directions.plus();
        Line minus = directions.minus();
        Line momentum = indicators.momentum(parameters.whole("momentum"));
        return new Plan()
                .enter(
                        "strong rising trend, +DI above -DI",
                        () ->
                                adx.now() > strength
                                        && plus.now() > movement
                                        && plus.now() > minus.now()
                                        && momentum.now() > 0)
                .exit(
                        "strong falling trend, -DI above +DI",
                        () ->
                                adx.now() > strength
                                        && minus.now() > movement
                                        && minus.now() > plus.now()
                                        && momentum.now() < 0)
                .shows("adx", adx)
                .shows("plus", plus)
                .shows("minus", minus)
                .shows("momentum", momentum);
    }
}
