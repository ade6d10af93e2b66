package io.tickmesh.market;

import io.tickmesh.market.binance.BinanceRest;
import io.tickmesh.market.candle.CandleSeries;
import io.tickmesh.market.candle.ClosedCandle;
import io.tickmesh.market.candle.Gap;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.Candles;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The candles of all symbols and intervals: fetches their history and what the stream misses, one request at a time for each
/// series. For one context.
final class CandleBook {
    private static final Logger LOG = LoggerFactory.getLogger(CandleBook.class);

    private final List<String> symbols;
    private final List<Interval> intervals;
    private final int capacity;
    private final BinanceRest rest;
    private final ExchangeClock clock;
    private final Supplier<Future<?>> secondLook;
    private final Publisher publisher;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Promise<Void>> waiting = new ArrayList<>();
    private int busy;

    /// @param capacity candles kept for each symbol and interval
    /// @param secondLook done when it is time to ask again for candles that the exchange's history did not have
    CandleBook(
            List<String> symbols,
            List<Interval> intervals,
            int capacity,
            BinanceRest rest,
            ExchangeClock clock,
            Supplier<Future<?>> secondLook,
            Publisher publisher) {
        this.symbols = symbols;
        this.intervals = intervals;
        this.capacity = capacity;
        this.rest = rest;
        this.clock = clock;
        this.secondLook = secondLook;
        this.publisher = publisher;
        for (Interval interval : intervals) {
            for (String symbol : symbols) {
                entries.add(new Entry(symbol, interval, new CandleSeries(interval, capacity)));
            }
        }
    }

    /// Loads the history of the series that have none, and fetches for the others what the stream has missed until now.
    ///
    /// @return done when all of it is there
    Future<Void> catchUp() {
        busy++;
        return rest.time()
                .compose(millis -> {
                    clock.set(millis);
                    for (Entry entry : entries) {
                        entry.behind = true;
                        fetch(entry);
                    }
                    done();
                    return idle();
                });
    }

    /// Returns a future that is done when nothing is being fetched.
    Future<Void> idle() {
        if (busy == 0) {
            return Future.succeededFuture();
        }
        Promise<Void> promise = Promise.promise();
        waiting.add(promise);
        return promise.future();
    }

    boolean isIdle() {
        return busy == 0;
    }

    /// Takes a candle that the stream says is final.
    ///
    /// @param symbol place in the list of symbols
    /// @param interval place in the list of intervals
    /// @return whether it can be; one that ends in the future would make all real ones look old
    boolean closed(int symbol, int interval, Candle candle) {
        Entry entry = entries.get(interval * symbols.size() + symbol);
        if (clock.isFuture(entry.interval.next(candle.openMillis()))) {
            return false;
        }
        publish(entry, entry.series.closed(candle));
        fetch(entry);
        return true;
    }

    /// Returns the newest candles.
    Future<Candles> list(ListCandles query) {
        int symbol = symbols.indexOf(query.symbol());
        int interval = intervals.indexOf(query.interval());
        if (symbol < 0 || interval < 0) {
            return refuse(
                    Failure.NOT_FOUND,
                    "no candles of %s %s are kept".formatted(query.symbol(), query.interval()));
        }
        if (query.limit() < 1 || query.limit() > 1000) {
            return refuse(Failure.INVALID, "limit must be from 1 to 1000, was " + query.limit());
        }
        CandleSeries series = entries.get(interval * symbols.size() + symbol).series;
        if (!series.isLoaded()) {
            return refuse(
                    Failure.UNAVAILABLE,
                    "the history of %s %s is not loaded yet"
                            .formatted(query.symbol(), query.interval()));
        }
        Long before = query.beforeMillis();
        List<Candle> items = series.newest(query.limit(), before == null ? Long.MAX_VALUE : before);
        return Future.succeededFuture(new Candles(query.symbol(), query.interval(), items, null));
    }

    long repeated() {
        return entries.stream().mapToLong(entry -> entry.series.repeated()).sum();
    }

    long confirmedHoles() {
        return entries.stream().mapToLong(entry -> entry.series.confirmedHoles()).sum();
    }

