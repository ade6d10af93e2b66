package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Macd;
import io.tickmesh.mesh.market.Candle;
import java.util.List;
import java.util.Optional;

/// Enters when the MACD crosses above its signal line, leaves when it is below.
final class MacdCross implements Strategy {
    static final StrategyType TYPE =
            new StrategyType(
                    "macd",
                    List.of(
                            Parameter.whole("fast", 12, 1, 500),
                            Parameter.whole("slow", 26, 2, 900),
                            Parameter.whole("signal", 9, 1, 100)),
                    StrategyType.below("fast", "slow"),
                    p -> new MacdCross(p.whole("fast"), p.whole("slow"), p.whole("signal")));

    private final String name;
    private final int warmUpBars;
    private final Macd macd;
    private boolean wasAbove;
    private boolean crossedUp;

    MacdCross(int fast, int slow, int signal) {
        name = "MACD %d/%d/%d".formatted(fast, slow, signal);
        warmUpBars = Math.max(slow + signal, WarmUp.ema(slow));
        macd = new Macd(fast, slow, signal);
    }

    @Override
    public int warmUpBars() {
        return warmUpBars;
    }

    @Override
    public void feed(Candle candle) {
        boolean known = macd.isReady();
        boolean above = macd.update(candle.close()) > 0;
        crossedUp = known && above && !wasAbove;
        wasAbove = above;
    }

    @Override
    public Optional<Decision> decide(boolean holding) {
        if (crossedUp && !holding) {
            return Optional.of(Decision.enter(name + " crossed above its signal", values()));
        }
        if (holding && macd.histogram() < 0) {
            return Optional.of(Decision.exit(name + " is below its signal", values()));
        }
        return Optional.empty();
    }

    private Indicators values() {
        return Indicators.of("macd", macd.line())
                .and("signal", macd.signal())
                .and("histogram", macd.histogram());
    }
}
