package io.tickmesh.market;

import io.tickmesh.market.feed.SilenceWatch;
import io.tickmesh.market.price.Quotes;
import io.tickmesh.market.venue.MarketSink;
import io.tickmesh.market.wire.Refusal;
import io.tickmesh.mesh.latency.Latency;
import io.tickmesh.mesh.latency.Stage;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.time.WallClock;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
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
    private final SilenceWatch watch;
    private final FeedCounters counters;
    private final Latency latency;
    private final FeedLink link;
    private final LongSupplier nanos;
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
            SilenceWatch watch,
            FeedCounters counters,
            Latency latency,
            FeedLink link,
            LongSupplier nanos,
            boolean lockstep) {
        this.quotes = quotes;
        this.candles = candles;
        this.backfill = backfill;
        this.watch = watch;
        this.counters = counters;
        this.latency = latency;
        this.link = link;
        this.nanos = nanos;
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
            watch.heard(-1, nanos.getAsLong() / 1_000);
            socket.reader().tell(this);
        }
    }

    @Override
    public void trade(int symbol, long id, double price, double quantity, long tradeMillis) {
        watch.heard(symbol, nanos.getAsLong() / 1_000);
        quotes.trade(symbol, price, quantity, millis, receivedMicros);
    }

    @Override
    public void quote(
            int symbol,
            long updateId,
            double bid,
            double bidQuantity,
            double ask,
            double askQuantity) {
        watch.heard(symbol, nanos.getAsLong() / 1_000);
        if (!quotes.book(
                symbol, updateId, bid, bidQuantity, ask, askQuantity, millis, receivedMicros)) {
            counters.oldBooks.increment();
        }
    }

    @Override
    public void openBar(int symbol, int interval, Candle bar, long firstTradeId, long lastTradeId) {
        watch.heard(symbol, nanos.getAsLong() / 1_000);
    }

    @Override
    public void closedBar(int symbol, int interval, Candle bar) {
        watch.heard(symbol, nanos.getAsLong() / 1_000);
        quotes.confirm(symbol, millis, receivedMicros);
        CandleSlot slot = candles.slot(symbol, interval);
        if (candles.closed(slot, bar)) {
            backfill.fetch(slot);
        } else {
            malformed(Refusal.IMPOSSIBLE_CANDLE);
        }
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
