package io.tickmesh.market.wire;

import io.tickmesh.market.wire.JsonScanner.Token;
import io.tickmesh.mesh.market.Candle;
import java.util.ArrayList;
import java.util.List;

/// Reads the answer of the `klines` request: an array of arrays, oldest first. Not thread-safe.
public final class KlineParser {
    private final JsonScanner scanner = new JsonScanner();

    /// Returns the candles in `bytes`, which the parser may change.
    ///
    /// @throws MalformedException if they are none, or not in the order of their opening times
    public List<Candle> parse(byte[] bytes) throws MalformedException {
        scanner.reset(bytes, bytes.length);
        List<Candle> candles = new ArrayList<>();
        scanner.expect('[');
        if (!scanner.accept(']')) {
            do {
                scanner.expect('[');
                Candle candle = row();
                if (!candles.isEmpty() && candles.getLast().openMillis() >= candle.openMillis()) {
                    throw new MalformedException(Refusal.IMPOSSIBLE_CANDLE);
                }
                candles.add(candle);
            } while (scanner.more(']'));
        }
        scanner.finish();
        return candles;
    }

    /// Returns a candle.
    ///
    /// @throws MalformedException if there cannot be one like that
    static Candle candle(
            long open,
            double first,
            double high,
            double low,
            double last,
            double volume,
            double quoteVolume,
            long trades)
            throws MalformedException {
        try {
            return new Candle(open, first, high, low, last, volume, quoteVolume, trades);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(Refusal.IMPOSSIBLE_CANDLE);
        }
    }

    private Candle row() throws MalformedException {
        long open = integer();
        double first = nextDecimal();
        double high = nextDecimal();
        double low = nextDecimal();
        double last = nextDecimal();
        double volume = nextDecimal();
        scanner.expect(',');
        long close = integer();
        double quoteVolume = nextDecimal();
        scanner.expect(',');
        long trades = integer();
        if (close < open) {
            throw new MalformedException(Refusal.IMPOSSIBLE_CANDLE);
        }
        scanner.skipContainer();
        return candle(open, first, high, low, last, volume, quoteVolume, trades);
    }

    private double nextDecimal() throws MalformedException {
        scanner.expect(',');
        if (scanner.value() != Token.STRING) {
            throw new MalformedException(Refusal.WRONG_TYPE);
        }
        double value = Decimals.parse(scanner.bytes(), scanner.start(), scanner.end());
        if (!(value >= 0)) {
            throw new MalformedException(Refusal.BAD_NUMBER);
        }
        return value;
    }

    private long integer() throws MalformedException {
        if (scanner.value() != Token.NUMBER) {
            throw new MalformedException(Refusal.WRONG_TYPE);
        }
        return Fields.wholeNumber(scanner.bytes(), scanner.start(), scanner.end());
    }
}
