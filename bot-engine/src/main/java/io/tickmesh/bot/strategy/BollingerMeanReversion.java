package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Bollinger;
import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.indicator.Line;
import java.util.List;
import java.util.Optional;

/// Enters when the close is below the lower Bollinger band while the RSI is below `oversold`; leaves when the RSI is above
/// `overbought`.
final class BollingerMeanReversion implements Strategy {
    static final StrategyType TYPE =
            new StrategyType(
                    "bollinger",
                    List.of(
                            Parameter.whole("period", 20, 2, 1_000),
                            Parameter.real("deviations", 2, 0.1, 10),
                            Parameter.whole("rsi-period", 14, 2, 500),
                            Parameter.real("oversold", 30, 1, 99),
                            Parameter.real("overbought", 70, 1, 99)),
                    StrategyType.below("oversold", "overbought"),
                    BollingerMeanReversion::new);

    private final int period;
    private final int rsiPeriod;
    private final double oversold;
    private final double overbought;
    private final Bollinger bands;
    private final Line rsi;
    private final Line close;

    private BollingerMeanReversion(Parameters parameters, Indicators on) {
        period = parameters.whole("period");
        rsiPeriod = parameters.whole("rsi-period");
        oversold = parameters.real("oversold");
        overbought = parameters.real("overbought");
        bands = on.bollinger(period, parameters.real("deviations"));
        rsi = on.rsi(rsiPeriod);
        close = on.close();
    }

    @Override
    public int warmUpBars() {
        return Math.max(period, WarmUp.wilder(rsiPeriod));
    }

    @Override
    public Optional<Decision> decide(boolean holding) {
        if (!holding && close.now() < bands.lower().now() && rsi.now() < oversold) {
            return Optional.of(
                    Decision.enter(
                            "close below the lower band %d and RSI %d below %s"
                                    .formatted(period, rsiPeriod, oversold),
                            values()));
        }
        if (holding && rsi.now() > overbought) {
            return Optional.of(
                    Decision.exit("RSI %d is above %s".formatted(rsiPeriod, overbought), values()));
        }
        return Optional.empty();
    }

    private Values values() {
        return Values.of("close", close.now())
                .and("lower", bands.lower().now())
                .and("middle", bands.middle().now())
                .and("upper", bands.upper().now())
                .and("rsi", rsi.now());
    }
}
