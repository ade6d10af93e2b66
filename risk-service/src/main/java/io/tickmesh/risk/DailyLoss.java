package io.tickmesh.risk;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// How an account does on one day in UTC.
///
/// @param openingEquity what it was worth when the day or the measurement began
/// @param openingRealised profit of all positions that had been closed then
/// @param equity what it was worth last
/// @param realised profit of all positions closed so far
/// @param at time of the newest snapshot
record DailyLoss(
        LocalDate day,
        BigDecimal openingEquity,
        BigDecimal openingRealised,
        BigDecimal equity,
        BigDecimal realised,
        Instant at) {

    static LocalDate dayOf(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /// Returns what was lost since it began; negative for a profit.
    BigDecimal loss() {
        return openingRealised.subtract(realised);
    }

    /// Returns when the day is over.
    Instant end() {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    DailyLoss valued(BigDecimal newEquity, BigDecimal newRealised, Instant time) {
        return new DailyLoss(day, openingEquity, openingRealised, newEquity, newRealised, time);
    }

    /// Returns a measurement that begins with what is known now.
    DailyLoss begun(LocalDate newDay) {
        return new DailyLoss(newDay, equity, realised, equity, realised, at);
    }
}
