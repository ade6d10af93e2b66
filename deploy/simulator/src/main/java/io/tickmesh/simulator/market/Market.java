package io.tickmesh.simulator.market;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Steps a price source through time and builds every bar from its trades. All of one instant happens in one step: bars
/// that end, then trades and quotes by symbol, then updates of open bars. Not thread-safe.
public final class Market {

    private static final long BOUNDARY_MILLIS = 1_000;
    private static final long FINE_PULSE_MILLIS = 100;
    private static final long OPEN_BAR_UPDATE_MILLIS = 2_000;
    private static final MarketListener NOBODY = new Nobody();

    private final PriceSource source;
    private final boolean openBarUpdates;
    private final List<SymbolBook> books;
    private final Map<String, SymbolBook> bySymbol = new LinkedHashMap<>();
    private final PriceSink live = new Live();
    private final SymbolBook[] withAggregate;
    private int aggregatesPending;
    private MarketListener listener = NOBODY;
    private long pulseMillis = BOUNDARY_MILLIS;
    private long nextPulseMillis;
    private long nowMillis;
    private long nextBoundaryMillis;

    /// Builds the market and its history; this takes a while and belongs off the event loop.
    ///
    /// @param openBarUpdates whether open bars are reported every two seconds
    public Market(PriceSource source, boolean openBarUpdates) {
        this.source = source;
        this.openBarUpdates = openBarUpdates;
        List<Instrument> instruments = source.instruments();
        this.books =
                IntStream.range(0, instruments.size())
                        .mapToObj(i ->
                                new SymbolBook(i, instruments.get(i), source::recordedFromMillis))
                        .toList();
        books.forEach(book -> bySymbol.put(book.instrument().symbol(), book));
        withAggregate = new SymbolBook[books.size()];
        source.history(new History());
        books.forEach(book -> book.completeAggregate(NOBODY));
        nowMillis = source.startMillis();
        nextBoundaryMillis = Math.floorDiv(nowMillis, BOUNDARY_MILLIS) * BOUNDARY_MILLIS;
        nextBoundaryMillis += BOUNDARY_MILLIS;
        nextPulseMillis = nextBoundaryMillis;
        books.forEach(book -> book.advanceTo(nowMillis, NOBODY));
    }

    /// Sends everything that happens from now on to the listener.
    public void listener(MarketListener listener) {
        this.listener = listener;
    }

    /// Lets the listener's pulse beat ten times a second of the data clock, or only once.
    public void finePulse(boolean on) {
        pulseMillis = on ? FINE_PULSE_MILLIS : BOUNDARY_MILLIS;
        nextPulseMillis = (Math.floorDiv(nowMillis, pulseMillis) + 1) * pulseMillis;
    }

    /// Lets the next instant happen if it is not after the given time; false when there was nothing to do.
    public boolean step(long allowedMillis) {
        long atMillis = nextMillis();
        if (atMillis > allowedMillis) {
            if (!finished()) {
                nowMillis = Math.max(nowMillis, allowedMillis);
            }
            return false;
        }
        nowMillis = atMillis;
        boolean boundary = atMillis == nextBoundaryMillis;
        if (boundary) {
            nextBoundaryMillis += BOUNDARY_MILLIS;
            for (int i = 0; i < books.size(); i++) {
                books.get(i).advanceTo(atMillis, listener);
            }
        }
        if (atMillis == source.nextMillis()) {
            source.deliver(live);
        }
        completeAggregates();
        if (boundary && openBarUpdates && atMillis % OPEN_BAR_UPDATE_MILLIS == 0) {
            reportOpenBars(atMillis);
        }
        if (atMillis == nextPulseMillis) {
            nextPulseMillis += pulseMillis;
            listener.pulse(atMillis);
        }
        return true;
    }

    private void completeAggregates() {
        for (int i = 0; i < aggregatesPending; i++) {
            withAggregate[i].completeAggregate(listener);
        }
        aggregatesPending = 0;
    }

    private void aggregatePending(SymbolBook book) {
        if (aggregatesPending == 0 || withAggregate[aggregatesPending - 1] != book) {
            if (aggregatesPending == withAggregate.length) {
                completeAggregates();
            }
            withAggregate[aggregatesPending++] = book;
        }
    }

    private void reportOpenBars(long atMillis) {
        for (SymbolBook book : books) {
            for (KlineInterval interval : KlineInterval.ALL) {
                BarSeries bars = book.bars(interval);
                // One-second bars are only worth reporting at their end, bars that start now have
                // nothing to say.
                if (interval != KlineInterval.S1
                        && bars.hasOpenBar()
                        && bars.openTimeMillis(bars.size() - 1) < atMillis) {
                    listener.bar(book, bars, atMillis);
                }
            }
        }
    }

    /// Returns when the next step is due (epoch ms of the data), `Long.MAX_VALUE` when the data has ended.
    public long nextMillis() {
        long atMillis =
                Math.min(source.nextMillis(), Math.min(nextBoundaryMillis, nextPulseMillis));
        return atMillis > source.endMillis() ? Long.MAX_VALUE : atMillis;
    }

