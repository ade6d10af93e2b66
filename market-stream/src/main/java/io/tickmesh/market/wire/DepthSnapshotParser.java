package io.tickmesh.market.wire;

import io.tickmesh.market.book.DepthSnapshot;
import io.tickmesh.market.book.Levels;
import io.tickmesh.market.wire.JsonScanner.Token;
import org.jspecify.annotations.Nullable;

/// Reads the answer of the `depth` request. Not thread-safe.
public final class DepthSnapshotParser {
    private static final byte[] ID = {'l', 'a', 's', 't', 'U', 'p', 'd', 'a', 't', 'e', 'I', 'd'};
    private static final byte[] BIDS = {'b', 'i', 'd', 's'};
    private static final byte[] ASKS = {'a', 's', 'k', 's'};

    private final JsonScanner scanner = new JsonScanner();
    private final LevelReader reader = new LevelReader(scanner);

    /// Returns the snapshot in `bytes`, which the parser may change.
    ///
    /// @throws MalformedException if it is none
    public DepthSnapshot parse(byte[] bytes) throws MalformedException {
        scanner.reset(bytes, bytes.length);
        long lastUpdateId = -1;
        Levels bids = null;
        Levels asks = null;
        scanner.expect('{');
        if (!scanner.accept('}')) {
            do {
                scanner.key();
                if (scanner.is(ID)) {
                    need(scanner.value(), Token.NUMBER);
                    lastUpdateId = Fields.wholeNumber(bytes, scanner.start(), scanner.end());
                } else if (scanner.is(BIDS)) {
                    bids = levels();
                } else if (scanner.is(ASKS)) {
                    asks = levels();
                } else {
                    skip(scanner.value());
                }
            } while (scanner.more('}'));
        }
        scanner.finish();
        return snapshot(lastUpdateId, bids, asks);
    }

    private static DepthSnapshot snapshot(long id, @Nullable Levels bids, @Nullable Levels asks)
            throws MalformedException {
        if (id < 0 || bids == null || asks == null) {
            throw new MalformedException(Refusal.MISSING_FIELD);
        }
        return new DepthSnapshot(id, bids, asks);
    }

    private Levels levels() throws MalformedException {
        need(scanner.value(), Token.ARRAY);
        Levels levels = new Levels();
        reader.read(levels);
        return levels;
    }

    private void skip(Token token) throws MalformedException {
        if (token == Token.OBJECT || token == Token.ARRAY) {
            scanner.skipContainer();
        }
    }

    private static void need(Token token, Token wanted) throws MalformedException {
        if (token != wanted) {
            throw new MalformedException(Refusal.WRONG_TYPE);
        }
    }
}
