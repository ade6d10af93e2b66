package io.tickmesh.simulator.wire;

import io.tickmesh.simulator.market.Instrument;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Collects ASCII JSON in a byte array that grows as needed and is reused. Not thread-safe.
public final class JsonBytes {

    private static final int INITIAL_BYTES = 1 << 10;
    private static final int MOST_DIGITS = 20;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private final byte[] digits = new byte[MOST_DIGITS];
    private int length;

    /// Forgets everything written.
    public JsonBytes clear() {
        length = 0;
        return this;
    }

    /// Appends bytes as they are.
    public JsonBytes raw(byte[] text) {
        ensure(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
        return this;
    }

    /// Appends ASCII text as it is.
    @SuppressWarnings("deprecation") // The one copy from a Latin-1 string that makes no garbage.
    public JsonBytes raw(String ascii) {
        ensure(ascii.length());
        ascii.getBytes(0, ascii.length(), bytes, length);
        length += ascii.length();
        return this;
    }

    /// Appends an integer.
    public JsonBytes number(long value) {
        if (value < 0) {
            raw("-");
        }
        int n = digitsOf(Math.abs(value));
        ensure(n);
        for (int i = n - 1; i >= 0; i--) {
            bytes[length++] = digits[i];
        }
        return this;
    }

    /// Appends a truth value.
    public JsonBytes bool(boolean value) {
        return raw(value ? "true" : "false");
    }

    /// Appends `value x 10^-decimals` as a quoted decimal with the eight places of the exchange.
    ///
    /// @param value not negative
    /// @param decimals 0..8
    public JsonBytes decimal(long value, int decimals) {
        return signed(value, decimals, Instrument.WIRE_DECIMALS);
    }

    /// Appends `value x 10^-decimals` as a quoted decimal, with a minus if it is negative.
    ///
    /// @param decimals 0..8
    /// @param places digits after the point, not below `decimals`
    public JsonBytes signed(long value, int decimals, int places) {
        int n = digitsOf(Math.abs(value));
        ensure(n + places + 5);
        bytes[length++] = '"';
        if (value < 0) {
            bytes[length++] = '-';
        }
        if (n <= decimals) {
            bytes[length++] = '0';
        }
        for (int i = n - 1; i >= decimals; i--) {
            bytes[length++] = digits[i];
        }
        bytes[length++] = '.';
        for (int i = decimals - 1; i >= 0; i--) {
            bytes[length++] = i < n ? digits[i] : (byte) '0';
        }
        for (int i = decimals; i < places; i++) {
            bytes[length++] = '0';
        }
        bytes[length++] = '"';
        return this;
    }

    /// Puts the digits in reverse order and returns how many there are.
    private int digitsOf(long value) {
        int n = 0;
        long rest = value;
        do {
            digits[n++] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        return n;
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    /// Returns the number of bytes written.
    public int length() {
        return length;
    }

    /// Copies what was written into `target`, which must have the room.
    public void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, 0, target, at, length);
    }

    /// Returns a copy of what was written.
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.US_ASCII);
    }
}
