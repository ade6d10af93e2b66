package io.tickmesh.simulator.rest;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The parameter `timeZone`: hours with or without minutes, `8`, `+08:00`, `-1:30`, from -12:00 to +14:00.
final class TimeZoneOffset {

    private static final String RANGE = "^[+-]?[0-9]{1,2}(:[0-5][0-9])?$";
    private static final Pattern OFFSET = Pattern.compile("([+-]?)([0-9]{1,2})(?::([0-5][0-9]))?");
    private static final long WESTERNMOST_MINUTES = -12 * 60;
    private static final long EASTERNMOST_MINUTES = 14 * 60;

    private TimeZoneOffset() {}

    /// Returns how far local time is ahead of UTC in ms, 0 without the parameter.
    static long read(RestQuery query) throws ApiError {
        Optional<String> text = query.text("timeZone");
        if (text.isEmpty()) {
            return 0;
        }
        // A plus that was not percent-encoded arrives as a space.
        Matcher matcher = OFFSET.matcher(text.get().strip());
        if (!matcher.matches()) {
            throw ApiError.illegal("timeZone", RANGE);
        }
        String minutesText = matcher.group(3);
        long minutes =
                Long.parseLong(matcher.group(2)) * 60
                        + (minutesText == null ? 0 : Long.parseLong(minutesText));
        long signed = matcher.group(1).equals("-") ? -minutes : minutes;
        if (signed < WESTERNMOST_MINUTES || signed > EASTERNMOST_MINUTES) {
            throw ApiError.invalid("timeZone");
        }
        return Duration.ofMinutes(signed).toMillis();
    }
}
