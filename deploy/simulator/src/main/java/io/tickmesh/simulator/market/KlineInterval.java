package io.tickmesh.simulator.market;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The exchange's bar lengths, shortest first. Weeks begin on Monday, months on day 1, everything in UTC.
public enum KlineInterval {
    S1("1s", 1_000L),
    M1("1m", 60_000L),
    M3("3m", 180_000L),
    M5("5m", 300_000L),
    M15("15m", 900_000L),
    M30("30m", 1_800_000L),
    H1("1h", 3_600_000L),
    H2("2h", 7_200_000L),
    H4("4h", 14_400_000L),
    H6("6h", 21_600_000L),
    H8("8h", 28_800_000L),
    H12("12h", 43_200_000L),
    D1("1d", 86_400_000L),
    D3("3d", 259_200_000L),
    W1("1w", 604_800_000L),
    MONTH("1M", 0L);

    /// All intervals, shortest first.
    public static final List<KlineInterval> ALL = List.of(values());

    private static final long DAY_MILLIS = 86_400_000L;

    /// 1970-01-05, the first Monday of the epoch.
    private static final long FIRST_MONDAY_MILLIS = 4 * DAY_MILLIS;

    private static final Map<String, KlineInterval> BY_LABEL =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(i -> i.label, Function.identity()));

    private final String label;
    private final long lengthMillis;

    KlineInterval(String label, long lengthMillis) {
        this.label = label;
        this.lengthMillis = lengthMillis;
    }

    /// Returns the interval with this name on the wire; names are case-sensitive (`1m`, `1M`).
    public static Optional<KlineInterval> ofLabel(String label) {
        return Optional.ofNullable(BY_LABEL.get(label));
    }

    /// Returns the name on the wire.
    public String label() {
        return label;
    }

    /// Returns the place in [#ALL].
    @SuppressWarnings("EnumOrdinal") // ALL is in order of declaration.
    public int position() {
        return ordinal();
    }

    /// Returns the open time (epoch ms) of the bar that contains the instant.
    public long openOf(long millis) {
        if (this == MONTH) {
            return dayOf(millis).withDayOfMonth(1).toEpochDay() * DAY_MILLIS;
        }
        long origin = this == W1 ? FIRST_MONDAY_MILLIS : 0;
        return Math.floorDiv(millis - origin, lengthMillis) * lengthMillis + origin;
    }

    /// Returns the exclusive end (epoch ms) of the bar that opens at the given time.
    public long endOf(long openMillis) {
        return this == MONTH
                ? dayOf(openMillis).plusMonths(1).toEpochDay() * DAY_MILLIS
                : openMillis + lengthMillis;
    }

    /// Returns the longest interval whose bars fit into bars of this one in a time zone: itself when the time zone makes no
    /// difference.
    ///
    /// @param offsetMillis how far local time is ahead of UTC
    KlineInterval partAlignedWith(long offsetMillis) {
        if (offsetMillis == 0) {
            return this;
        }
        for (int i = position(); i > 0; i--) {
            KlineInterval part = ALL.get(i);
            // Bars of more than a day do not begin at the same day everywhere.
            if (part.compareTo(D1) <= 0
                    && Math.min(lengthMillis, DAY_MILLIS) % part.lengthMillis == 0
                    && (lengthMillis == 0 ? DAY_MILLIS : lengthMillis) % part.lengthMillis == 0
                    && offsetMillis % part.lengthMillis == 0) {
                return part;
            }
        }
        return S1;
    }

    private static LocalDate dayOf(long millis) {
        return LocalDate.ofEpochDay(Math.floorDiv(millis, DAY_MILLIS));
    }
}
