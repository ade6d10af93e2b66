package io.tickmesh.market.kraken;

import io.tickmesh.market.venue.MarketSink;
import org.jspecify.annotations.Nullable;

/// The best bids and asks of one connection. Not thread-safe.
///
/// The exchange sends one when it changes and nothing while it rests. It sends a heartbeat each second when it has nothing else to say,
/// and a connection keeps the order of its messages: any message says that no change came before it. So a book that rests is told
/// again each second or two while messages come, because whoever trades refuses an old price. Except when a trade outside of it has
/// come since: then the book must have moved, and was not told.
final class RestingBooks {
    private static final long CONFIRM_MILLIS = 1_000;

    private final Book[] books;
    private long confirmedMillis;

    RestingBooks(int symbols) {
        books = new Book[symbols];
        for (int i = 0; i < symbols; i++) {
            books[i] = new Book();
        }
    }

    /// Takes a book and tells it.
    void moved(KrakenMessage.Book told, long nowMillis, MarketSink sink) {
        Book book = books[told.symbol()];
        book.last = told;
        book.id = told.micros() > 0 ? told.micros() : Math.max(book.id + 1, nowMillis * 1_000);
        book.doubted = false;
        tell(book, told, nowMillis, sink);
    }

    /// Takes note of the price of a trade.
    void traded(int symbol, double price) {
        Book book = books[symbol];
        KrakenMessage.Book last = book.last;
        book.doubted |=
                last != null && (price < last.bid() || (last.ask() > 0 && price > last.ask()));
    }

    /// Tells the books again that rest. To be called after each message.
    void confirm(long nowMillis, MarketSink sink) {
        if (nowMillis - confirmedMillis < CONFIRM_MILLIS) {
            return;
        }
        confirmedMillis = nowMillis;
        for (Book book : books) {
            KrakenMessage.Book last = book.last;
            if (last != null && !book.doubted && nowMillis - book.toldMillis >= CONFIRM_MILLIS) {
                book.id++;
                tell(book, last, nowMillis, sink);
            }
        }
    }

    private static void tell(Book book, KrakenMessage.Book told, long nowMillis, MarketSink sink) {
        book.toldMillis = nowMillis;
        sink.quote(
                told.symbol(),
                book.id,
                told.bid(),
                told.bidQuantity(),
                told.ask(),
                told.askQuantity());
    }

    private static final class Book {
        private KrakenMessage.@Nullable Book last;

        /// The exchange numbers no books. Their times in microseconds grow as well, also from one connection to the next.
        private long id;

        private long toldMillis;
        private boolean doubted;
    }
}
