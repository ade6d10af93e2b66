package io.tickmesh.market;

import io.tickmesh.market.candle.CandleSeries;
import io.tickmesh.market.candle.ClosedCandle;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.util.List;

/// The candles of one symbol and interval, and what is being done about them. For one context.
final class CandleSlot {
    private static final long NONE = Long.MIN_VALUE;

    final String symbol;
    final Interval interval;
    final CandleSeries series;
    private final Publisher publisher;

    /// Whether this node keeps the candles now.
    boolean open = true;

    /// Whether a request for its history is under way.
    boolean fetching;

    /// Whether there may be newer candles in the exchange's history.
    boolean behind;

    /// The end of the last hole that the history did not fill at the first look, epoch milliseconds.
    long doubtedUntil;

    /// The nodes that may know the history, until they have been asked.
    List<String> former = List.of();

    /// Counts how often the slot was opened: an answer to a question of an earlier life is not used.
    int life;

    // What ended later than this should have been published by another node, which may have gone
    // before it could.
    private long othersUntil = NONE;
    private long published = NONE;

    CandleSlot(String symbol, Interval interval, int capacity, Publisher publisher) {
        this.symbol = symbol;
        this.interval = interval;
        this.series = new CandleSeries(interval, capacity);
        this.publisher = publisher;
    }

    /// Begins to keep candles that another node has kept.
    void takeOver(Former others) {
        open();
        former = others.nodes();
        othersUntil = others.heardSince();
    }

    /// Begins to keep candles.
    void open() {
        open = true;
        life++;
        behind = true;
        doubtedUntil = 0;
        former = List.of();
        othersUntil = NONE;
        series.restart();
    }

    /// Notes that a candle has been published, on any node.
    void heard(long openMillis) {
        published = Math.max(published, openMillis);
    }

    /// Replaces the history by the exchange's. Where another node has kept the candles, those of them that it has not published are.
    void load(List<Candle> candles) {
        if (othersUntil != NONE) {
            long since = othersUntil;
            othersUntil = NONE;
            publish(
                    candles.stream()
                            .filter(candle -> interval.next(candle.openMillis()) > since)
                            .map(candle -> new ClosedCandle(candle, true))
                            .toList());
        }
        publish(series.load(candles));
    }

    /// Publishes what nobody has yet. While one node takes over from another both do, and one of them may be late.
    void publish(List<ClosedCandle> candles) {
        for (ClosedCandle candle : candles) {
            long opened = candle.candle().openMillis();
            if (open && opened > published) {
                published = opened;
                publisher.publish(symbol, interval, candle);
            }
        }
    }

    /// Publishes a candle whose turn has come.
    @FunctionalInterface
    interface Publisher {
        void publish(String symbol, Interval interval, ClosedCandle candle);
    }
}
