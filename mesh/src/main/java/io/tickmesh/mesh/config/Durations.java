package io.tickmesh.mesh.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them: `500ms`, `2s`, `15m`, `1h`, `7d`, or ISO-8601 (`PT2S`).
public final class Durations {
    private static final Pattern SHORT = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h|d)");
    private static final Map<String, Long> NANOS =
            Map.of(
                    "ms", Duration.ofMillis(1).toNanos(),
                    "s", Duration.ofSeconds(1).toNanos(),
                    "m", Duration.ofMinutes(1).toNanos(),
                    "h", Duration.ofHours(1).toNanos(),
                    "d", Duration.ofDays(1).toNanos());

    private Durations() {}

    /// Returns the duration, empty if the text is none.
    public static Optional<Duration> parse(String text) {
        try {
            Matcher matcher = SHORT.matcher(text.strip());
            return Optional.of(
                    matcher.matches()
                            ? Duration.ofNanos(
                                    new BigDecimal(matcher.group(1))
                                            .multiply(
                                                    BigDecimal.valueOf(
                                                            NANOS.getOrDefault(
                                                                    matcher.group(2), 0L)))
                                            .longValueExact())
                            : Duration.parse(text.strip()));
        } catch (DateTimeParseException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
