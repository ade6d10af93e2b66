package io.tickmesh.simulator.source;

import io.tickmesh.simulator.market.DepthLevels;
import io.tickmesh.simulator.market.Instrument;
import io.tickmesh.simulator.market.KlineInterval;
import io.tickmesh.simulator.market.PriceSink;
import io.tickmesh.simulator.market.PriceSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Captured messages, given on as they are, and the market that they tell of. The order book begins with the first snapshot of
/// the capture, so that it can be asked for at any time: changes that are older do nothing to it.
public final class CaptureReplay implements PriceSource {

    private static final String TRADE = "trade";
    private static final String BOOK_TICKER = "bookTicker";
    private static final String DEPTH = "depth@100ms";
    private static final Set<String> RECORDED = Set.of(TRADE, BOOK_TICKER, DEPTH);
    private static final long SECOND_MILLIS = 1_000;

    private final List<Cursor> cursors;
    private final long startMillis;
    private final long endMillis;
    private long nextMillis;

    /// @param endMillis exclusive
    CaptureReplay(List<Capture> captures, long startMillis, long endMillis) {
        this.cursors =
                IntStream.range(0, captures.size())
                        .mapToObj(i -> new Cursor(i, captures.get(i), endMillis))
                        .toList();
        this.startMillis = startMillis;
        // The last second is closed.
        this.endMillis = Math.ceilDiv(endMillis, SECOND_MILLIS) * SECOND_MILLIS;
        this.nextMillis = startMillis;
    }

    @Override
    public List<Instrument> instruments() {
        return cursors.stream().map(c -> c.capture.instrument()).toList();
    }

    @Override
    public long startMillis() {
        return startMillis;
    }

    @Override
    public long endMillis() {
        return endMillis;
    }

    @Override
    public long recordedFromMillis(KlineInterval interval) {
        return Long.MIN_VALUE;
    }

    @Override
    public Set<String> recordedStreams() {
        return RECORDED;
    }

    @Override
    public void history(PriceSink sink) {
        for (Cursor cursor : cursors) {
            cursor.open(sink, startMillis, endMillis);
            while (cursor.nextMillis() < startMillis) {
                cursor.deliver(sink);
            }
        }
        nextMillis = earliest();
    }

    @Override
    public long nextMillis() {
        return nextMillis;
    }

    @Override
    public void deliver(PriceSink sink) {
        for (int i = 0; i < cursors.size(); i++) {
            Cursor cursor = cursors.get(i);
            while (cursor.nextMillis() == nextMillis) {
                cursor.deliver(sink);
            }
        }
        nextMillis = earliest();
    }

    private long earliest() {
        long earliest = Long.MAX_VALUE;
        for (int i = 0; i < cursors.size(); i++) {
            earliest = Math.min(earliest, cursors.get(i).nextMillis());
        }
        return earliest;
    }

    /// The place in one capture.
    private static final class Cursor {
        private final int symbol;
        private final Capture capture;
        private final long endMillis;
        private final long tick;
        private final long step;
        private final DepthLevels levels = new DepthLevels();
        private long bookUpdateId;
        private int next;

        Cursor(int symbol, Capture capture, long endMillis) {
            this.symbol = symbol;
            this.capture = capture;
            this.endMillis = endMillis;
            this.tick = unit(capture.instrument().priceDecimals());
            this.step = unit(capture.instrument().quantityDecimals());
        }

        private static long unit(int decimals) {
            return Instrument.powerOfTen(Instrument.WIRE_DECIMALS - decimals);
        }

        long nextMillis() {
            if (next == capture.size() || capture.millis(next) >= endMillis) {
                return Long.MAX_VALUE;
            }
            return capture.millis(next);
        }

        /// Opens the market at the price of the first trade, with the first quote and the first snapshot.
        void open(PriceSink sink, long startMillis, long untilMillis) {
            long at = Math.min(startMillis, capture.millis(0));
            first(CapturedMessage.Trade.class)
                    .ifPresent(t -> sink.session(symbol, at, untilMillis, t.price() / tick));
            first(CapturedMessage.Quote.class).ifPresent(q -> quote(sink, at, q.updateId() - 1, q));
            first(CapturedMessage.Snapshot.class).ifPresent(s -> snapshot(sink, at, s));
        }

        private <T extends CapturedMessage> Optional<T> first(Class<T> type) {
            return IntStream.range(0, capture.size())
                    .mapToObj(capture::message)
                    .filter(type::isInstance)
                    .map(type::cast)
                    .findFirst();
        }

        void deliver(PriceSink sink) {
            long at = capture.millis(next);
            CapturedMessage message = capture.message(next);
            next++;
            switch (message) {
                case CapturedMessage.Trade t -> {
                    sink.recordedTrade(
                            symbol,
                            at,
                            t.id(),
                            t.price() / tick,
                            t.quantity() / step,
                            t.buyerMaker());
                    sink.recordedMessage(symbol, TRADE, t.payload());
                }
                case CapturedMessage.Quote q -> {
                    quote(sink, at, q.updateId(), q);
                    sink.recordedMessage(symbol, BOOK_TICKER, q.payload());
                }
                case CapturedMessage.Update u -> {
                    update(sink, at, u);
                    sink.recordedMessage(symbol, DEPTH, u.payload());
                }
                case CapturedMessage.Snapshot s -> snapshot(sink, at, s);
            }
        }

        private void quote(PriceSink sink, long at, long updateId, CapturedMessage.Quote q) {
            sink.recordedQuote(
                    symbol,
                    at,
                    updateId,
                    q.bid() / tick,
                    q.bidQuantity() / step,
                    q.ask() / tick,
                    q.askQuantity() / step);
        }

        private void update(PriceSink sink, long at, CapturedMessage.Update u) {
            fill(u.bids(), u.asks());
            sink.depthUpdate(symbol, at, u.lastUpdateId(), levels);
            bookUpdateId = Math.max(bookUpdateId, u.lastUpdateId());
        }

        /// A snapshot was taken at the side; changes that arrived before it may already have led beyond it.
        private void snapshot(PriceSink sink, long at, CapturedMessage.Snapshot s) {
            if (s.lastUpdateId() > bookUpdateId) {
                bookUpdateId = s.lastUpdateId();
                fill(s.bids(), s.asks());
                sink.depthSnapshot(symbol, at, s.lastUpdateId(), levels);
            }
        }

        private void fill(long[] bids, long[] asks) {
            levels.clear();
            for (int i = 0; i < bids.length; i += 2) {
                levels.bid(bids[i] / tick, bids[i + 1] / step);
            }
            for (int i = 0; i < asks.length; i += 2) {
                levels.ask(asks[i] / tick, asks[i + 1] / step);
            }
        }
    }
}
