package io.tickmesh.market.wire;

import io.tickmesh.market.wire.JsonScanner.Token;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the messages of Binance's streams, raw or in a combined envelope, from bytes. Holds the values of the last message
/// until the next one. Makes no objects but closed candles; never throws for what a message holds. Not thread-safe.
///
/// One pass notes where the one-letter members lie, because what they mean depends on the event type, which may come last; then
/// only those that are needed are read.
public final class FrameParser {
    private final NameTable symbols;
    private final NameTable intervals;
    private final List<Interval> intervalList;
    private final JsonScanner scanner = new JsonScanner();
    private final Fields fields = new Fields(scanner);
    private final Fields bar = new Fields(scanner);
    private boolean answer;
    private boolean error;

    private Refusal refusal = Refusal.NOT_JSON;
    private int symbol;
    private int interval;
    private long eventMillis;
    private long updateId;
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
            scanner.reset(bytes, length);
            members();
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

    /// Returns the update id of a book; it grows with every change.
    public long updateId() {
        return updateId;
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

    /// Returns the candle of a message of the kind [MessageKind#CLOSED_CANDLE].
    ///
    /// @throws IllegalStateException if the message is of another kind
    public Candle candle() {
        if (candle == null) {
            throw new IllegalStateException("the message has no closed candle");
        }
        return candle;
    }

    private void members() throws MalformedException {
        fields.clear();
        answer = false;
        error = false;
        scanner.expect('{');
        object(true);
        scanner.finish();
    }

    private void object(boolean outermost) throws MalformedException {
        if (scanner.accept('}')) {
            return;
        }
        do {
            scanner.key();
            int keyStart = scanner.start();
            int keyLength = scanner.end() - keyStart;
            byte letter = keyLength == 1 ? scanner.bytes()[keyStart] : 0;
            if (letter > 0) {
                member(letter);
            } else {
                longMember(keyStart, keyLength, outermost);
            }
        } while (scanner.more('}'));
    }

    private void member(byte letter) throws MalformedException {
        Token token = scanner.value();
        fields.put(letter, token);
        if (token == Token.OBJECT && letter == 'k') {
            barMembers();
        } else if (token == Token.OBJECT || token == Token.ARRAY) {
            scanner.skipContainer();
        }
    }

    private void longMember(int keyStart, int keyLength, boolean outermost)
            throws MalformedException {
        boolean data = outermost && isKey(keyStart, keyLength, "data");
        if (outermost) {
            answer |= isKey(keyStart, keyLength, "result");
            error |=
                    isKey(keyStart, keyLength, "error")
                            || isKey(keyStart, keyLength, "code")
                            || isKey(keyStart, keyLength, "msg");
        }
        Token token = scanner.value();
        if (data && token == Token.OBJECT) {
            object(false);
        } else if (token == Token.OBJECT || token == Token.ARRAY) {
            scanner.skipContainer();
        }
    }

    private void barMembers() throws MalformedException {
        bar.clear();
        if (scanner.accept('}')) {
            return;
        }
        do {
            scanner.key();
            int keyLength = scanner.end() - scanner.start();
            byte letter = keyLength == 1 ? scanner.bytes()[scanner.start()] : 0;
            Token token = scanner.value();
            if (letter > 0) {
                bar.put(letter, token);
            }
            if (token == Token.OBJECT || token == Token.ARRAY) {
                scanner.skipContainer();
            }
        } while (scanner.more('}'));
    }

    private MessageKind kind() throws MalformedException {
        if (!fields.has('e')) {
            if (fields.has('u') && fields.has('b') && fields.has('a')) {
                return book();
            }
            if (error) {
                return MessageKind.REFUSED;
            }
            return answer ? MessageKind.DONE : MessageKind.UNKNOWN;
        }
        if (fields.is('e', "trade")) {
            return trade();
        }
        if (fields.is('e', "kline")) {
            return kline();
        }
        if (fields.is('e', "bookTicker")) {
            return book();
        }
        return fields.is('e', "serverShutdown") ? MessageKind.SHUTDOWN : MessageKind.UNKNOWN;
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

    private MessageKind trade() throws MalformedException {
        int slot = knownSymbol();
        long time = fields.integer('E');
        price = fields.decimal('p');
        quantity = fields.decimal('q');
        if (price == 0) {
            throw new MalformedException(Refusal.BAD_NUMBER);
        }
        symbol = slot;
        eventMillis = time;
        return MessageKind.TRADE;
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
        if (closed) {
            candle = candle(open, time);
        }
        symbol = slot;
        eventMillis = time;
        return closed ? MessageKind.CLOSED_CANDLE : MessageKind.OPEN_CANDLE;
    }

    private Candle candle(long open, long time) throws MalformedException {
        Interval length = intervalList.get(interval);
        // Bars of three days are aligned to the listing of the symbol, all others to the calendar.
        if (open > time || (length != Interval.D3 && length.openOf(open) != open)) {
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

    private boolean isKey(int keyStart, int keyLength, String key) {
        if (keyLength != key.length()) {
            return false;
        }
        for (int i = 0; i < keyLength; i++) {
            if (scanner.bytes()[keyStart + i] != key.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
