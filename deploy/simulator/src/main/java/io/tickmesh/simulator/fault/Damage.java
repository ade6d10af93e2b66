package io.tickmesh.simulator.fault;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/// How a message is broken, envelope and all.
public enum Damage {
    /// Not at all.
    NONE,
    /// It ends in the middle.
    TRUNCATED,
    /// Characters that are no JSON, as many as the message had.
    GARBAGE,
    /// The message in a binary frame.
    BINARY,
    /// One member more, so long that the message exceeds a megabyte.
    HUGE,
    /// Every number, quoted or not, is an object, every boolean a text.
    WRONG_TYPES;

    private static final int HUGE_BYTES = 1 << 20;
    private static final int FIRST_PRINTABLE = 33;
    private static final int PRINTABLE = 94;

    // Values only: digits after a colon, a comma or a bracket.
    private static final Pattern NUMBERS =
            Pattern.compile("(?<=[:,\\[])\"?-?\\d+(?:\\.\\d+)?\"?(?=[,\\]}])");
    private static final Pattern BOOLEANS = Pattern.compile("(?<=:)(true|false)(?=[,}])");

    /// Returns whether the message goes out in a binary frame.
    public boolean binary() {
        return this == BINARY;
    }

    /// Returns the broken message; the same message is always broken in the same way.
    public byte[] apply(byte[] message) {
        return switch (this) {
            case NONE, BINARY -> message;
            case TRUNCATED -> Arrays.copyOf(message, message.length / 2);
            case GARBAGE -> garbage(message);
            case HUGE -> huge(message);
            case WRONG_TYPES -> wrongTypes(message);
        };
    }

    private static byte[] garbage(byte[] message) {
        SplittableRandom random = new SplittableRandom(Arrays.hashCode(message));
        byte[] garbage = new byte[message.length];
        for (int i = 0; i < garbage.length; i++) {
            garbage[i] = (byte) (FIRST_PRINTABLE + random.nextInt(PRINTABLE));
        }
        return garbage;
    }

    private static byte[] huge(byte[] message) {
        String text = new String(message, StandardCharsets.UTF_8);
        String padding = ",\"padding\":\"" + "x".repeat(HUGE_BYTES) + "\"}";
        return (text.substring(0, text.length() - 1) + padding).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] wrongTypes(byte[] message) {
        String text = new String(message, StandardCharsets.UTF_8);
        text = NUMBERS.matcher(text).replaceAll("{}");
        return BOOLEANS.matcher(text).replaceAll("\"$1\"").getBytes(StandardCharsets.UTF_8);
    }
}
