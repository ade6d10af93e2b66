package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.indicator.Macd;
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
                    (p, on) ->
                            new MacdCross(on, p.whole("fast"), p.whole("slow"), p.whole("signal")));

    private final String name;
    private final int warmUpBars;
    private final Macd macd;

    MacdCross(Indicators on, int fast, int slow, int signal) {
        name = "MACD %d/%d/%d".formatted(fast, slow, signal);
        warmUpBars = Math.max(slow + signal, WarmUp.ema(slow));
        macd = on.macd(fast, slow, signal);
    }

    @Override
    public int warmUpBars() {
        return warmUpBars;
    }

    @Override
    public Optional<Decision> decide(boolean holding) {
        if (!holding && macd.histogram().crossesAbove(0)) {
            return Optional.of(Decision.enter(name + " crossed above its signal", values()));
        }
        if (holding && macd.histogram().now() < 0) {
            return Optional.of(Decision.exit(name + " is below its signal", values()));
        }
        return Optional.empty();
    }

    private Values values() {
        return Values.of("macd", macd.macd().now())
                .and("signal", macd.signal().now())
                .and("histogram", macd.histogram().now());
    }
}
