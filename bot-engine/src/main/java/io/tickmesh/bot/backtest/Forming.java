package io.tickmesh.bot.backtest;

import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.recording.RecordedCandles;

/// The candle that a strategy waits for, made of recorded ones that are as long or shorter. Exact. Not thread-safe.
final class Forming {
    private static final long NONE = Long.MAX_VALUE;

    private final Interval interval;
    private long openMillis;
    private long endMillis = NONE;
    private long open;
    private long high;
    private long low;
    private long close;
    private long volume;

    Forming(Interval interval) {
        this.interval = interval;
    }

    /// Returns when it ends, epoch milliseconds; `Long.MAX_VALUE` while it has nothing.
    long endMillis() {
        return endMillis;
    }

    /// Takes in a recorded candle. One that has ended must have been taken before.
    void add(RecordedCandles candles, int row) {
        boolean traded = candles.volume(row) > 0;
        long first = candles.open(row);
        if (endMillis == NONE) {
            openMillis = interval.openOf(candles.openMillis(row));
            endMillis = interval.next(openMillis);
            open = first;
            high = first;
            low = first;
            volume = 0;
        }
        // Without a trade there is only the price at which the exchange opened the bar.
        high = Math.max(high, traded ? candles.high(row) : first);
        low = Math.min(low, traded ? candles.low(row) : first);
        close = traded ? candles.close(row) : first;
        volume += candles.volume(row);
    }

    /// Returns what it has come to, and begins anew.
    Candle take() {
        endMillis = NONE;
        double high = RecordedCandles.decimal(this.high);
        double low = RecordedCandles.decimal(this.low);
        double close = RecordedCandles.decimal(this.close);
        double volume = RecordedCandles.decimal(this.volume);
        return new Candle(
                openMillis,
                RecordedCandles.decimal(open),
                high,
                low,
                close,
                volume,
                volume * (high + low + close) / 3,
                0);
    }
}
