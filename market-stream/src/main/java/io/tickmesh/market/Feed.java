package io.tickmesh.market;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.tickmesh.market.feed.StreamWatch;
import io.tickmesh.market.feed.TradeSequence;
import io.tickmesh.market.price.Quotes;
import io.tickmesh.market.venue.Venue;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.request.Candles;
import io.tickmesh.mesh.request.FeedView;
import io.tickmesh.mesh.request.Feeds;
import io.tickmesh.mesh.request.GetOrderBook;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.OrderBookView;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings one exchange into the mesh: prices, closed candles, and the state of the feed itself. For one context.
///
/// Live, the streams are subscribed first and history is fetched beside them: prices flow at once, and no candle can fall between
/// the two. In lock-step history comes first, because a replayed exchange stands still until somebody subscribes.
final class Feed implements FeedLink.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    /// The exchange's history may be a moment behind its stream: a hole is believed when it is still there after this.
    private static final long SECOND_LOOK_MILLIS = 1_000;

    private final Mesh mesh;
    private final Venue venue;
    private final FeedSettings settings;
    private final Runnable connected;
    private final LongSupplier nanos = System::nanoTime;
    private final FeedCounters counters;
    private final Quotes quotes;
    private final PricePublisher prices;
    private final CandlePublisher publisher;
    private final ExchangeClock clock;
    private final CandleBook candles;
    private final Backfill backfill;
    private final FormingCandles forming;
    private final TradeSequence trades;
    private final OrderBooks books;
    private final CandleAudit audit;
    private final Watchdog watchdog;
    private final FeedLink link;
    private final FeedTape tape;
    private final Lockstep lockstep;
    private final LockstepReading lockstepReading;
    private final FeedStatusReport report;
    private final OpenSymbols symbols;
    private final SymbolMoves moves;
    private final StandStill standStill;
    private final Vertx vertx;
    private long lostInARow;
    private boolean everConnected;

    /// @param shared whether other nodes stream from the same exchange: then no symbol is this node's before [#own]
    /// @param connected told each time when all streams are subscribed
    Feed(
            Vertx vertx,
            Context context,
            Mesh mesh,
            Venue venue,
            FeedSettings settings,
            boolean shared,
            Runnable connected) {
        this.vertx = vertx;
        this.mesh = mesh;
        this.venue = venue;
        this.settings = settings;
        this.connected = connected;
        this.counters = new FeedCounters(mesh.meters(), venue.name());
        this.quotes = new Quotes(venue.symbols());
        this.symbols = new OpenSymbols(venue.symbols(), !shared);
        this.standStill = new StandStill(nanos);
        this.prices = new PricePublisher(mesh, context, quotes, settings.lockstep(), counters);
        this.publisher = new CandlePublisher(vertx, mesh, counters, prices, settings.lockstep());
        this.clock = new ExchangeClock(settings.lockstep(), nanos);
        this.candles = new CandleBook(venue, settings.history(), clock, publisher::publish);
        this.backfill =
                new Backfill(
                        venue,
                        candles.slots(),
                        settings,
                        clock,
                        new PeerHistory(mesh),
                        () ->
                                settings.lockstep()
                                        ? Future.succeededFuture()
                                        : vertx.timer(SECOND_LOOK_MILLIS, TimeUnit.MILLISECONDS),
                        publisher::room,
                        mesh.meters());
        this.forming = new FormingCandles(candles, venue.symbols().size(), clock, counters);
        this.trades = new TradeSequence(venue.symbols().size());
        this.books = new OrderBooks(vertx, venue, nanos, mesh.meters());
        this.audit =
                new CandleAudit(
                        vertx, venue, candles.slots(), settings.auditCandles(), clock, counters);
        StreamWatch watch = Watchdog.watchFor(venue, settings.staleAfter());
        this.link =
                new FeedLink(
                        vertx,
                        venue,
                        settings.lockstep(),
                        nanos,
                        () -> SymbolMoves.streams(venue, symbols.open()),
                        this);
        this.tape =
                new FeedTape(
                        quotes,
                        candles,
                        backfill,
                        forming,
                        trades,
                        books,
                        watch,
                        counters,
                        mesh.latency(),
                        link,
                        symbols,
                        settings.lockstep());
        this.lockstep = new Lockstep(vertx, mesh);
        this.lockstepReading =
                new LockstepReading(vertx, lockstep, tape, publisher, backfill, counters);
        this.report = new FeedStatusReport(mesh, venue.name(), symbols, this::now);
        this.watchdog =
                new Watchdog(
                        vertx,
                        venue,
                        watch,
                        link,
                        report,
                        counters,
                        settings.staleAfter(),
                        this::catchUp,
                        nanos);
        this.moves =
                new SymbolMoves(
                        vertx, venue, symbols, candles, quotes, trades, forming, books, watchdog,
                        link, backfill, report);
        if (shared) {
            moves.begin();
        }
        candles.exportTo(mesh.meters());
        FunctionCounter.builder("tickmesh.feed.trades.missed", trades, TradeSequence::missed)
                .tag("feed", venue.name())
                .register(mesh.meters());
        FunctionCounter.builder("tickmesh.feed.trades.repeated", trades, TradeSequence::repeated)
                .tag("feed", venue.name())
                .register(mesh.meters());
        Gauge.builder("tickmesh.feed.rest.weight.used", venue, Venue::weightUsed)
                .tag("feed", venue.name())
                .register(mesh.meters());
    }

    void start() {
        link.start();
        if (settings.lockstep()) {
            lockstepReading.start();
        } else {
            watchdog.start();
            vertx.setPeriodic(StandStill.LOOK_MILLIS, _ -> reconnectAfterStandStill());
            if (settings.auditCandles() > 0) {
                audit.start(settings.auditEvery().toMillis());
            }
        }
    }

    /// Takes in which symbols are this node's now.
    ///
    /// @param former returns who had a symbol until now
    void own(Predicate<String> isMine, Function<String, Optional<Former>> former) {
        moves.own(isMine, former);
    }

    /// Takes note of a candle that some node has published.
    void heard(CandleClosed event) {
        candles.heard(event);
    }

    /// Publishes what is left and closes the connection.
    ///
    /// @param handedOver whether other nodes stream its symbols now
    Future<Void> stop(boolean handedOver) {
        backfill.stop();
        venue.close();
        publisher.publishAll();
        Future<Void> closed = link.stop();
        if (!handedOver) {
            report.feed(FeedStatus.DISCONNECTED, "stopped");
        }
        // The node may go on for a while: whoever asks it must not take what was for what is.
        symbols.own(_ -> false);
        candles.slots().forEach(slot -> slot.open = false);
        books.disconnected();
        return closed;
    }

    /// Returns whether the feed serves a symbol.
    boolean serves(String symbol) {
        return venue.symbols().contains(symbol);
    }

    /// Returns the newest candles.
    Future<Candles> list(ListCandles query) {
        return candles.list(query, forming);
    }

    /// Returns the best levels of an order book.
    Future<OrderBookView> orderBook(GetOrderBook query) {
        return books.view(query);
    }

    /// Returns how the feed is on all nodes.
    ///
    /// @param parts what they say of their feeds, this one included
    FeedView view(Collection<Feeds> parts) {
        List<FeedView> own =
                parts.stream()
                        .flatMap(part -> part.items().stream())
                        .filter(part -> part.feed().equals(venue.name()))
                        .toList();
        return JoinedFeeds.join(venue.symbols(), own.isEmpty() ? List.of(view()) : own);
    }

    FeedView view() {
        return new FeedView(
                venue.name(),
                report.status(),
                symbols.own(),
                watchdog.staleSymbols(),
                watchdog.staleStreams(),
                SymbolMoves.streams(venue, symbols.open()).size(),
                (long) counters.messages.count(),
                counters.malformed(),
                trades.missed(),
                (long) counters.reconnects.count(),
                (long) counters.backfilledCandles.count(),
                (long) counters.differentCandles.count(),
                (long) counters.auditedCandles.count(),
                (long) counters.auditDifferences.count(),
                venue.weightUsed());
    }

    @Override
    public Future<Void> opened() {
        watchdog.connected();
        trades.connected();
        quotes.newConnection();
        books.disconnected();
        return settings.lockstep() ? backfill.catchUp() : Future.succeededFuture();
    }

    @Override
    public void subscribed(FeedSocket socket) {
        boolean again = everConnected;
        if (again) {
            counters.reconnects.increment();
        }
        everConnected = true;
        lostInARow = 0;
        report.feed(FeedStatus.CONNECTED, symbols.open().cardinality() + " symbols subscribed");
        watchdog.subscribed();
        connected.run();
        Future<Void> caughtUp = settings.lockstep() ? Future.succeededFuture() : backfill.catchUp();
        caughtUp.onComplete(
                _ -> {
                    if (again && !socket.isOver()) {
                        report.feed(FeedStatus.BACKFILLED, "missed candles fetched");
                    }
                },
                Feed::notFetched);
    }

    private void catchUp() {
        backfill.catchUp().onFailure(Feed::notFetched);
    }

    static void notFetched(Throwable failure) {
        LOG.atDebug().addKeyValue("reason", failure.getMessage()).log("history was not fetched");
    }

    @Override
    public void lost(String reason, Duration wait) {
        books.disconnected();
        if (lostInARow++ == 0 || report.status() != FeedStatus.RECONNECTING) {
            report.feed(FeedStatus.RECONNECTING, reason);
        } else if (Long.bitCount(lostInARow) == 1) {
            LOG.atWarn()
                    .addKeyValue("feed", venue.name())
                    .addKeyValue("reason", reason)
                    .addKeyValue("attempts", lostInARow)
                    .addKeyValue("retryIn", wait)
                    .log("still no connection to the exchange");
        }
    }

    @Override
    public void overlapping(boolean overlapping) {
        trades.overlapping(overlapping);
    }

    @Override
    public void tookOver() {
        counters.takeovers.increment();
    }

    @Override
    public void message(FeedSocket from, byte[] bytes, int length) {
        if (settings.lockstep()) {
            lockstepReading.message(from, bytes, length);
            return;
        }
        if (reconnectAfterStandStill()) {
            return;
        }
        long eventMillis = tape.read(from, bytes, length);
        tape.apply(eventMillis > 0 ? eventMillis : tape.receivedMillis());
        if (quotes.hasChanges()) {
            prices.publishSoon();
        }
    }

    /// @return whether the connection was given up
    private boolean reconnectAfterStandStill() {
        boolean stood = standStill.noticed() && link.current() != null;
        if (stood) {
            counters.standstills.increment();
            link.lost("the process stood still, what waits in the connection is old");
        }
        return stood;
    }

    @Override
    public void unexpected() {
        tape.unexpected();
    }

    /// The time of a change of state; empty before the time of replayed data is known.
    private Optional<Instant> now() {
        if (!settings.lockstep()) {
            return Optional.of(mesh.time().instant());
        }
        long millis = lockstep.millis() > 0 ? lockstep.millis() : clock.millis();
        return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