    /// Fetches what the series needs next, if anything and if nothing is under way.
    private void fetch(Entry entry) {
        if (entry.fetching) {
            return;
        }
        Optional<Gap> gap = entry.series.gap();
        if (gap.isEmpty() && !entry.behind) {
            return;
        }
        // Bars of three days are aligned to the listing of the symbol: which one is open is seen by
        // its end.
        long until =
                gap.map(Gap::untilMillis)
                        .orElseGet(() ->
                                entry.interval == Interval.D3
                                        ? clock.millis()
                                        : entry.interval.openOf(clock.millis()));
        OptionalLong from = OptionalLong.empty();
        if (entry.series.isLoaded() && entry.series.expectedMillis().isPresent()) {
            long expected = entry.series.expectedMillis().get();
            if (expected >= until) {
                entry.behind = false;
                return;
            }
            if ((until - expected) / entry.interval.nominal().toMillis() < capacity) {
                from = OptionalLong.of(expected);
            }
        }
        entry.fetching = true;
        entry.behind = entry.behind && gap.isPresent();
        busy++;
        rest.klines(entry.symbol, entry.interval, from, until, capacity)
                .onComplete(
                        candles -> {
                            fetched(entry, until, candles);
                            believe(entry, gap)
                                    .onComplete(_ -> {
                                        entry.fetching = false;
                                        fetch(entry);
                                        done();
                                    });
                        },
                        _ -> {
                            // Only when the client is closed: nothing is awaited any more.
                            entry.fetching = false;
                            done();
                        });
    }

    private void fetched(Entry entry, long until, List<Candle> answer) {
        List<Candle> candles =
                answer.stream()
                        .filter(candle -> entry.interval.next(candle.openMillis()) <= until)
                        .toList();
        if (!entry.series.isLoaded()) {
            publish(entry, entry.series.load(candles));
        } else if (isTooMuch(entry.series, candles)) {
            LOG.atWarn()
                    .addKeyValue("symbol", entry.symbol)
                    .addKeyValue("interval", entry.interval)
                    .log("more candles were missed than are kept, the history begins anew");
            publish(entry, entry.series.load(candles));
        } else {
            publish(entry, entry.series.backfill(candles));
        }
    }

    /// Confirms a hole that the history does not fill, when it was asked for it twice.
    private Future<?> believe(Entry entry, Optional<Gap> asked) {
        if (asked.isEmpty()
                || entry.series.expectedMillis().orElse(0L) >= asked.get().untilMillis()) {
            return Future.succeededFuture();
        }
        long until = asked.get().untilMillis();
        if (entry.doubtedUntil != until) {
            entry.doubtedUntil = until;
            return secondLook.get();
        }
        publish(entry, entry.series.confirm(asked.get()));
        return Future.succeededFuture();
    }

    /// Whether a full answer begins after the first missing candle, so that there may be more before it.
    private boolean isTooMuch(CandleSeries series, List<Candle> candles) {
        return candles.size() >= capacity
                && series.expectedMillis().isPresent()
                && candles.getFirst().openMillis() > series.expectedMillis().get();
    }

    private void publish(Entry entry, List<ClosedCandle> candles) {
        for (ClosedCandle candle : candles) {
            publisher.publish(entry.symbol, entry.interval, candle);
        }
    }

    private void done() {
        busy--;
        if (busy == 0) {
            List<Promise<Void>> told = List.copyOf(waiting);
            waiting.clear();
            told.forEach(Promise::tryComplete);
        }
    }

    private static <T> Future<T> refuse(Failure failure, String message) {
        return Future.failedFuture(new RequestFailedException(failure, message));
    }

    /// Publishes a candle whose turn has come.
    @FunctionalInterface
    interface Publisher {
        void publish(String symbol, Interval interval, ClosedCandle candle);
    }

    private static final class Entry {
        private final String symbol;
        private final Interval interval;
        private final CandleSeries series;
        private boolean fetching;
        private boolean behind;
        private long doubtedUntil;

        Entry(String symbol, Interval interval, CandleSeries series) {
            this.symbol = symbol;
            this.interval = interval;
            this.series = series;
        }
    }
}
