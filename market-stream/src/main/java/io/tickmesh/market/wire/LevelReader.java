package io.tickmesh.market.wire;

import io.tickmesh.market.book.Levels;
import io.tickmesh.market.wire.JsonScanner.Token;

/// Reads price levels, `[["price","quantity"],...]`, without making an object for each. Not thread-safe.
final class LevelReader {
    /// Four times what the exchange sends of one side at most.
    static final int MAX_LEVELS = 20_000;

    private final JsonScanner scanner;

    LevelReader(JsonScanner scanner) {
        this.scanner = scanner;
    }

    /// Reads the rest of an array whose opening bracket has been read into `levels`, in place of what they held.
    void read(Levels levels) throws MalformedException {
        levels.clear();
        if (scanner.accept(']')) {
            return;
        }
        do {
            if (levels.size() == MAX_LEVELS) {
                throw new MalformedException(Refusal.UNEXPECTED_FRAME);
            }
            need(Token.ARRAY);
            double price = decimal();
            if (price == 0) {
                throw new MalformedException(Refusal.BAD_NUMBER);
            }
            scanner.expect(',');
            levels.add(price, decimal());
            // Older answers have more in a level.
            if (!scanner.accept(']')) {
                scanner.skipContainer();
            }
        } while (scanner.more(']'));
    }

    private double decimal() throws MalformedException {
        need(Token.STRING);
        double value = Decimals.parse(scanner.bytes(), scanner.start(), scanner.end());
        if (!(value >= 0)) {
            throw new MalformedException(Refusal.BAD_NUMBER);
        }
        return value;
    }

    private void need(Token token) throws MalformedException {
        if (scanner.value() != token) {
            throw new MalformedException(Refusal.WRONG_TYPE);
        }
    }
}