    /// Returns whether the data has ended.
    public boolean finished() {
        return nextMillis() == Long.MAX_VALUE;
    }

    /// Returns the data clock in epoch ms.
    public long nowMillis() {
        return nowMillis;
    }

    /// Returns every symbol in its fixed order.
    public List<SymbolBook> books() {
        return books;
    }

    /// Returns a symbol by its upper-case name.
    public Optional<SymbolBook> book(String symbol) {
        return Optional.ofNullable(bySymbol.get(symbol));
    }

    /// Returns the streams on which only recorded messages are sent, see [PriceSource#recordedStreams()].
    public Set<String> recordedStreams() {
        return source.recordedStreams();
    }

    /// Recorded changes of a book are the same in the past and now: streams ask the book for them.
    private abstract class DepthSink implements PriceSink {
        @Override
        public void depthSnapshot(
                int symbol, long atMillis, long lastUpdateId, DepthLevels levels) {
            books.get(symbol).depth().snapshot(lastUpdateId, levels);
        }

        @Override
        public void depthUpdate(int symbol, long atMillis, long lastUpdateId, DepthLevels levels) {
            books.get(symbol).depth().update(lastUpdateId, levels);
        }
    }

    private final class Live extends DepthSink {
        @Override
        public void recordedMessage(int symbol, String stream, byte[] payload) {
            listener.recordedMessage(books.get(symbol), stream, payload);
        }

        @Override
        public void session(int symbol, long atMillis, long untilMillis, long ticks) {
            books.get(symbol).session(atMillis, untilMillis, ticks);
        }

        @Override
        public void trade(
                int symbol, long atMillis, long count, long ticks, long steps, boolean buyerMaker) {
            SymbolBook book = books.get(symbol);
            long id = book.trade(atMillis, count, ticks, steps, buyerMaker, listener);
            aggregatePending(book);
            listener.trade(book, atMillis, id, ticks, steps, buyerMaker);
        }

        @Override
        public void quote(
                int symbol, long atMillis, long bid, long bidSteps, long ask, long askSteps) {
            SymbolBook book = books.get(symbol);
            if (book.quote(bid, bidSteps, ask, askSteps)) {
                listener.quote(book, atMillis);
            }
        }

        @Override
        public void recordedTrade(
                int symbol, long atMillis, long id, long ticks, long steps, boolean buyerMaker) {
            SymbolBook book = books.get(symbol);
            if (book.recordedTrade(id, atMillis, ticks, steps, buyerMaker, listener)) {
                aggregatePending(book);
                listener.trade(book, atMillis, id, ticks, steps, buyerMaker);
            }
        }

        @Override
        public void recordedQuote(
                int symbol,
                long atMillis,
                long updateId,
                long bid,
                long bidSteps,
                long ask,
                long askSteps) {
            SymbolBook book = books.get(symbol);
            if (book.recordedQuote(updateId, bid, bidSteps, ask, askSteps)) {
                listener.quote(book, atMillis);
            }
        }
    }

    /// History comes symbol by symbol, so each book is moved through time on its own and nobody is told.
    private final class History extends DepthSink {
        @Override
        public void session(int symbol, long atMillis, long untilMillis, long ticks) {
            SymbolBook book = books.get(symbol);
            book.advanceTo(atMillis, NOBODY);
            book.session(atMillis, untilMillis, ticks);
        }

        @Override
        public void trade(
                int symbol, long atMillis, long count, long ticks, long steps, boolean buyerMaker) {
            SymbolBook book = books.get(symbol);
            book.advanceTo(atMillis, NOBODY);
            book.trade(atMillis, count, ticks, steps, buyerMaker, NOBODY);
        }

        @Override
        public void quote(
                int symbol, long atMillis, long bid, long bidSteps, long ask, long askSteps) {
            books.get(symbol).quote(bid, bidSteps, ask, askSteps);
        }

        @Override
        public void recordedTrade(
                int symbol, long atMillis, long id, long ticks, long steps, boolean buyerMaker) {
            SymbolBook book = books.get(symbol);
            book.advanceTo(atMillis, NOBODY);
            var _ = book.recordedTrade(id, atMillis, ticks, steps, buyerMaker, NOBODY);
        }

        @Override
        public void recordedQuote(
                int symbol,
                long atMillis,
                long updateId,
                long bid,
                long bidSteps,
                long ask,
                long askSteps) {
            var _ = books.get(symbol).recordedQuote(updateId, bid, bidSteps, ask, askSteps);
        }
    }

    private static final class Nobody implements MarketListener {
        @Override
        public void trade(
                SymbolBook book, long atMillis, long id, long ticks, long steps, boolean maker) {}

        @Override
        public void quote(SymbolBook book, long atMillis) {}

        @Override
        public void bar(SymbolBook book, BarSeries bars, long atMillis) {}
    }
}
