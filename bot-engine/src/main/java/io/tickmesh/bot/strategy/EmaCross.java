package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.indicator.Line;
import java.util.List;
import java.util.Optional;

/// Enters when the fast average crosses above the slow one; leaves when it is below.
final class EmaCross implements Strategy {
    static final StrategyType TYPE =
            new StrategyType(
                    "ema-cross",
                    List.of(
                            Parameter.whole("fast", 12, 1, 500),
                            Parameter.whole("slow", 26, 2, 1_000)),
                    StrategyType.below("fast", "slow"),
                    (p, on) -> new EmaCross(on, p.whole("fast"), p.whole("slow")));

    private final int fastPeriod;
    private final int slowPeriod;
    private final Line fast;
    private final Line slow;

    EmaCross(Indicators on, int fastPeriod, int slowPeriod) {
        this.fastPeriod = fastPeriod;
        this.slowPeriod = slowPeriod;
        fast = on.ema(fastPeriod);
        slow = on.ema(slowPeriod);
    }

    @Override
    public int warmUpBars() {
        return WarmUp.ema(slowPeriod);
    }

    @Override
    public Optional<Decision> decide(boolean holding) {
        if (!holding && fast.crossesAbove(slow)) {
            return Optional.of(Decision.enter(reason("crossed above"), values()));
        }
        if (holding && fast.now() < slow.now()) {
            return Optional.of(Decision.exit(reason("is below"), values()));
        }
        return Optional.empty();
    }

    private String reason(String relation) {
        return "EMA %d %s EMA %d".formatted(fastPeriod, relation, slowPeriod);
    }

    private Values values() {
        return Values.of("emaFast", fast.now()).and("emaSlow", slow.now());
    }
}
