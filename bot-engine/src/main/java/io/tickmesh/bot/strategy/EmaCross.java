package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Ema;
import io.tickmesh.mesh.market.Candle;
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
                    p -> new EmaCross(p.whole("fast"), p.whole("slow")));

    private final int fastPeriod;
    private final int slowPeriod;
    private final Ema fast;
    private final Ema slow;
    private boolean wasAbove;
    private boolean crossedUp;

    EmaCross(int fastPeriod, int slowPeriod) {
        this.fastPeriod = fastPeriod;
        this.slowPeriod = slowPeriod;
        fast = new Ema(fastPeriod);
        slow = new Ema(slowPeriod);
    }

    @Override
    public int warmUpBars() {
        return WarmUp.ema(slowPeriod);
    }

    @Override
    public void feed(Candle candle) {
        boolean known = slow.isReady();
        fast.update(candle.close());
        slow.update(candle.close());
        boolean above = fast.value() > slow.value();
        crossedUp = known && above && !wasAbove;
        wasAbove = above;
    }

    @Override
    public Optional<Decision> decide(boolean holding) {
        if (crossedUp && !holding) {
            return Optional.of(Decision.enter(reason("crossed above"), values()));
        }
        if (holding && fast.value() < slow.value()) {
            return Optional.of(Decision.exit(reason("is below"), values()));
        }
        return Optional.empty();
    }

    private String reason(String relation) {
        return "EMA %d %s EMA %d".formatted(fastPeriod, relation, slowPeriod);
    }

    private Indicators values() {
        return Indicators.of("emaFast", fast.value()).and("emaSlow", slow.value());
    }
}
