package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.indicator.Line;
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
                    (p, on) ->
                            new RsiReversion(
                                    on,
                                    p.whole("period"),
                                    p.real("oversold"),
                                    p.real("overbought"),
                                    p.real("bounce")));

    private final int period;
    private final double oversold;
    private final double overbought;
    private final Line rsi;
    private final Line dip;

    RsiReversion(Indicators on, int period, double oversold, double overbought, double bounce) {
        this.period = period;
        this.oversold = oversold;
        this.overbought = overbought;
        rsi = on.rsi(period);
        dip =
                on.share(
                                "rsi-dip(%d,%s,%s)".formatted(period, oversold, bounce),
                                () -> new RsiDip(period, oversold, bounce))
                        .line();
    }

    @Override
    public int warmUpBars() {
        return WarmUp.wilder(period);
    }

    @Override
    public Optional<Decision> decide(boolean holding) {
        if (!holding && dip.now() > 0) {
            return Optional.of(Decision.enter(reason("fell below", oversold), values()));
        }
        if (holding && rsi.now() > overbought) {
            return Optional.of(Decision.exit(reason("is above", overbought), values()));
        }
        return Optional.empty();
    }

    private String reason(String relation, double level) {
        return "RSI %d %s %s".formatted(period, relation, level);
    }

    private Values values() {
        return Values.of("rsi", rsi.now());
    }
}
