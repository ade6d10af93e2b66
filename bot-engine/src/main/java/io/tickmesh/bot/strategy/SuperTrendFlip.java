package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.indicator.Line;
import io.tickmesh.bot.indicator.SuperTrend;
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
                    (p, on) -> new SuperTrendFlip(on, p.whole("period"), p.real("multiplier")));

    private final String name;
    private final int warmUpBars;
    private final SuperTrend trend;
    private final Line close;

    SuperTrendFlip(Indicators on, int period, double multiplier) {
        name = "SuperTrend %dx%s".formatted(period, multiplier);
        warmUpBars = WarmUp.wilder(period);
        trend = on.superTrend(period, multiplier);
        close = on.close();
    }

    @Override
    public int warmUpBars() {
        return warmUpBars;
    }

    @Override
    public Optional<Decision> decide(boolean holding) {
        if (!holding && trend.direction().crossesAbove(0)) {
            return Optional.of(Decision.enter(name + " turned up", values()));
        }
        if (holding && trend.direction().now() < 0) {
            return Optional.of(Decision.exit(name + " is down", values()));
        }
        return Optional.empty();
    }

    private Values values() {
        return Values.of("close", close.now()).and("superTrend", trend.value().now());
    }
}
