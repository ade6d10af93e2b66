package io.tickmesh.market;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.market.book.BookCounts;
import io.tickmesh.market.book.BookSync;
import io.tickmesh.market.book.Decision;
import io.tickmesh.market.book.DepthSnapshot;
import io.tickmesh.market.book.Levels;
import io.tickmesh.market.book.OrderBook;
import io.tickmesh.market.book.Side;
import io.tickmesh.market.venue.Venue;
import io.tickmesh.mesh.request.GetOrderBook;
import io.tickmesh.mesh.request.OrderBookView;
import io.tickmesh.mesh.request.OrderBookView.Level;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.time.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The local order books of a venue: gives them the stream's changes, fetches the snapshots that they ask for, and answers
/// questions. For one context.
final class OrderBooks {
    private static final Logger LOG = LoggerFactory.getLogger(OrderBooks.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /// A book that lasted this long was good: the next one may be fetched soon.
    private static final long GOOD_NANOS = 30_000_000_000L;

    private final Vertx vertx;
    private final Venue venue;
    private final LongSupplier nanos;
    private final Map<Integer, Entry> entries = new LinkedHashMap<>();

    /// @param nanos a clock that only goes forward
    OrderBooks(Vertx vertx, Venue venue, LongSupplier nanos, MeterRegistry meters) {
        this.vertx = vertx;
        this.venue = venue;
        this.nanos = nanos;
        venue.orderBooks()
                .forEach(symbol -> entries.put(venue.symbols().indexOf(symbol), new Entry(symbol)));
        if (!entries.isEmpty()) {
            exportTo(meters);
        }
    }

    /// Forgets all books: their changes are missed while there is no connection.
    void disconnected() {
        entries.values().forEach(entry -> entry.sync.restart());
    }

    /// Forgets the book of a symbol, if it is kept.
    void forget(int symbol) {
        Entry entry = entries.get(symbol);
        if (entry != null) {
            entry.sync.restart();
        }
    }

    /// Takes changes of a book.
    ///
    /// @return whether they said anything new
    boolean update(int symbol, long firstId, long lastId, long millis, Levels bids, Levels asks) {
        Entry entry = entries.get(symbol);
        if (entry == null) {
            return false;
        }
        Decision decision = entry.sync.update(firstId, lastId, millis, bids, asks);
        decided(entry, decision);
        return decision.action() != Decision.Action.IGNORED;
    }

    /// Returns the best levels of a book.
    Future<OrderBookView> view(GetOrderBook query) {
        Entry entry = entries.get(venue.symbols().indexOf(query.symbol()));
        if (entry == null) {
            return refuse(
                    Failure.NOT_FOUND, "no order book of %s is kept".formatted(query.symbol()));
        }
        if (query.levels() < 1 || query.levels() > GetOrderBook.MOST) {
            return refuse(
                    Failure.INVALID,
                    "levels must be from 1 to %d, was %d"
                            .formatted(GetOrderBook.MOST, query.levels()));
        }
        return entry.sync
                .book()
                .map(book ->
                        Future.succeededFuture(
                                new OrderBookView(
                                        query.symbol(),
                                        book.updateId(),
                                        Instant.ofEpochMilli(book.millis()),
                                        levels(book, Side.BID, query.levels()),
                                        levels(book, Side.ASK, query.levels()))))
                .orElseGet(() ->
                        refuse(
                                Failure.UNAVAILABLE,
                                "the order book of %s is not complete yet"
                                        .formatted(query.symbol())));
    }

    private void decided(Entry entry, Decision decision) {
        switch (decision.action()) {
            case APPLIED, IGNORED, BUFFERED -> {
                // Nothing to fetch.
            }
            case NEED_SNAPSHOT -> fetch(entry);
            case RESYNC -> {
                LOG.atWarn()
                        .addKeyValue("feed", venue.name())
                        .addKeyValue("symbol", entry.symbol)
                        .addKeyValue("cause", decision.cause())
                        .log("the order book is begun anew");
                fetchLater(entry);
            }
        }
    }

    /// One snapshot at a time: each weighs much.
    private void fetch(Entry entry) {
        if (!entry.fetching) {
            entry.fetching = true;
            ask(entry);
        }
    }

    /// After a pause, which grows while the book does not last: a stream full of holes must not spend the budget of all others.
    private void fetchLater(Entry entry) {
        if (entry.fetching) {
            return;
        }
        entry.fetching = true;
        if (entry.wasSynced && nanos.getAsLong() - entry.syncedNanos > GOOD_NANOS) {
            entry.backoff.reset();
        }
        entry.wasSynced = false;
        vertx.setTimer(
                entry.backoff.next().toMillis(),
                _ -> {
                    entry.fetching = false;
                    if (entry.sync.state() == BookSync.State.BUFFERING
                            || entry.sync.state() == BookSync.State.REFRESHING) {
                        fetch(entry);
                    }
                });
    }

    private void ask(Entry entry) {
        venue.depth(entry.symbol)
                .onComplete(
                        snapshot -> fetched(entry, snapshot),
                        failure -> {
                            entry.fetching = false;
                            LOG.atDebug()
                                    .addKeyValue("reason", failure.getMessage())
                                    .log("an order book was not fetched");
                        });
    }

    private void fetched(Entry entry, DepthSnapshot snapshot) {
        entry.fetching = false;
        if (entry.sync.state() == BookSync.State.IDLE) {
            // Asked for on a connection that is gone.
            return;
        }
        Decision decision = entry.sync.snapshot(snapshot, Venue.DEPTH_LEVELS);
        boolean useless = entry.sync.state() != BookSync.State.SYNCED;
        if (decision.action() == Decision.Action.RESYNC || useless) {
            fetchLater(entry);
        } else {
            entry.wasSynced = true;
            entry.syncedNanos = nanos.getAsLong();
        }
    }

    private static List<Level> levels(OrderBook book, Side side, int limit) {
        Levels best = book.best(side, limit);
        List<Level> levels = new ArrayList<>(best.size());
        for (int i = 0; i < best.size(); i++) {
            levels.add(new Level(best.price(i), best.quantity(i)));
        }
        return levels;
    }

    private void exportTo(MeterRegistry meters) {
        count(meters, "resyncs", BookCounts::resyncs);
        count(meters, "gaps", BookCounts::gaps);
        count(meters, "dropped", BookCounts::dropped);
        count(meters, "snapshots.useless", BookCounts::uselessSnapshots);
        Gauge.builder(
                        "tickmesh.feed.orderbooks.synced",
                        entries,
                        all ->
                                all.values().stream()
                                        .filter(entry -> entry.sync.book().isPresent())
                                        .count())
                .tag("feed", venue.name())
                .register(meters);
    }

    private void count(MeterRegistry meters, String what, ToLongFunction<BookCounts> value) {
        FunctionCounter.builder(
                        "tickmesh.feed.orderbooks." + what,
                        entries,
                        all ->
                                all.values().stream()
                                        .mapToLong(e -> value.applyAsLong(e.sync.counts()))
                                        .sum())
                .tag("feed", venue.name())
                .register(meters);
    }

    private static <T> Future<T> refuse(Failure failure, String message) {
        return Future.failedFuture(new RequestFailedException(failure, message));
    }

    private static final class Entry {
        private final String symbol;
        private final BookSync sync = new BookSync();
        private final Backoff backoff =
                new Backoff(FIRST_PAUSE, LONGEST_PAUSE, 0.3, RandomGenerator.getDefault());
        private boolean fetching;
        private boolean wasSynced;
        private long syncedNanos;

        Entry(String symbol) {
            this.symbol = symbol;
        }
    }
}
