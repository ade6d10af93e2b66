package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.SuperTrend;
import io.tickmesh.mesh.market.Candle;
import java.util.List;
import java.util.Optional;

/// Enters when the SuperTrend turns up, leaves when it is down.
final class SuperTrendFlip implements Strategy {
    static final StrategyType TYPE =
            new StrategyType(
                    "supertrend",
                    List.of(
                            Parameter.whole("period", 10, 1, 500),
                            Parameter.real("multiplier", 3, 0.1, 20)),
                    StrategyType::none,
                    p -> new SuperTrendFlip(p.whole("period"), p.real("multiplier")));

    private final String name;
    private final int warmUpBars;
    private final SuperTrend trend;
    private double close = Double.NaN;
    private boolean wasRising;
    private boolean turnedUp;

    SuperTrendFlip(int period, double multiplier) {
        name = "SuperTrend %dx%s".formatted(period, multiplier);
        warmUpBars = WarmUp.wilder(period);
        trend = new SuperTrend(period, multiplier);
    }

    @Override
    public int warmUpBars() {
        return warmUpBars;
    }

    @Override
    public void feed(Candle candle) {
        boolean known = trend.isReady();
        close = candle.close();
        trend.update(candle.high(), candle.low(), close);
        turnedUp = known && trend.isRising() && !wasRising;
        wasRising = trend.isRising();
    }

    @Override
    public Optional<Decision> decide(boolean holding) {
        if (turnedUp && !holding) {
            return Optional.of(Decision.enter(name + " turned up", values()));
        }
        if (holding && trend.isReady() && !trend.isRising()) {
            return Optional.of(Decision.exit(name + " is down", values()));
        }
        return Optional.empty();
    }

    private Indicators values() {
        return Indicators.of("close", close).and("superTrend", trend.value());
    }
}
