package io.tickmesh.market.wire;

import io.tickmesh.market.book.Levels;
import io.tickmesh.market.wire.JsonScanner.Token;

/// The members of a message of a stream, raw or in a combined envelope: where those with one letter lie, and what levels they
/// hold. Not thread-safe.
final class Members {
    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] RESULT = {'r', 'e', 's', 'u', 'l', 't'};
    private static final byte[] ERROR = {'e', 'r', 'r', 'o', 'r'};
    private static final byte[] CODE = {'c', 'o', 'd', 'e'};
    private static final byte[] MESSAGE = {'m', 's', 'g'};

    private final JsonScanner scanner = new JsonScanner();
    private final LevelReader reader = new LevelReader(scanner);
    private final Fields fields = new Fields(scanner);
    private final Fields bar = new Fields(scanner);
    private final Levels bids = new Levels();
    private final Levels asks = new Levels();
    private boolean answer;
    private boolean error;

    /// Reads the message in the first `length` bytes, which may be changed.
    void read(byte[] bytes, int length) throws MalformedException {
        scanner.reset(bytes, length);
        fields.clear();
        answer = false;
        error = false;
        scanner.expect('{');
        object(true);
        scanner.finish();
    }

    Fields fields() {
        return fields;
    }

    /// Returns the members of the object `k`; meaningful only if there is one.
    Fields bar() {
        return bar;
    }

    /// Returns the levels of the array `b`; meaningful only if there is one.
    Levels bids() {
        return bids;
    }

    /// Returns the levels of the array `a`; meaningful only if there is one.
    Levels asks() {
        return asks;
    }

    /// Returns whether the message answers a request.
    boolean isAnswer() {
        return answer;
    }

    /// Returns whether the message is an error.
    boolean isError() {
        return error;
    }

    private void object(boolean outermost) throws MalformedException {
        if (scanner.accept('}')) {
            return;
        }
        do {
            scanner.key();
            byte letter = scanner.letter();
            if (letter > 0) {
                member(letter);
            } else {
                longMember(outermost);
            }
        } while (scanner.more('}'));
    }

    private void member(byte letter) throws MalformedException {
        Token token = scanner.value();
        fields.put(letter, token);
        if (token == Token.OBJECT && letter == 'k') {
            barMembers();
        } else if (token == Token.ARRAY && letter == 'b') {
            reader.read(bids);
        } else if (token == Token.ARRAY && letter == 'a') {
            reader.read(asks);
        } else {
            skip(token);
        }
    }

    private void longMember(boolean outermost) throws MalformedException {
        boolean data = outermost && scanner.is(DATA);
        if (outermost) {
            answer |= scanner.is(RESULT);
            error |= scanner.is(ERROR) || scanner.is(CODE) || scanner.is(MESSAGE);
        }
        Token token = scanner.value();
        if (data && token == Token.OBJECT) {
            object(false);
        } else {
            skip(token);
        }
    }

    private void barMembers() throws MalformedException {
        bar.clear();
        if (scanner.accept('}')) {
            return;
        }
        do {
            scanner.key();
            byte letter = scanner.letter();
            Token token = scanner.value();
            if (letter > 0) {
                bar.put(letter, token);
            }
            skip(token);
        } while (scanner.more('}'));
    }

    private void skip(Token token) throws MalformedException {
        if (token == Token.OBJECT || token == Token.ARRAY) {
            scanner.skipContainer();
        }
    }
}
