package io.tickmesh.market;

import io.tickmesh.market.feed.SilenceWatch;
import io.tickmesh.market.price.Quotes;
import io.tickmesh.market.wire.FrameParser;
import io.tickmesh.market.wire.MessageKind;
import io.tickmesh.market.wire.Refusal;
import io.tickmesh.mesh.latency.Latency;
import io.tickmesh.mesh.latency.Stage;
import io.tickmesh.mesh.time.WallClock;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the messages of the stream and hands on what they say about the market. For one context.
final class StreamReader {
    private static final Logger LOG = LoggerFactory.getLogger(StreamReader.class);
    private static final long MICROS_BETWEEN_LOGS = 1_000_000;
    private static final int SAMPLE_BYTES = 200;

    private final FrameParser parser;
    private final Quotes quotes;
    private final CandleBook candles;
    private final SilenceWatch watch;
    private final FeedCounters counters;
    private final Latency latency;
    private final boolean lockstep;
    private long receivedMicros;
    private long loggedMicros;

    StreamReader(
            FrameParser parser,
            Quotes quotes,
            CandleBook candles,
            SilenceWatch watch,
            FeedCounters counters,
            Latency latency,
            boolean lockstep) {
        this.parser = parser;
        this.quotes = quotes;
        this.candles = candles;
        this.watch = watch;
        this.counters = counters;
        this.latency = latency;
        this.lockstep = lockstep;
    }

    /// Reads a message; it has no consequence before [#apply].
    MessageKind read(byte[] bytes, int length) {
        receivedMicros = WallClock.micros();
        counters.messages.increment();
        MessageKind kind = parser.parse(bytes, length);
        if (kind == MessageKind.MALFORMED) {
            malformed(parser.refusal(), bytes, length);
        } else if (kind == MessageKind.UNKNOWN) {
            counters.unknown.increment();
        }
        watch.heard(parser.symbol(), receivedMicros);
        if (parser.eventMillis() > 0 && !lockstep) {
            latency.record(
                    Stage.EXCHANGE_TO_RECEIVED, receivedMicros - parser.eventMillis() * 1_000);
        }
        return kind;
    }

    /// Returns the event time of the last message, epoch milliseconds; 0 if it has none.
    long eventMillis() {
        return parser.eventMillis();
    }

    /// Returns what to take for the time of the last message when it has none, epoch milliseconds.
    long eventOrReceivedMillis() {
        return parser.eventMillis() > 0 ? parser.eventMillis() : receivedMicros / 1_000;
    }

    /// Hands on what the last message says about the market.
    ///
    /// @param millis event time of a price, epoch milliseconds
    void apply(MessageKind kind, long millis) {
        switch (kind) {
            case TRADE, AGGREGATE_TRADE ->
                    quotes.trade(
                            parser.symbol(),
                            parser.price(),
                            parser.quantity(),
                            millis,
                            receivedMicros);
            case BOOK -> {
                if (!quotes.book(
                        parser.symbol(),
                        parser.updateId(),
                        parser.bid(),
                        parser.bidQuantity(),
                        parser.ask(),
                        parser.askQuantity(),
                        millis,
                        receivedMicros)) {
                    counters.oldBooks.increment();
                }
            }
            case CLOSED_CANDLE -> {
                quotes.confirm(parser.symbol(), millis, receivedMicros);
                if (!candles.closed(parser.symbol(), parser.interval(), parser.candle())) {
                    malformed(Refusal.IMPOSSIBLE_CANDLE, new byte[0], 0);
                }
            }
            case DEPTH, OPEN_CANDLE, DONE, REFUSED, SHUTDOWN, UNUSED, UNKNOWN, MALFORMED -> {
                // Nothing about the market.
            }
        }
    }

    /// Counts a message that cannot be read and, now and then, logs one.
    void malformed(Refusal refusal, byte[] bytes, int length) {
        counters.malformed(refusal);
        long now = WallClock.micros();
        if (now - loggedMicros > MICROS_BETWEEN_LOGS) {
            loggedMicros = now;
            LOG.atWarn()
                    .addKeyValue("reason", refusal)
                    .addKeyValue("malformed", counters.malformed())
                    .addKeyValue("sample", sample(bytes, length))
                    .log("a message of the exchange cannot be read");
        }
    }

    static String sample(byte[] bytes, int length) {
        return new String(bytes, 0, Math.min(SAMPLE_BYTES, length), StandardCharsets.ISO_8859_1)
                .replaceAll("[^ -~]", "?");
    }
}
