package io.tickmesh.market;

import io.tickmesh.market.feed.TradeSequence;
import io.tickmesh.market.price.Quotes;
import io.tickmesh.market.venue.Stream;
import io.tickmesh.market.venue.Venue;
import io.vertx.core.Vertx;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Opens the symbols that have become this node's, and closes those that have become another's: later, so that somebody streams
/// them at any time. Until then both publish the same. For one context.
final class SymbolMoves {
    /// How long a symbol that has become another's is still streamed.
    static final long OVERLAP_MILLIS = 3_000;

    private final Vertx vertx;
    private final Venue venue;
    private final OpenSymbols symbols;
    private final CandleBook candles;
    private final Quotes quotes;
    private final TradeSequence trades;
    private final FormingCandles forming;
    private final OrderBooks books;
    private final Watchdog watchdog;
    private final FeedLink link;
    private final Backfill backfill;
    private final FeedStatusReport report;

    SymbolMoves(
            Vertx vertx,
            Venue venue,
            OpenSymbols symbols,
            CandleBook candles,
            Quotes quotes,
            TradeSequence trades,
            FormingCandles forming,
            OrderBooks books,
            Watchdog watchdog,
            FeedLink link,
            Backfill backfill,
            FeedStatusReport report) {
        this.vertx = vertx;
        this.venue = venue;
        this.symbols = symbols;
        this.candles = candles;
        this.quotes = quotes;
        this.trades = trades;
        this.forming = forming;
        this.books = books;
        this.watchdog = watchdog;
        this.link = link;
        this.backfill = backfill;
        this.report = report;
    }

    /// Returns the streams of some symbols.
    static List<Stream> streams(Venue venue, BitSet those) {
        return venue.streams().stream().filter(stream -> those.get(stream.symbol())).toList();
    }

    /// Begins without symbols.
    void begin() {
        for (int symbol = 0; symbol < venue.symbols().size(); symbol++) {
            watchdog.close(symbol);
            candles.ofSymbol(symbol).forEach(slot -> slot.open = false);
        }
    }

    /// Takes in which symbols are this node's now.
    ///
    /// @param former returns who had a symbol until now, empty if nobody
    void own(Predicate<String> isMine, Function<String, Optional<Former>> former) {
        OpenSymbols.Change change = symbols.own(symbol -> isMine.test(venue.symbols().get(symbol)));
        change.won().stream().forEach(symbol -> open(symbol, former));
        change.kept().stream().forEach(watchdog::open);
        // What is silent is the next one's to tell.
        change.lost().stream().forEach(watchdog::close);
        report.opened(names(change.kept()));
        if (!change.won().isEmpty()) {
            subscribe(change.won());
        }
        if (!change.lost().isEmpty()) {
            vertx.setTimer(OVERLAP_MILLIS, _ -> close(symbols.close(change)));
        }
    }

    private void open(int symbol, Function<String, Optional<Former>> former) {
        forget(symbol);
        trades.opened(symbol);
        forming.opened(symbol);
        watchdog.open(symbol);
        Optional<Former> before = former.apply(venue.symbols().get(symbol));
        for (CandleSlot slot : candles.ofSymbol(symbol)) {
            before.ifPresentOrElse(slot::takeOver, slot::open);
        }
    }

    private void subscribe(BitSet won) {
        var _ =
                link.add(streams(venue, won))
                        .onSuccess(_ -> {
                            BitSet still = symbols.open();
                            still.and(won);
                            report.opened(names(still));
                            backfill.catchUp(
                                            still.stream()
                                                    .mapToObj(candles::ofSymbol)
                                                    .flatMap(List::stream)
                                                    .toList())
                                    .onFailure(Feed::notFetched);
                        });
    }

    private void close(BitSet closed) {
        if (closed.isEmpty()) {
            return;
        }
        closed.stream()
                .forEach(symbol -> {
                    forget(symbol);
                    candles.ofSymbol(symbol).forEach(slot -> slot.open = false);
                });
        link.remove(streams(venue, closed));
    }

    private void forget(int symbol) {
        quotes.forget(symbol);
        books.forget(symbol);
    }

    private List<String> names(BitSet those) {
        return those.stream().mapToObj(venue.symbols()::get).toList();
    }
}
