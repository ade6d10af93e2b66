package io.tickmesh.market;

import io.tickmesh.market.book.Levels;
import io.tickmesh.market.feed.StreamWatch;
import io.tickmesh.market.feed.TradeSequence;
import io.tickmesh.market.price.Quotes;
import io.tickmesh.market.venue.MarketSink;
import io.tickmesh.market.wire.Refusal;
import io.tickmesh.mesh.latency.Latency;
import io.tickmesh.mesh.latency.Stage;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.time.WallClock;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the messages of a feed and hands on what they say. For one context.
final class FeedTape implements MarketSink {
    private static final Logger LOG = LoggerFactory.getLogger(FeedTape.class);
    private static final long MICROS_BETWEEN_LOGS = 1_000_000;
    private static final int SAMPLE_BYTES = 200;

    private final Quotes quotes;
    private final CandleBook candles;
    private final Backfill backfill;
    private final FormingCandles forming;
    private final TradeSequence trades;
    private final OrderBooks books;
    private final StreamWatch watch;
    private final FeedCounters counters;
    private final Latency latency;
    private final FeedLink link;
    private final OpenSymbols symbols;
    private final boolean lockstep;
    private @Nullable FeedSocket from;
    private byte[] bytes = new byte[0];
    private int length;
    private long millis;
    private long receivedMicros;
    private long loggedMicros;

    FeedTape(
            Quotes quotes,
            CandleBook candles,
            Backfill backfill,
            FormingCandles forming,
            TradeSequence trades,
            OrderBooks books,
            StreamWatch watch,
            FeedCounters counters,
            Latency latency,
            FeedLink link,
            OpenSymbols symbols,
            boolean lockstep) {
        this.quotes = quotes;
        this.candles = candles;
        this.backfill = backfill;
        this.forming = forming;
        this.trades = trades;
        this.books = books;
        this.watch = watch;
        this.counters = counters;
        this.latency = latency;
        this.link = link;
        this.symbols = symbols;
        this.lockstep = lockstep;
    }

    /// Reads a message; it has no consequence before [#apply].
    ///
    /// @return its event time, epoch milliseconds; 0 if it has none
    long read(FeedSocket socket, byte[] message, int size) {
        receivedMicros = WallClock.micros();
        counters.messages.increment();
        from = socket;
        bytes = message;
        length = size;
        socket.reader().read(message, size);
        long eventMillis = socket.reader().eventMillis();
        if (eventMillis > 0 && !lockstep) {
            latency.record(Stage.EXCHANGE_TO_RECEIVED, receivedMicros - eventMillis * 1_000);
        }
        return eventMillis;
    }

    /// Returns when the last message was received, epoch milliseconds.
    long receivedMillis() {
        return receivedMicros / 1_000;
    }

    /// Hands on what the last message says.
    ///
    /// @param eventMillis what to take for its time, epoch milliseconds
    void apply(long eventMillis) {
        FeedSocket socket = from;
        if (socket != null) {
            millis = eventMillis;
            watch.heardAnything();
            socket.reader().tell(this);
        }
    }

    @Override
    public void trade(int symbol, long id, double price, double quantity, long tradeMillis) {
        if (!symbols.isOpen(symbol)) {
            return;
        }
        if (lockstep) {
            // A replayed exchange reports many trades as one: their ids have holes by nature.
            quotes.trade(symbol, price, quantity, millis, receivedMicros);
        } else if (trades.take(symbol, id)) {
            watch.traded(symbol, id);
            quotes.trade(symbol, price, quantity, millis, receivedMicros);
            if (id >= 0) {
                forming.trade(symbol, id, price, quantity, tradeMillis);
            }
        }
    }

    @Override
    public void quote(
            int symbol,
            long updateId,
            double bid,
            double bidQuantity,
            double ask,
            double askQuantity) {
        if (!symbols.isOpen(symbol) || (lockstep && millis == 0)) {
            // The symbol was closed a moment ago; or a quote, which has no time of its own, begins
            // a
            // replay that has not come to its first instant.
            return;
        }
        if (quotes.book(
                symbol, updateId, bid, bidQuantity, ask, askQuantity, millis, receivedMicros)) {
            watch.heard(symbol, StreamWatch.QUOTES);
        } else {
            counters.oldBooks.increment();
        }
    }

    @Override
    public void depth(
            int symbol, long firstId, long lastId, long eventMillis, Levels bids, Levels asks) {
        if (symbols.isOpen(symbol)
                && books.update(symbol, firstId, lastId, eventMillis, bids, asks)) {
            watch.heard(symbol, StreamWatch.DEPTH);
        }
    }

    @Override
    public void openBar(int symbol, int interval, Candle bar, long firstTradeId, long lastTradeId) {
        if (!symbols.isOpen(symbol)) {
            return;
        }
        watch.heard(symbol, StreamWatch.BARS + interval);
        watch.barTraded(symbol, lastTradeId);
        if (!lockstep) {
            forming.soFar(symbol, interval, bar, firstTradeId, lastTradeId);
        }
    }

    @Override
    public void closedBar(int symbol, int interval, Candle bar, long lastTradeId) {
        if (!symbols.isOpen(symbol)) {
            return;
        }
        confirm(symbol);
        CandleSlot slot = candles.slot(symbol, interval);
        if (!candles.closed(slot, bar)) {
            malformed(Refusal.IMPOSSIBLE_CANDLE);
            return;
        }
        watch.heard(symbol, StreamWatch.BARS + interval);
        watch.barTraded(symbol, lastTradeId);
        if (!lockstep) {
            forming.closed(symbol, interval, bar, lastTradeId);
        }
        backfill.fetch(slot);
    }

    /// A book that did not move is as good as new, unless its stream is silent without reason.
    private void confirm(int symbol) {
        if (!watch.isStale(symbol, StreamWatch.QUOTES)) {
            quotes.confirm(symbol, millis, receivedMicros);
        }
    }

    @Override
    public void overdueBar(int symbol, int interval) {
        CandleSlot slot = candles.slot(symbol, interval);
        slot.behind = true;
        // Nothing is fetched of a symbol that is not open.
        backfill.fetch(slot);
    }

    @Override
    public void answered() {
        if (from != null) {
            from.answered();
        }
    }

    @Override
    public void refused() {
        if (from != null) {
            link.refused(from, "subscription refused: " + sample());
        }
    }

    @Override
    public void shutdown() {
        LOG.atInfo().log("the exchange announces that it will close the connection");
        link.takeOver("the exchange will close the old one");
    }

    @Override
    public void unknown() {
        counters.unknown.increment();
    }

    /// Counts a message that cannot be read and, now and then, logs one.
    @Override
    public void malformed(Refusal refusal) {
        counters.malformed(refusal);
        if (receivedMicros - loggedMicros > MICROS_BETWEEN_LOGS) {
            loggedMicros = receivedMicros;
            LOG.atWarn()
                    .addKeyValue("reason", refusal)
                    .addKeyValue("malformed", counters.malformed())
                    .addKeyValue("sample", sample())
                    .log("a message of the exchange cannot be read");
        }
    }

    /// Counts a frame that is no message.
    void unexpected() {
        length = 0;
        malformed(Refusal.UNEXPECTED_FRAME);
    }

    private String sample() {
        return new String(bytes, 0, Math.min(SAMPLE_BYTES, length), StandardCharsets.ISO_8859_1)
                .replaceAll("[^ -~]", "?");
    }
}
