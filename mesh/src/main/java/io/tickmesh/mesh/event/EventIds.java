package io.tickmesh.mesh.event;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Makes event ids: microseconds, node, sequence. Ids of one node sort by time; no two nodes share a name.
public final class EventIds {
    private static final int MICROS_DIGITS = 11;
    private static final int SEQUENCE_DIGITS = 7;
    private static final int RADIX = 36;
    private static final int LONGEST = 200;

    private EventIds() {}

    /// Returns when the event of that id was made, on the clock of its node; empty if it is no id of an event.
    public static Optional<Instant> timeOf(String id) {
        if (id.length() > LONGEST
                || id.lastIndexOf('-') <= MICROS_DIGITS + 1
                || id.charAt(MICROS_DIGITS) != '-') {
            return Optional.empty();
        }
        long micros = 0;
        for (int i = 0; i < MICROS_DIGITS; i++) {
            char digit = id.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'z')) {
                return Optional.empty();
            }
            micros = micros * RADIX + Character.digit(digit, RADIX);
        }
        return Optional.of(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }

    /// Returns an id such as `h2s0v3k7q1c-alpha-000001z`: 11 digits of base 36 hold the microseconds until the year 6140.
    static String format(long micros, String node, long sequence) {
        StringBuilder id = new StringBuilder(MICROS_DIGITS + SEQUENCE_DIGITS + 2 + node.length());
        padded(id, micros, MICROS_DIGITS);
        id.append('-').append(node).append('-');
        padded(id, sequence, SEQUENCE_DIGITS);
        return id.toString();
    }

    private static void padded(StringBuilder out, long value, int digits) {
        String text = Long.toString(value, RADIX);
        out.repeat('0', Math.max(0, digits - text.length())).append(text);
    }
}
