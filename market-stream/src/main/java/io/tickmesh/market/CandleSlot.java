package io.tickmesh.market;

import io.tickmesh.market.candle.CandleSeries;
import io.tickmesh.market.candle.ClosedCandle;
import io.tickmesh.mesh.market.Interval;
import java.util.List;

/// The candles of one symbol and interval, and what is being done about them. For one context.
final class CandleSlot {
    final String symbol;
    final Interval interval;
    final CandleSeries series;
    private final Publisher publisher;

    /// Whether a request for its history is under way.
    boolean fetching;

    /// Whether there may be newer candles in the exchange's history.
    boolean behind;

    /// The end of the last hole that the history did not fill at the first look, epoch milliseconds.
    long doubtedUntil;

    CandleSlot(String symbol, Interval interval, int capacity, Publisher publisher) {
        this.symbol = symbol;
        this.interval = interval;
        this.series = new CandleSeries(interval, capacity);
        this.publisher = publisher;
    }

    void publish(List<ClosedCandle> candles) {
        for (ClosedCandle candle : candles) {
            publisher.publish(symbol, interval, candle);
        }
    }

    /// Publishes a candle whose turn has come.
    @FunctionalInterface
    interface Publisher {
        void publish(String symbol, Interval interval, ClosedCandle candle);
    }
}
