package io.tickmesh.market.kraken;

import io.tickmesh.market.kraken.KrakenMessage.Answer;
import io.tickmesh.market.kraken.KrakenMessage.Bar;
import io.tickmesh.market.kraken.KrakenMessage.Bars;
import io.tickmesh.market.kraken.KrakenMessage.Books;
import io.tickmesh.market.kraken.KrakenMessage.Heartbeat;
import io.tickmesh.market.kraken.KrakenMessage.Malformed;
import io.tickmesh.market.kraken.KrakenMessage.Pong;
import io.tickmesh.market.kraken.KrakenMessage.Status;
import io.tickmesh.market.kraken.KrakenMessage.Trade;
import io.tickmesh.market.kraken.KrakenMessage.Trades;
import io.tickmesh.market.kraken.KrakenMessage.Unknown;
import io.tickmesh.market.venue.MarketSink;
import io.tickmesh.market.venue.MessageReader;
import io.tickmesh.market.wire.Refusal;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the messages of one connection, and makes the bars of all intervals from those of the exchange.
final class KrakenReader implements MessageReader {
    private static final Logger LOG = LoggerFactory.getLogger(KrakenReader.class);
    private static final long LOOK_MILLIS = 1_000;

    private final KrakenParser parser;
    private final KrakenBars bars;
    private final RestingBooks books;
    private final BarWatch watch;
    private final LongSupplier exchangeMillis;
    private KrakenMessage message = new Unknown();
    private long lookedMillis;

    /// @param bars of this connection
    /// @param watch of all connections
    /// @param exchangeMillis what time it is at the exchange, epoch milliseconds; 0 if it has not been asked
    KrakenReader(
            KrakenParser parser,
            KrakenBars bars,
            RestingBooks books,
            BarWatch watch,
            LongSupplier exchangeMillis) {
        this.parser = parser;
        this.bars = bars;
        this.books = books;
        this.watch = watch;
        this.exchangeMillis = exchangeMillis;
    }

    @Override
    public void read(byte[] bytes, int length) {
        message = parser.parse(bytes, length);
    }

    /// Only trades: a book or a bar may be told long after it changed.
    @Override
    public long eventMillis() {
        return message instanceof Trades trades && !trades.items().isEmpty()
                ? trades.items().getLast().millis()
                : 0;
    }

    @Override
    public void tell(MarketSink sink) {
        switch (message) {
            case Trades trades -> trades.items().forEach(trade -> tell(trade, sink));
            case Books told ->
                    told.items()
                            .forEach(book -> books.moved(book, exchangeMillis.getAsLong(), sink));
            case Bars told -> told.items().forEach(bar -> tell(bar, sink));
            case Answer answer -> tell(answer, sink);
            case Status status ->
                    LOG.atInfo()
                            .addKeyValue("feed", KrakenVenue.NAME)
                            .addKeyValue("system", status.system())
                            .log("state of the exchange");
            case Unknown _ -> sink.unknown();
            case Malformed malformed -> {
                sink.malformed(malformed.reason());
                return;
            }
            case Heartbeat _, Pong _ -> {
                // They say that the connection is alive, which every message does.
            }
        }
        look(sink);
    }

    private void tell(Trade trade, MarketSink sink) {
        books.traded(trade.symbol(), trade.price());
        sink.trade(trade.symbol(), trade.id(), trade.price(), trade.quantity(), trade.millis());
    }

    private void tell(Bar bar, MarketSink sink) {
        if (!bars.state(bar, sink)) {
            sink.malformed(Refusal.UNKNOWN_INTERVAL);
        }
    }

    private static void tell(Answer answer, MarketSink sink) {
        if (answer.accepted()) {
            sink.answered();
        } else {
            LOG.atWarn()
                    .addKeyValue("feed", KrakenVenue.NAME)
                    .addKeyValue("reason", answer.error())
                    .log("the exchange refused a request");
            sink.refused();
        }
    }

    private void look(MarketSink sink) {
        long now = exchangeMillis.getAsLong();
        if (now == 0) {
            return;
        }
        books.confirm(now, sink);
        if (now - lookedMillis >= LOOK_MILLIS) {
            lookedMillis = now;
            watch.look(now, sink::overdueBar);
        }
    }
}
