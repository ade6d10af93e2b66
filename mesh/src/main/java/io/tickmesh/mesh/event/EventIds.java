package io.tickmesh.mesh.event;

/// Makes event ids: microseconds, node, sequence. Ids of one node sort by time; no two nodes share a name.
final class EventIds {
    private static final int MICROS_DIGITS = 11;
    private static final int SEQUENCE_DIGITS = 7;
    private static final int RADIX = 36;

    private EventIds() {}

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
