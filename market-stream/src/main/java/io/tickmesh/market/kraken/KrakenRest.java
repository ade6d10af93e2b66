package io.tickmesh.market.kraken;

import io.tickmesh.market.venue.RestCaller;
import io.tickmesh.market.venue.Urgency;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.SymbolRules;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Kraken's public REST requests. Not thread-safe; for one context.
final class KrakenRest {
    /// What an answer of `OHLC` holds besides the open bar.
    static final int MOST_BARS = 720;

    /// Answers come from a cache that is 2 seconds old at most.
    private static final long CACHE_MILLIS = 3_000;

    /// How many answers are awaited that know of a bar. One that trades is known after the first or the second.
    private static final int ATTEMPTS = 4;

    private final Vertx vertx;
    private final RestCaller calls;

    KrakenRest(Vertx vertx, RestCaller calls) {
        this.vertx = vertx;
        this.calls = calls;
    }

    /// Asks for the exchange's time, epoch milliseconds.
    Future<Long> time() {
        return calls.get(
                "Time",
                1,
                Urgency.SOON,
                answer -> KrakenAnswers.time(KrakenAnswers.checked(answer)));
    }

    /// Asks for the rules of `pairs`.
    Future<List<SymbolRules>> rules(List<KrakenPair> pairs) {
        String names = pairs.stream().map(KrakenPair::restName).collect(Collectors.joining(","));
        return calls.get(
                "AssetPairs?pair=" + names,
                1,
                Urgency.SOON,
                answer -> KrakenAnswers.rules(KrakenAnswers.checked(answer), pairs));
    }

    /// Asks for the newest bars, oldest first, without a hole. The last one is open; it is left out when the answer does not prove
    /// the bars before `untilMillis`.
    ///
    /// An answer whose last entry, the open one, opens before that time proves nothing about the bars before it: then it is asked
    /// again, some times.
    ///
    /// @param interval one of the exchange's
    /// @param untilMillis a boundary of the interval
    Future<List<Candle>> bars(
            KrakenPair pair, Interval interval, long untilMillis, Urgency urgency) {
        return bars(pair, interval, untilMillis, urgency, ATTEMPTS);
    }

    private Future<List<Candle>> bars(
            KrakenPair pair, Interval interval, long untilMillis, Urgency urgency, int attempts) {
        String path =
                "OHLC?pair=%s&interval=%d"
                        .formatted(pair.restName(), interval.nominal().toMinutes());
        return calls.get(
                        path,
                        1,
                        urgency,
                        answer -> KrakenAnswers.bars(KrakenAnswers.checked(answer), interval))
                .compose(bars -> {
                    boolean proven = !bars.isEmpty() && bars.getLast().openMillis() >= untilMillis;
                    return proven || attempts <= 1
                            ? Future.succeededFuture(known(bars, interval, proven))
                            : vertx.timer(CACHE_MILLIS, TimeUnit.MILLISECONDS)
                                    .compose(_ ->
                                            bars(
                                                    pair,
                                                    interval,
                                                    untilMillis,
                                                    urgency,
                                                    attempts - 1));
                });
    }

    private static List<Candle> known(List<Candle> bars, Interval interval, boolean proven) {
        List<Candle> known = new ArrayList<>(ClosedBars.of(bars, interval, MOST_BARS));
        if (proven) {
            known.add(bars.getLast());
        }
        return known;
    }

    /// Gives up everything that waits or is under way.
    void close() {
        calls.close();
    }
}
