package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Atr;
import io.tickmesh.bot.indicator.Donchian;
import io.tickmesh.bot.indicator.Indicator;
import io.tickmesh.bot.indicator.Line;
import io.tickmesh.mesh.market.Candle;

/// The trades of the Turtles on one market, long only and on closes: bought above the high of the `entry` bars before, sold below
/// the low of the `exit` bars before or `stop` average true ranges below the entry. Not thread-safe.
///
/// With a `failsafe` (System 1) every breakout is followed in the mind, and one after a breakout that won is not bought, unless
/// the close gets above the high of the `failsafe` bars before. `entered` is 1 on the bar of an entry, `holding` is 1 while a
/// trade lasts, both are 0 otherwise; `high` and `low` are the channels of the bars before, `stop` is unknown without a trade.
final class TurtleTrades extends Indicator {
    static final int NO_FAILSAFE = 0;

    private final Donchian entry;
    private final Donchian exit;
    private final Donchian failsafe;
    private final Atr range;
    private final double stop;
    private final boolean skips;
    private final int warmUpBars;
    private final Line entered = output("entered");
    private final Line holding = output("holding");
    private final Line highLine = output("high");
    private final Line lowLine = output("low");
    private final Line stopLine = output("stop");
    private final Trade every = new Trade();
    private final Trade own = new Trade();

    TurtleTrades(int entry, int exit, int failsafe, int range, double stop) {
        this.entry = new Donchian(entry);
        this.exit = new Donchian(exit);
        this.failsafe = new Donchian(Math.max(entry, failsafe));
        this.range = new Atr(range);
        this.stop = stop;
        skips = failsafe != NO_FAILSAFE;
        warmUpBars = this.range.warmUpBars() + 5 * Math.max(entry, Math.max(exit, failsafe));
    }

    /// It forgets where it began when the first trade that was under way is over; five channels are usually enough for that.
    @Override
    public int warmUpBars() {
        return warmUpBars;
    }

    @Override
    protected void accept(Candle candle) {
        double high = entry.upper().now();
        double far = failsafe.upper().now();
        double low = exit.lower().now();
        entry.update(candle);
        exit.update(candle);
        failsafe.update(candle);
        range.update(candle);

        double close = candle.close();
        boolean wonBefore = every.won;
        boolean broke = every.step(candle, close > high, low);
        boolean enters = skips ? (broke && !wonBefore) || close > far : broke;
        set(entered, own.step(candle, enters, low) ? 1 : 0);
        set(holding, own.open ? 1 : 0);
        set(highLine, high);
        set(lowLine, low);
        set(stopLine, own.open ? own.stop : Double.NaN);
    }

    /// One trade after the other.
    private final class Trade {
        private boolean open;
        private boolean won;
        private double price;
        private double stop;

        /// Returns whether a trade begins with this bar.
        boolean step(Candle candle, boolean enters, double low) {
            double distance = TurtleTrades.this.stop * range.line().now();
            if (!open) {
                if (enters && !Double.isNaN(distance)) {
                    open = true;
                    price = candle.close();
                    stop = price - distance;
                    return true;
                }
            } else if (candle.close() < stop || candle.close() < low) {
                open = false;
                won = candle.close() > price;
            }
            return false;
        }
    }
}
