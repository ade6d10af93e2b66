package io.tickmesh.market.wire;

import io.tickmesh.market.wire.JsonScanner.Token;

/// The one-letter members of an object: where their values lie in the text. Not thread-safe.
final class Fields {
    private static final int LETTERS = 128;

    private final JsonScanner scanner;
    private final Token[] tokens = new Token[LETTERS];
    private final int[] starts = new int[LETTERS];
    private final int[] ends = new int[LETTERS];
    private final int[] rounds = new int[LETTERS];
    private int round;

    Fields(JsonScanner scanner) {
        this.scanner = scanner;
    }

    void clear() {
        round++;
    }

    void put(int letter, Token token) {
        tokens[letter] = token;
        starts[letter] = scanner.start();
        ends[letter] = scanner.end();
        rounds[letter] = round;
    }

    boolean has(char letter) {
        return rounds[letter] == round;
    }

    /// Returns whether the member is a string equal to `text`, which is ASCII.
    boolean is(char letter, String text) {
        if (!has(letter)
                || tokens[letter] != Token.STRING
                || ends[letter] - starts[letter] != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (scanner.bytes()[starts[letter] + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Returns the place of a string in `names`, -1 if it is not there.
    int name(char letter, NameTable names) throws MalformedException {
        need(letter, Token.STRING);
        return names.find(scanner.bytes(), starts[letter], ends[letter]);
    }

    /// Returns a decimal string that is not negative.
    double decimal(char letter) throws MalformedException {
        need(letter, Token.STRING);
        double value = Decimals.parse(scanner.bytes(), starts[letter], ends[letter]);
        if (!(value >= 0)) {
            throw new MalformedException(Refusal.BAD_NUMBER);
        }
        return value;
    }

    /// Returns a whole number that is not negative.
    long integer(char letter) throws MalformedException {
        need(letter, Token.NUMBER);
        return wholeNumber(scanner.bytes(), starts[letter], ends[letter]);
    }

    /// Returns an id: a whole number that is not negative, or -1 for none.
    long id(char letter) throws MalformedException {
        need(letter, Token.NUMBER);
        byte[] bytes = scanner.bytes();
        int start = starts[letter];
        if (ends[letter] - start == 2 && bytes[start] == '-' && bytes[start + 1] == '1') {
            return -1;
        }
        return wholeNumber(bytes, start, ends[letter]);
    }

    boolean flag(char letter) throws MalformedException {
        if (!has(letter)) {
            throw new MalformedException(Refusal.MISSING_FIELD);
        }
        return switch (tokens[letter]) {
            case TRUE -> true;
            case FALSE -> false;
            case STRING, NUMBER, NULL, OBJECT, ARRAY ->
                    throw new MalformedException(Refusal.WRONG_TYPE);
        };
    }

    void need(char letter, Token token) throws MalformedException {
        if (!has(letter)) {
            throw new MalformedException(Refusal.MISSING_FIELD);
        }
        if (tokens[letter] != token) {
            throw new MalformedException(Refusal.WRONG_TYPE);
        }
    }

    static long wholeNumber(byte[] bytes, int start, int end) throws MalformedException {
        long value = 0;
        // 18 digits always fit.
        if (end == start || end - start > 18) {
            throw new MalformedException(Refusal.BAD_NUMBER);
        }
        for (int i = start; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new MalformedException(Refusal.BAD_NUMBER);
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
