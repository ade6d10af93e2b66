package io.tickmesh.market;

import io.tickmesh.market.candle.ClosedCandle;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.market.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Publishes closed candles, after the prices that came before them: who decides on a candle knows the newest price. For one
/// context.
///
/// An instant of a replay is published as one: what is decided on a candle must not depend on how long the next message of the
/// same instant took through the socket.
final class CandlePublisher {
    private final Mesh mesh;
    private final FeedCounters counters;
    private final PricePublisher prices;
    private final boolean lockstep;
    private final List<Closed> waiting = new ArrayList<>();

    CandlePublisher(Mesh mesh, FeedCounters counters, PricePublisher prices, boolean lockstep) {
        this.mesh = mesh;
        this.counters = counters;
        this.prices = prices;
        this.lockstep = lockstep;
    }

    /// Publishes a candle, in lock-step with the next [#publishAll].
    void publish(String symbol, Interval interval, ClosedCandle candle) {
        counters.closedCandles.increment();
        if (candle.backfilled()) {
            counters.backfilledCandles.increment();
        }
        waiting.add(new Closed(symbol, interval, candle));
        if (!lockstep) {
            publishAll();
        }
    }

    /// Publishes all prices and candles that wait.
    void publishAll() {
        prices.publishNow();
        waiting.forEach(this::publish);
        waiting.clear();
    }

    private void publish(Closed closed) {
        ClosedCandle candle = closed.candle;
        Instant end = Instant.ofEpochMilli(closed.interval.next(candle.candle().openMillis()));
        mesh.publish(
                new CandleClosed(
                        mesh.header(end, null),
                        closed.symbol,
                        closed.interval,
                        candle.candle(),
                        candle.backfilled()));
    }

    private record Closed(String symbol, Interval interval, ClosedCandle candle) {}
}
