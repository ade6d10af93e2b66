package io.tickmesh.mesh.market;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Optional;

/// Length of a candle, as Binance names it. All boundaries are UTC; a week begins on Monday, a month on day 1.
public enum Interval {
    S1("1s", Duration.ofSeconds(1)),
    M1("1m", Duration.ofMinutes(1)),
    M3("3m", Duration.ofMinutes(3)),
    M5("5m", Duration.ofMinutes(5)),
    M15("15m", Duration.ofMinutes(15)),
    M30("30m", Duration.ofMinutes(30)),
    H1("1h", Duration.ofHours(1)),
    H2("2h", Duration.ofHours(2)),
    H4("4h", Duration.ofHours(4)),
    H6("6h", Duration.ofHours(6)),
    H8("8h", Duration.ofHours(8)),
    H12("12h", Duration.ofHours(12)),
    D1("1d", Duration.ofDays(1)),
    D3("3d", Duration.ofDays(3)),
    W1("1w", Duration.ofDays(7)),
    MO1("1M", Duration.ofDays(30));

    private final String code;
    private final Duration nominal;

    Interval(String code, Duration nominal) {
        this.code = code;
        this.nominal = nominal;
    }

    /// Returns the name used on the wire and in configuration, for example `15m`. `1m` is a minute, `1M` a month.
    public String code() {
        return code;
    }

    /// Returns the usual length; exact for every interval but [#MO1], whose length varies.
    public Duration nominal() {
        return nominal;
    }

    /// Returns the interval of that wire name, empty if there is none. Case matters.
    public static Optional<Interval> ofCode(String code) {
        return Arrays.stream(values()).filter(interval -> interval.code.equals(code)).findFirst();
    }

    /// Returns the opening time of the bar that contains `epochMillis`, in epoch milliseconds.
    public long openOf(long epochMillis) {
        return switch (this) {
            case MO1 ->
                    date(epochMillis)
                            .withDayOfMonth(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .toEpochMilli();
            case W1 ->
                    date(epochMillis)
                            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .toEpochMilli();
            default -> Math.floorDiv(epochMillis, nominal.toMillis()) * nominal.toMillis();
        };
    }

    /// Returns the opening time of the bar after the one that opens at `openMillis`, in epoch milliseconds.
    public long next(long openMillis) {
        return this == MO1
                ? date(openMillis)
                        .plusMonths(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .toEpochMilli()
                : openMillis + nominal.toMillis();
    }

    private static LocalDate date(long epochMillis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(epochMillis), ZoneOffset.UTC);
    }

    @Override
    public String toString() {
        return code;
    }
}
