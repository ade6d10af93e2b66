package io.tickmesh.market;

import io.tickmesh.market.candle.ClosedCandle;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.market.Interval;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/// Publishes closed candles, after the prices that came before them: who decides on a candle knows the newest price. For one
/// context.
///
/// An instant of a replay is published as one: what is decided on a candle must not depend on how long the next message of the
/// same instant took through the socket. Live, many at once are spread over some time, in their order: the inboxes of the
/// readers are small, and what does not fit there is lost.
final class CandlePublisher {
    private static final int CANDLES_PER_ROUND = 200;
    private static final long ROUND_MILLIS = 20;
    private static final int CROWDED = 2_000;

    private final Vertx vertx;
    private final Mesh mesh;
    private final FeedCounters counters;
    private final PricePublisher prices;
    private final boolean lockstep;
    private final Deque<Closed> waiting = new ArrayDeque<>();
    private final Deque<Promise<Void>> forRoom = new ArrayDeque<>();
    private int publishedInRound;
    private boolean roundUnderWay;

    CandlePublisher(
            Vertx vertx,
            Mesh mesh,
            FeedCounters counters,
            PricePublisher prices,
            boolean lockstep) {
        this.vertx = vertx;
        this.mesh = mesh;
        this.counters = counters;
        this.prices = prices;
        this.lockstep = lockstep;
    }

    /// Publishes a candle as soon as the pace allows, in lock-step with the next [#publishAll].
    void publish(String symbol, Interval interval, ClosedCandle candle) {
        counters.closedCandles.increment();
        if (candle.backfilled()) {
            counters.backfilledCandles.increment();
        }
        waiting.add(new Closed(symbol, interval, candle));
        if (!lockstep) {
            publishSome();
        }
    }

    /// Publishes all prices and candles that wait.
    void publishAll() {
        prices.publishNow();
        while (!waiting.isEmpty()) {
            publish(waiting.remove());
        }
    }

    /// Returns a future that is done when few enough candles wait that more may be fetched. It bounds what waits here.
    Future<Void> room() {
        if (lockstep || waiting.size() < CROWDED) {
            return Future.succeededFuture();
        }
        Promise<Void> promise = Promise.promise();
        forRoom.add(promise);
        return promise.future();
    }

    private void publishSome() {
        prices.publishNow();
        while (!waiting.isEmpty() && publishedInRound < CANDLES_PER_ROUND) {
            publishedInRound++;
            publish(waiting.remove());
        }
        if (!roundUnderWay) {
            roundUnderWay = true;
            vertx.setTimer(ROUND_MILLIS, _ -> nextRound());
        }
    }

    private void nextRound() {
        roundUnderWay = false;
        publishedInRound = 0;
        if (!waiting.isEmpty()) {
            publishSome();
        }
        while (waiting.size() < CROWDED && !forRoom.isEmpty()) {
            forRoom.remove().complete();
        }
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
