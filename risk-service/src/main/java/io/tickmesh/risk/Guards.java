package io.tickmesh.risk;

import io.tickmesh.mesh.config.ConfigSection;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/// The limits that are no amounts of money, and so can be the same for all accounts.
///
/// @param maxPriceAge how old a price may be, by its exchange time
/// @param maxPriceDeviation how far an order's price may be from the market, as a fraction
/// @param accountOrders order rate of the account
/// @param botOrders order rate of each of its bots
/// @param maxDrawdown fall of the account's equity from its peak that stops entries, as a fraction
/// @param drawdownCoolOff how long they stay stopped; empty for until a person resets the breaker
/// @param maxDailyLoss what positions closed on one day in UTC may lose together, as a fraction of what the account was worth when the day
///     began; more stops entries until the next day
/// @param maxConsecutiveLosses losing positions in a row that stop a bot's entries
/// @param lossesCoolOff how long they stay stopped
public record Guards(
        Duration maxPriceAge,
        BigDecimal maxPriceDeviation,
        OrderRate accountOrders,
        OrderRate botOrders,
        BigDecimal maxDrawdown,
        Optional<Duration> drawdownCoolOff,
        BigDecimal maxDailyLoss,
        int maxConsecutiveLosses,
        Duration lossesCoolOff) {

    /// Wide enough for a fleet of 45 bots with intervals from one second up. Paid fees make short streaks of losses normal
    /// for fast bots, hence eight.
    public static final Guards DEFAULT =
            new Guards(
                    Duration.ofSeconds(5),
                    new BigDecimal("0.02"),
                    new OrderRate(600, Duration.ofMinutes(1)),
                    new OrderRate(60, Duration.ofMinutes(1)),
                    new BigDecimal("0.10"),
                    Optional.of(Duration.ofHours(1)),
                    new BigDecimal("0.05"),
                    8,
                    Duration.ofMinutes(30));

    /// Written for a cool-off that does not end by itself.
    static final String NONE = "none";

    private static final String DRAWDOWN_COOL_OFF = "drawdown-cool-off";
    private static final int MOST_LOSSES = 1_000;
    private static final Duration SHORTEST_AGE = Duration.ofMillis(100);
    private static final Duration SHORTEST_COOL_OFF = Duration.ofSeconds(1);

    public Guards {
        requirePositive("maxPriceAge", maxPriceAge);
        requireFraction("maxPriceDeviation", maxPriceDeviation);
        requireFraction("maxDrawdown", maxDrawdown);
        drawdownCoolOff.ifPresent(it -> requirePositive("drawdownCoolOff", it));
        requireFraction("maxDailyLoss", maxDailyLoss);
        if (maxConsecutiveLosses <= 0) {
            throw new IllegalArgumentException(
                    "maxConsecutiveLosses must be positive, was " + maxConsecutiveLosses);
        }
        requirePositive("lossesCoolOff", lossesCoolOff);
    }

    static Guards read(ConfigSection section, Guards fallback) {
        return new Guards(
                section.duration("max-price-age", fallback.maxPriceAge, SHORTEST_AGE),
                fraction(section, "max-price-deviation", fallback.maxPriceDeviation),
                OrderRate.read(section, "account-orders", fallback.accountOrders),
                OrderRate.read(section, "bot-orders", fallback.botOrders),
                fraction(section, "max-drawdown", fallback.maxDrawdown),
                coolOff(section, fallback.drawdownCoolOff),
                fraction(section, "max-daily-loss", fallback.maxDailyLoss),
                section.number(
                        "max-consecutive-losses", fallback.maxConsecutiveLosses, 1, MOST_LOSSES),
                section.duration("losses-cool-off", fallback.lossesCoolOff, SHORTEST_COOL_OFF));
    }

    private static Optional<Duration> coolOff(ConfigSection section, Optional<Duration> fallback) {
        String written = section.text(DRAWDOWN_COOL_OFF, "");
        if (written.isEmpty()) {
            return fallback;
        }
        return written.equals(NONE)
                ? Optional.empty()
                : Optional.of(
                        section.duration(
                                DRAWDOWN_COOL_OFF, Duration.ofHours(1), SHORTEST_COOL_OFF));
    }

    private static BigDecimal fraction(ConfigSection section, String key, BigDecimal fallback) {
        BigDecimal value = section.decimal(key, fallback, BigDecimal.ZERO);
        if (isFraction(value)) {
            return value;
        }
        section.violation(
                key, "must be a fraction above 0 and at most 1, was " + value.toPlainString());
        return fallback;
    }

    private static boolean isFraction(BigDecimal value) {
        return value.signum() > 0 && value.compareTo(BigDecimal.ONE) <= 0;
    }

    private static void requireFraction(String name, BigDecimal value) {
        if (!isFraction(value)) {
            throw new IllegalArgumentException(
                    name + " must be a fraction above 0 and at most 1, was " + value);
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + " must be positive, was " + value);
        }
    }
}
