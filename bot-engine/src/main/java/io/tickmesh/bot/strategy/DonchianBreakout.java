package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.indicator.Line;
import java.util.List;
import java.util.Optional;

/// Enters when the close is above the highest high of the `entry` bars before it; leaves when the close is below the lowest low
/// of the `exit` bars before it.
final class DonchianBreakout implements Strategy {
    static final StrategyType TYPE =
            new StrategyType(
                    "donchian",
                    List.of(
                            Parameter.whole("entry", 20, 2, 1_000),
                            Parameter.whole("exit", 10, 1, 1_000)),
                    StrategyType::none,
                    (p, on) -> new DonchianBreakout(on, p.whole("entry"), p.whole("exit")));

    private final int entryBars;
    private final int exitBars;
    // Of these the value before counts: a bar cannot break out of a channel that contains it.
    private final Line high;
    private final Line low;
    private final Line close;

    DonchianBreakout(Indicators on, int entryBars, int exitBars) {
        this.entryBars = entryBars;
        this.exitBars = exitBars;
        high = on.donchian(entryBars).upper();
        low = on.donchian(exitBars).lower();
        close = on.close();
    }

    @Override
    public int warmUpBars() {
        return Math.max(entryBars, exitBars) + 1;
    }

    @Override
    public Optional<Decision> decide(boolean holding) {
        if (!holding && close.now() > high.before()) {
            return Optional.of(
                    Decision.enter("close above the %d-bar high".formatted(entryBars), values()));
        }
        if (holding && close.now() < low.before()) {
            return Optional.of(
                    Decision.exit("close below the %d-bar low".formatted(exitBars), values()));
        }
        return Optional.empty();
    }

    private Values values() {
        return Values.of("close", close.now()).and("high", high.before()).and("low", low.before());
    }
}
