package io.tickmesh.market.candle;

import io.tickmesh.mesh.market.Candle;

/// What has been traded in a bucket so far. Not thread-safe.
final class Tally {
    private final Sum volume = new Sum();
    private final Sum quoteVolume = new Sum();
    private boolean empty = true;
    private double open;
    private double high;
    private double low;
    private double close;
    private long trades;

    boolean isEmpty() {
        return empty;
    }

    double close() {
        return close;
    }

    void clear() {
        empty = true;
        volume.set(0);
        quoteVolume.set(0);
        trades = 0;
    }

    /// Begins anew with what a candle says.
    void set(Candle candle) {
        empty = false;
        open = candle.open();
        high = candle.high();
        low = candle.low();
        close = candle.close();
        volume.set(candle.volume());
        quoteVolume.set(candle.quoteVolume());
        trades = candle.trades();
    }

    /// Adds trades at one price.
    void add(double price, double quantity, long count) {
        span(price, price, price, price);
        volume.add(quantity);
        quoteVolume.add(price * quantity);
        trades += count;
    }

    /// Adds a later candle with trades.
    void add(Candle candle) {
        span(candle.open(), candle.high(), candle.low(), candle.close());
        volume.add(candle.volume());
        quoteVolume.add(candle.quoteVolume());
        trades += candle.trades();
    }

    /// Returns the candle of a bucket that is not empty.
    Candle candle(long openMillis) {
        return new Candle(
                openMillis, open, high, low, close, volume.value(), quoteVolume.value(), trades);
    }

    /// Returns the candle of a bucket without trades.
    ///
    /// @param price the last price before it
    static Candle filler(long openMillis, double price) {
        return new Candle(openMillis, price, price, price, price, 0, 0, 0);
    }

    private void span(double first, double highest, double lowest, double last) {
        if (empty) {
            empty = false;
            open = first;
            high = highest;
            low = lowest;
        } else {
            high = Math.max(high, highest);
            low = Math.min(low, lowest);
        }
        close = last;
    }
}
