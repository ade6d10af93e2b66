package io.tickmesh.market.wire;

import java.nio.charset.StandardCharsets;

/// Reads decimal numbers from bytes without making objects.
final class Decimals {
    private static final long EXACT = 1L << 53;
    private static final long ROOM_FOR_A_DIGIT = Long.MAX_VALUE / 10 - 1;
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };

    private Decimals() {}

    /// Returns exactly what `Double.parseDouble` returns for the decimal number in `bytes` from `start` to `end`; NaN if there
    /// is none, or if it is too large for a double.
    ///
    /// A mantissa below 2^53 and a power of ten up to 10^22 are exact doubles, so that one division rounds correctly (Clinger).
    /// Exchange numbers are like that; the others take the slow way.
    static double parse(byte[] bytes, int start, int end) {
        int position = start;
        boolean negative = position < end && bytes[position] == '-';
        if (negative) {
            position++;
        }
        long mantissa = 0;
        int digits = 0;
        int scale = 0;
        boolean fraction = false;
        for (; position < end; position++) {
            int digit = bytes[position] - '0';
            if (digit >= 0 && digit <= 9) {
                if (mantissa > ROOM_FOR_A_DIGIT) {
                    return slow(bytes, start, end);
                }
                mantissa = mantissa * 10 + digit;
                digits++;
                if (fraction) {
                    scale++;
                }
            } else if (bytes[position] == '.' && !fraction && digits > 0) {
                fraction = true;
            } else {
                return slow(bytes, start, end);
            }
        }
        while (mantissa > EXACT && scale > 0 && mantissa % 10 == 0) {
            mantissa /= 10;
            scale--;
        }
        if (digits == 0 || mantissa > EXACT || scale >= POWERS_OF_TEN.length) {
            return slow(bytes, start, end);
        }
        double value = mantissa / POWERS_OF_TEN[scale];
        return negative ? -value : value;
    }

    private static double slow(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            // Double.parseDouble also takes blanks, hexadecimal numbers, NaN and type suffixes.
            if ("0123456789.-+eE".indexOf(bytes[i]) < 0) {
                return Double.NaN;
            }
        }
        try {
            double value =
                    Double.parseDouble(
                            new String(bytes, start, end - start, StandardCharsets.ISO_8859_1));
            return Double.isInfinite(value) ? Double.NaN : value;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
