package io.tickmesh.market;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.market.candle.CandleSeries;
import io.tickmesh.market.venue.Venue;
import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.request.Candles;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The candles of all symbols and intervals of a venue. For one context.
final class CandleBook {
    private final Venue venue;
    private final ExchangeClock clock;
    private final List<CandleSlot> slots;

    /// @param capacity candles kept for each symbol and interval
    CandleBook(Venue venue, int capacity, ExchangeClock clock, CandleSlot.Publisher publisher) {
        this.venue = venue;
        this.clock = clock;
        List<CandleSlot> all = new ArrayList<>();
        venue.intervals()
                .forEach(interval ->
                        venue.symbols()
                                .forEach(symbol ->
                                        all.add(
                                                new CandleSlot(
                                                        symbol, interval, capacity, publisher))));
        this.slots = List.copyOf(all);
    }

    /// Returns the candles of each interval and symbol, in that order.
    List<CandleSlot> slots() {
        return slots;
    }

    /// Returns the candles of a symbol and an interval, by their places in the lists of the venue.
    CandleSlot slot(int symbol, int interval) {
        return slots.get(interval * venue.symbols().size() + symbol);
    }

    /// Returns the candles of all intervals of a symbol.
    List<CandleSlot> ofSymbol(int symbol) {
        return IntStream.range(0, venue.intervals().size())
                .mapToObj(interval -> slot(symbol, interval))
                .toList();
    }

    /// Notes that a candle has been published by some node.
    void heard(CandleClosed event) {
        int symbol = venue.symbols().indexOf(event.symbol());
        int interval = venue.intervals().indexOf(event.interval());
        if (symbol >= 0
                && interval >= 0
                && !clock.isFuture(event.interval().next(event.candle().openMillis()))) {
            slot(symbol, interval).heard(event.candle().openMillis());
        }
    }

    /// Takes a candle that the exchange says is final.
    ///
    /// @return whether it can be; one that ends in the future would make all real ones look old
    boolean closed(CandleSlot slot, Candle candle) {
        if (clock.isFuture(slot.interval.next(candle.openMillis()))) {
            return false;
        }
        slot.publish(slot.series.closed(candle));
        return true;
    }

    /// Returns the newest candles, and the open one.
    Future<Candles> list(ListCandles query, FormingCandles forming) {
        int symbol = venue.symbols().indexOf(query.symbol());
        int interval = venue.intervals().indexOf(query.interval());
        if (symbol < 0 || interval < 0) {
            return refuse(
                    Failure.NOT_FOUND,
                    "no candles of %s %s are kept".formatted(query.symbol(), query.interval()));
        }
        if (query.limit() < 1 || query.limit() > 1000) {
            return refuse(Failure.INVALID, "limit must be from 1 to 1000, was " + query.limit());
        }
        CandleSlot slot = slot(symbol, interval);
        CandleSeries series = slot.series;
        if (!slot.open || !series.isLoaded()) {
            return refuse(
                    Failure.UNAVAILABLE,
                    "the history of %s %s is not loaded yet"
                            .formatted(query.symbol(), query.interval()));
        }
        Long before = query.beforeMillis();
        long end = before == null ? Long.MAX_VALUE : before;
        List<Candle> items = series.newest(query.limit(), end);
        return Future.succeededFuture(
                new Candles(
                        query.symbol(),
                        query.interval(),
                        items,
                        forming.candle(symbol, interval)
                                .filter(open -> open.openMillis() < end)
                                .orElse(null)));
    }

    /// Publishes what the series have counted.
    void exportTo(MeterRegistry meters) {
        FunctionCounter.builder(
                        "tickmesh.feed.candles.repeated",
                        slots,
                        all -> all.stream().mapToLong(slot -> slot.series.repeated()).sum())
                .tag("feed", venue.name())
                .register(meters);
        FunctionCounter.builder(
                        "tickmesh.feed.candles.holes.confirmed",
                        slots,
                        all -> all.stream().mapToLong(slot -> slot.series.confirmedHoles()).sum())
                .tag("feed", venue.name())
                .register(meters);
    }

    private static <T> Future<T> refuse(Failure failure, String message) {
        return Future.failedFuture(new RequestFailedException(failure, message));
    }
}
