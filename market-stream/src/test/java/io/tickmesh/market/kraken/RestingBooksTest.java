package io.tickmesh.market.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.market.book.Levels;
import io.tickmesh.market.venue.MarketSink;
import io.tickmesh.market.wire.Refusal;
import io.tickmesh.mesh.market.Candle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestingBooksTest {
    private final RestingBooks books = new RestingBooks(2);
    private final Quotes quotes = new Quotes();

    @Test
    void tellsABookAgainThatRestsWhileMessagesCome() {
        books.moved(book(0, 10, 11, 5_000_000), 5_000, quotes);
        books.confirm(5_999, quotes);
        books.confirm(6_000, quotes);
        books.confirm(6_999, quotes);
        books.confirm(7_900, quotes);

        assertThat(quotes.told).containsExactly("0 #5000000 10.0 11.0", "0 #5000001 10.0 11.0");
    }

    @Test
    void keepsStillAboutABookThatATradeHasPassed() {
        books.moved(book(0, 10, 11, 0), 5_000, quotes);
        books.moved(book(1, 20, 21, 0), 5_000, quotes);
        books.traded(0, 11.5);
        books.traded(1, 20.5);
        quotes.told.clear();

        books.confirm(6_000, quotes);
        assertThat(quotes.told).containsExactly("1 #5000001 20.0 21.0");

        books.moved(book(0, 11, 12, 0), 6_500, quotes);
        books.confirm(7_500, quotes);
        assertThat(quotes.told).contains("0 #6500001 11.0 12.0");
    }

    private static KrakenMessage.Book book(int symbol, double bid, double ask, long micros) {
        return new KrakenMessage.Book(symbol, bid, 1, ask, 1, micros);
    }

    /// Writes down what is told of books.
    private static final class Quotes implements MarketSink {
        private final List<String> told = new ArrayList<>();

        @Override
        public void quote(
                int symbol,
                long updateId,
                double bid,
                double bidQuantity,
                double ask,
                double askQuantity) {
            told.add("%d #%d %s %s".formatted(symbol, updateId, bid, ask));
        }

        @Override
        public void trade(int symbol, long id, double price, double quantity, long tradeMillis) {}

        @Override
        public void openBar(
                int symbol, int interval, Candle bar, long firstTradeId, long lastTradeId) {}

        @Override
        public void closedBar(int symbol, int interval, Candle bar, long lastTradeId) {}

        @Override
        public void depth(
                int symbol,
                long firstId,
                long lastId,
                long eventMillis,
                Levels bids,
                Levels asks) {}

        @Override
        public void overdueBar(int symbol, int interval) {}

        @Override
        public void answered() {}

        @Override
        public void refused() {}

        @Override
        public void shutdown() {}

        @Override
        public void unknown() {}

        @Override
        public void malformed(Refusal refusal) {}
    }
}
