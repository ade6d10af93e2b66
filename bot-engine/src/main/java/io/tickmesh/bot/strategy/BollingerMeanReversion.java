package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Bollinger;
import io.tickmesh.bot.indicator.Rsi;
import io.tickmesh.mesh.market.Candle;
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
    private final Rsi rsi;
    private double close = Double.NaN;

    private BollingerMeanReversion(Parameters parameters) {
        period = parameters.whole("period");
        rsiPeriod = parameters.whole("rsi-period");
        oversold = parameters.real("oversold");
        overbought = parameters.real("overbought");
        bands = new Bollinger(period, parameters.real("deviations"));
        rsi = new Rsi(rsiPeriod);
    }

    @Override
    public int warmUpBars() {
        return Math.max(period, WarmUp.wilder(rsiPeriod));
    }

    @Override
    public void feed(Candle candle) {
        close = candle.close();
        bands.update(close);
        rsi.update(close);
    }

    @Override
    public Optional<Decision> decide(boolean holding) {
        if (!holding && close < bands.lower() && rsi.value() < oversold) {
            return Optional.of(
                    Decision.enter(
                            "close below the lower band %d and RSI %d below %s"
                                    .formatted(period, rsiPeriod, oversold),
                            values()));
        }
        if (holding && rsi.value() > overbought) {
            return Optional.of(
                    Decision.exit("RSI %d is above %s".formatted(rsiPeriod, overbought), values()));
        }
        return Optional.empty();
    }

    private Indicators values() {
        return Indicators.of("close", close)
                .and("lower", bands.lower())
                .and("middle", bands.middle())
                .and("upper", bands.upper())
                .and("rsi", rsi.value());
    }
}
