package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Donchian;
import io.tickmesh.mesh.market.Candle;
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
                    p -> new DonchianBreakout(p.whole("entry"), p.whole("exit")));

    private final int entryBars;
    private final int exitBars;
    private final Donchian entry;
    private final Donchian exit;
    private double close = Double.NaN;
    // The channel of the bars before the last one: a bar cannot break out of a channel that
    // contains it.
    private double high = Double.NaN;
    private double low = Double.NaN;

    DonchianBreakout(int entryBars, int exitBars) {
        this.entryBars = entryBars;
        this.exitBars = exitBars;
        entry = new Donchian(entryBars);
        exit = new Donchian(exitBars);
    }

    @Override
    public int warmUpBars() {
        return Math.max(entryBars, exitBars);
    }

    @Override
    public void feed(Candle candle) {
        close = candle.close();
        high = entry.upper();
        low = exit.lower();
        entry.update(candle.high(), candle.low());
        exit.update(candle.high(), candle.low());
    }

    @Override
    public Optional<Decision> decide(boolean holding) {
        if (!holding && close > high) {
            return Optional.of(
                    Decision.enter("close above the %d-bar high".formatted(entryBars), values()));
        }
        if (holding && close < low) {
            return Optional.of(
                    Decision.exit("close below the %d-bar low".formatted(exitBars), values()));
        }
        return Optional.empty();
    }

    private Indicators values() {
        return Indicators.of("close", close).and("high", high).and("low", low);
    }
}
