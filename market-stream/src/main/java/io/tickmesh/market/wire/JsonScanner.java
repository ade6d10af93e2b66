package io.tickmesh.market.wire;

/// Walks over the tokens of a JSON text in bytes, without making objects. Not thread-safe.
///
/// Strings are decoded in place: the scanner changes the bytes it is given wherever they hold escapes.
final class JsonScanner {
    /// What a value is.
    enum Token {
        STRING,
        NUMBER,
        TRUE,
        FALSE,
        NULL,
        OBJECT,
        ARRAY
    }

    private byte[] bytes = new byte[0];
    private int length;
    private int position;
    private int start;
    private int end;

    void reset(byte[] text, int textLength) {
        bytes = text;
        length = textLength;
        position = 0;
    }

    byte[] bytes() {
        return bytes;
    }

    /// Returns where the last string or number begins; a string without its quotes.
    int start() {
        return start;
    }

    /// Returns where the last string or number ends, exclusive.
    int end() {
        return end;
    }

    /// Reads `wanted`, after blanks.
    void expect(char wanted) throws MalformedException {
        if (peek() != wanted) {
            throw new MalformedException(Refusal.NOT_JSON);
        }
        position++;
    }

    /// Reads `wanted` if it comes next, after blanks.
    boolean accept(char wanted) throws MalformedException {
        if (peek() != wanted) {
            return false;
        }
        position++;
        return true;
    }

    /// Goes on to the next member of the container that ends with `close`, after a value.
    boolean more(char close) throws MalformedException {
        if (accept(',')) {
            return true;
        }
        expect(close);
        return false;
    }

    /// Reads the key of a member and its colon. [#start] and [#end] are those of the key.
    void key() throws MalformedException {
        expect('"');
        string();
        int keyStart = start;
        int keyEnd = end;
        expect(':');
        start = keyStart;
        end = keyEnd;
    }

    /// Returns the last string or number if it is one byte of ASCII, otherwise 0 or less.
    byte letter() {
        return end - start == 1 ? bytes[start] : 0;
    }

    /// Returns whether the last string or number is `text`.
    boolean is(byte[] text) {
        if (end - start != text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (bytes[start + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    /// Reads a value. Of an object or an array it reads only the opening bracket.
    Token value() throws MalformedException {
        byte first = peek();
        position++;
        return switch (first) {
            case '"' -> {
                string();
                yield Token.STRING;
            }
            case '{' -> Token.OBJECT;
            case '[' -> Token.ARRAY;
            case 't' -> literal("true", Token.TRUE);
            case 'f' -> literal("false", Token.FALSE);
            case 'n' -> literal("null", Token.NULL);
            default -> number(first);
        };
    }

    /// Skips the rest of an object or array whose opening bracket has been read.
    void skipContainer() throws MalformedException {
        int depth = 1;
        while (depth > 0) {
            byte next = peek();
            position++;
            switch (next) {
                case '"' -> string();
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {
                    // Numbers, literals, commas and colons that nobody asks for.
                }
            }
        }
    }

    /// Checks that nothing but blanks follows.
    void finish() throws MalformedException {
        while (position < length) {
            if (!isBlank(bytes[position++])) {
                throw new MalformedException(Refusal.NOT_JSON);
            }
        }
    }

    private byte peek() throws MalformedException {
        while (position < length) {
            byte next = bytes[position];
            if (!isBlank(next)) {
                return next;
            }
            position++;
        }
        throw new MalformedException(Refusal.TRUNCATED);
    }

    private void string() throws MalformedException {
        start = position;
        while (position < length) {
            byte next = bytes[position++];
            if (next == '"') {
                end = position - 1;
                return;
            }
            if (next == '\\') {
                position--;
                escapedString();
                return;
            }
        }
        throw new MalformedException(Refusal.TRUNCATED);
    }

    /// Goes on with a string at its first escape. The decoded text is never longer than the escaped one.
    private void escapedString() throws MalformedException {
        end = position;
        while (position < length) {
            byte next = bytes[position++];
            if (next == '"') {
                return;
            }
            if (next == '\\') {
                escape();
            } else {
                bytes[end++] = next;
            }
        }
        throw new MalformedException(Refusal.TRUNCATED);
    }

    private void escape() throws MalformedException {
        if (position >= length) {
            throw new MalformedException(Refusal.TRUNCATED);
        }
        byte escaped = bytes[position++];
        switch (escaped) {
            case '"', '\\', '/' -> bytes[end++] = escaped;
            case 'b' -> bytes[end++] = '\b';
            case 'f' -> bytes[end++] = '\f';
            case 'n' -> bytes[end++] = '\n';
            case 'r' -> bytes[end++] = '\r';
            case 't' -> bytes[end++] = '\t';
            case 'u' -> unicode();
            default -> throw new MalformedException(Refusal.NOT_JSON);
        }
    }

    /// Decodes to UTF-8, halves of a surrogate pair each for itself: no name of the protocol has any.
    private void unicode() throws MalformedException {
        if (position + 4 > length) {
            throw new MalformedException(Refusal.TRUNCATED);
        }
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(bytes[position++], 16);
            if (digit < 0) {
                throw new MalformedException(Refusal.NOT_JSON);
            }
            code = (code << 4) | digit;
        }
        if (code < 0x80) {
            bytes[end++] = (byte) code;
        } else if (code < 0x800) {
            bytes[end++] = (byte) (0xc0 | (code >> 6));
            bytes[end++] = (byte) (0x80 | (code & 0x3f));
        } else {
            bytes[end++] = (byte) (0xe0 | (code >> 12));
            bytes[end++] = (byte) (0x80 | ((code >> 6) & 0x3f));
            bytes[end++] = (byte) (0x80 | (code & 0x3f));
        }
    }

    private Token number(byte first) throws MalformedException {
        if (first != '-' && (first < '0' || first > '9')) {
            throw new MalformedException(Refusal.NOT_JSON);
        }
        start = position - 1;
        while (position < length && isNumeric(bytes[position])) {
            position++;
        }
        end = position;
        return Token.NUMBER;
    }

    private Token literal(String text, Token token) throws MalformedException {
        int last = position - 1 + text.length();
        if (last > length) {
            throw new MalformedException(Refusal.TRUNCATED);
        }
        for (int i = 1; i < text.length(); i++) {
            if (bytes[position++] != text.charAt(i)) {
                throw new MalformedException(Refusal.NOT_JSON);
            }
        }
        return token;
    }

    private static boolean isNumeric(byte next) {
        return (next >= '0' && next <= '9')
                || next == '.'
                || next == '-'
                || next == '+'
                || next == 'e'
                || next == 'E';
    }

    private static boolean isBlank(byte next) {
        return next == ' ' || next == '\n' || next == '\r' || next == '\t';
    }
}
