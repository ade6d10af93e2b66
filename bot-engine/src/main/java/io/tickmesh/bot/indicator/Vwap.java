package io.tickmesh.bot.indicator;

import io.tickmesh.mesh.market.Candle;

/// Volume-weighted average of the typical price since the UTC day began. Not thread-safe.
///
/// Unknown until it has seen a day begin: a bar that opens at midnight, or a bar of another day than the bar before it. While
/// nothing has been traded on the day it is the typical price of the last bar.
public final class Vwap extends Indicator {
    private static final long DAY_MILLIS = 86_400_000;
    private static final long NONE = Long.MIN_VALUE;
    private static final int MINUTES_OF_A_DAY = 1_440;

    private final Line value = output("value");
    private long day = NONE;
    private boolean whole;
    private double traded;
    private double volume;

    /// A day of one-minute bars; how many bars a day has depends on their interval.
    @Override
    public int warmUpBars() {
        return MINUTES_OF_A_DAY;
    }

    @Override
    protected void accept(Candle candle) {
        long own = Math.floorDiv(candle.openMillis(), DAY_MILLIS);
        if (own != day) {
            whole = day != NONE || candle.openMillis() % DAY_MILLIS == 0;
            day = own;
            traded = 0;
            volume = 0;
        }
        double typical = Price.HLC3.next(candle);
        traded += typical * candle.volume();
        volume += candle.volume();
        if (whole) {
            set(value, volume == 0 ? typical : traded / volume);
        }
    }
}
