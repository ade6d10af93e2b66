package io.tickmesh.market.wire;

import io.tickmesh.market.book.Levels;
import io.tickmesh.market.wire.JsonScanner.Token;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the messages of Binance's streams, raw or in a combined envelope, from bytes. Holds the values of the last message
/// until the next one. Makes no objects but candles; never throws for what a message holds. Not thread-safe.
///
/// One pass notes where the one-letter members lie, because what they mean depends on the event type, which may come last; then
/// only those that are needed are read.
public final class FrameParser {
    private static final String[] STATISTICS = {
        "24hrTicker", "24hrMiniTicker", "avgPrice", "1hTicker", "4hTicker", "1dTicker"
    };

    /// An exchange's clock may run behind its bars.
    private static final long CLOCK_ERROR_MILLIS = 60_000;

    private final NameTable symbols;
    private final NameTable intervals;
    private final List<Interval> intervalList;
    private final Members members = new Members();
    private final Fields fields = members.fields();
    private final Fields bar = members.bar();

    private Refusal refusal = Refusal.NOT_JSON;
    private int symbol;
    private int interval;
    private long eventMillis;
    private long firstUpdateId;
    private long updateId;
    private long firstTradeId;
    private long lastTradeId;
    private long tradeMillis;
    private double price;
    private double quantity;
    private double bid;
    private double bidQuantity;
    private double ask;
    private double askQuantity;
    private @Nullable Candle candle;

    /// @param symbols the symbols to expect; [#symbol] is a place in this list
    /// @param intervals the intervals to expect; [#interval] is a place in this list
    public FrameParser(List<String> symbols, List<Interval> intervals) {
        this.symbols = new NameTable(symbols);
        this.intervals = new NameTable(intervals.stream().map(Interval::code).toList());
        this.intervalList = List.copyOf(intervals);
    }

    /// Reads the message in the first `length` bytes, which the parser may change.
    public MessageKind parse(byte[] bytes, int length) {
        symbol = -1;
        eventMillis = 0;
        candle = null;
        try {
            members.read(bytes, length);
            return kind();
        } catch (MalformedException e) {
            refusal = e.refusal();
            return MessageKind.MALFORMED;
        }
    }

    /// Returns why the message was malformed.
    public Refusal refusal() {
        return refusal;
    }

    /// Returns the place of the symbol, -1 if the message has none.
    public int symbol() {
        return symbol;
    }

    /// Returns the place of the interval of a closed or open candle.
    public int interval() {
        return interval;
    }

    /// Returns the exchange's time of the message, epoch milliseconds; 0 if it has none.
    public long eventMillis() {
        return eventMillis;
    }

    /// Returns the update id of a book, the last one of changes of an order book; it grows with every change.
    public long updateId() {
        return updateId;
    }

    /// Returns the first update id of changes of an order book.
    public long firstUpdateId() {
        return firstUpdateId;
    }

    /// Returns the bids that changed in an order book, the same object each time.
    public Levels bids() {
        return members.bids();
    }

    /// Returns the asks that changed in an order book, the same object each time.
    public Levels asks() {
        return members.asks();
    }

    /// Returns the id of a trade, the first one of an aggregate or of a candle; -1 if the candle has no trade.
    public long firstTradeId() {
        return firstTradeId;
    }

    /// Returns the id of a trade, the last one of an aggregate or of a candle; -1 if the candle has no trade.
    public long lastTradeId() {
        return lastTradeId;
    }

    /// Returns when a trade took place, epoch milliseconds: the time that says which candle it belongs to.
    public long tradeMillis() {
        return tradeMillis;
    }

    /// Returns the price of a trade, above zero.
    public double price() {
        return price;
    }

    /// Returns the quantity of a trade, zero or more.
    public double quantity() {
        return quantity;
    }

    /// Returns the best bid of a book; 0 if there is none.
    public double bid() {
        return bid;
    }

    /// Returns the quantity at the best bid, zero or more.
    public double bidQuantity() {
        return bidQuantity;
    }

    /// Returns the best ask of a book; 0 if there is none.
    public double ask() {
        return ask;
    }

    /// Returns the quantity at the best ask, zero or more.
    public double askQuantity() {
        return askQuantity;
    }

