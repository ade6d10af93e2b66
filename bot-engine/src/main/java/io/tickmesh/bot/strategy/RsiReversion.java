package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Rsi;
import io.tickmesh.mesh.market.Candle;
import java.util.List;
import java.util.Optional;

/// Enters when the RSI falls below `oversold`, leaves when it is above `overbought`. A next entry needs the RSI to have come
/// back above `oversold` by `bounce`, so that one dip is one entry.
final class RsiReversion implements Strategy {
    static final StrategyType TYPE =
            new StrategyType(
                    "rsi",
                    List.of(
                            Parameter.whole("period", 14, 2, 500),
                            Parameter.real("oversold", 30, 1, 99),
                            Parameter.real("overbought", 70, 1, 99),
                            Parameter.real("bounce", 5, 0, 50)),
                    StrategyType.below("oversold", "overbought"),
                    p ->
                            new RsiReversion(
                                    p.whole("period"),
                                    p.real("oversold"),
                                    p.real("overbought"),
                                    p.real("bounce")));

    private final int period;
    private final double oversold;
    private final double overbought;
    private final double bounce;
    private final Rsi rsi;
    private boolean armed = true;
    private boolean fell;

    RsiReversion(int period, double oversold, double overbought, double bounce) {
        this.period = period;
        this.oversold = oversold;
        this.overbought = overbought;
        this.bounce = bounce;
        rsi = new Rsi(period);
    }

    @Override
    public int warmUpBars() {
        return WarmUp.wilder(period);
    }

    @Override
    public void feed(Candle candle) {
        double value = rsi.update(candle.close());
        fell = armed && value < oversold;
        if (fell) {
            armed = false;
        } else if (value > oversold + bounce) {
            armed = true;
        }
    }

    @Override
    public Optional<Decision> decide(boolean holding) {
        if (fell && !holding) {
            return Optional.of(Decision.enter(reason("fell below", oversold), values()));
        }
        if (holding && rsi.value() > overbought) {
            return Optional.of(Decision.exit(reason("is above", overbought), values()));
        }
        return Optional.empty();
    }

    private String reason(String relation, double level) {
        return "RSI %d %s %s".formatted(period, relation, level);
    }

    private Indicators values() {
        return Indicators.of("rsi", rsi.value());
    }
}
