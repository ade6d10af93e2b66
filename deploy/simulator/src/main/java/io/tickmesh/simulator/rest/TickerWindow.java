package io.tickmesh.simulator.rest;

import io.tickmesh.simulator.market.KlineInterval;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The parameter `windowSize` of `ticker`: 1m to 59m, 1h to 23h, 1d to 7d.
///
/// @param bars the bars that reach far enough back
record TickerWindow(KlineInterval bars, long millis) {

    static final TickerWindow DAY =
            new TickerWindow(KlineInterval.M1, Duration.ofDays(1).toMillis());

    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]?)([mhd])");
    private static final int MOST_MINUTES = 59;
    private static final int MOST_HOURS = 23;
    private static final int MOST_DAYS = 7;

    static TickerWindow read(RestQuery query) throws ApiError {
        Optional<String> text = query.text("windowSize");
        if (text.isEmpty()) {
            return DAY;
        }
        Matcher matcher = SIZE.matcher(text.get());
        if (!matcher.matches()) {
            throw ApiError.invalid("windowSize");
        }
        int count = Integer.parseInt(matcher.group(1));
        String unit = matcher.group(2);
        int most = unit.equals("m") ? MOST_MINUTES : unit.equals("h") ? MOST_HOURS : MOST_DAYS;
        if (count > most) {
            throw ApiError.invalid("windowSize");
        }
        return switch (unit) {
            case "m" -> new TickerWindow(KlineInterval.M1, Duration.ofMinutes(count).toMillis());
            case "h" -> new TickerWindow(KlineInterval.M1, Duration.ofHours(count).toMillis());
            default ->
                    count == 1
                            ? DAY
                            : new TickerWindow(
                                    KlineInterval.M15, Duration.ofDays(count).toMillis());
        };
    }
}