    /// Returns the candle of a message of the kind [MessageKind#CLOSED_CANDLE], or so far of [MessageKind#OPEN_CANDLE].
    ///
    /// @throws IllegalStateException if the message is of another kind
    public Candle candle() {
        if (candle == null) {
            throw new IllegalStateException("the message has no candle");
        }
        return candle;
    }

    private MessageKind kind() throws MalformedException {
        if (!fields.has('e')) {
            if (fields.has('u') && fields.has('b') && fields.has('a')) {
                return book();
            }
            if (members.isError()) {
                return MessageKind.REFUSED;
            }
            return members.isAnswer() ? MessageKind.DONE : MessageKind.UNKNOWN;
        }
        if (fields.is('e', "trade")) {
            return trade('t', 't', MessageKind.TRADE);
        }
        if (fields.is('e', "depthUpdate")) {
            return depth();
        }
        if (fields.is('e', "aggTrade")) {
            return trade('f', 'l', MessageKind.AGGREGATE_TRADE);
        }
        if (fields.is('e', "kline")) {
            return kline();
        }
        if (fields.is('e', "bookTicker")) {
            return book();
        }
        if (fields.is('e', "serverShutdown")) {
            return MessageKind.SHUTDOWN;
        }
        return isStatistics() ? MessageKind.UNUSED : MessageKind.UNKNOWN;
    }

    private boolean isStatistics() {
        for (String name : STATISTICS) {
            if (fields.is('e', name)) {
                return true;
            }
        }
        return false;
    }

    private MessageKind depth() throws MalformedException {
        int slot = knownSymbol();
        long time = fields.integer('E');
        firstUpdateId = fields.integer('U');
        updateId = fields.integer('u');
        fields.need('b', Token.ARRAY);
        fields.need('a', Token.ARRAY);
        if (firstUpdateId > updateId) {
            throw new MalformedException(Refusal.BAD_NUMBER);
        }
        symbol = slot;
        eventMillis = time;
        return MessageKind.DEPTH;
    }

    private MessageKind book() throws MalformedException {
        int slot = knownSymbol();
        updateId = fields.integer('u');
        bid = fields.decimal('b');
        bidQuantity = fields.decimal('B');
        ask = fields.decimal('a');
        askQuantity = fields.decimal('A');
        symbol = slot;
        return MessageKind.BOOK;
    }

    private MessageKind trade(char firstId, char lastId, MessageKind kind)
            throws MalformedException {
        int slot = knownSymbol();
        long time = fields.integer('E');
        price = fields.decimal('p');
        quantity = fields.decimal('q');
        firstTradeId = fields.integer(firstId);
        lastTradeId = firstId == lastId ? firstTradeId : fields.integer(lastId);
        tradeMillis = fields.integer('T');
        if (price == 0 || firstTradeId > lastTradeId) {
            throw new MalformedException(Refusal.BAD_NUMBER);
        }
        symbol = slot;
        eventMillis = time;
        return kind;
    }

    private MessageKind kline() throws MalformedException {
        int slot = knownSymbol();
        long time = fields.integer('E');
        fields.need('k', Token.OBJECT);
        interval = bar.name('i', intervals);
        if (interval < 0) {
            throw new MalformedException(Refusal.UNKNOWN_INTERVAL);
        }
        long open = bar.integer('t');
        boolean closed = bar.flag('x');
        firstTradeId = bar.id('f');
        lastTradeId = bar.id('L');
        candle = candle(open, time);
        symbol = slot;
        eventMillis = time;
        return closed ? MessageKind.CLOSED_CANDLE : MessageKind.OPEN_CANDLE;
    }

    private Candle candle(long open, long time) throws MalformedException {
        Interval length = intervalList.get(interval);
        // Bars of three days are aligned to the listing of the symbol, all others to the calendar.
        if (open > time + CLOCK_ERROR_MILLIS
                || (length != Interval.D3 && length.openOf(open) != open)) {
            throw new MalformedException(Refusal.IMPOSSIBLE_CANDLE);
        }
        return KlineParser.candle(
                open,
                bar.decimal('o'),
                bar.decimal('h'),
                bar.decimal('l'),
                bar.decimal('c'),
                bar.decimal('v'),
                bar.decimal('q'),
                bar.integer('n'));
    }

    private int knownSymbol() throws MalformedException {
        int slot = fields.name('s', symbols);
        if (slot < 0) {
            throw new MalformedException(Refusal.UNKNOWN_SYMBOL);
        }
        return slot;
    }
}
