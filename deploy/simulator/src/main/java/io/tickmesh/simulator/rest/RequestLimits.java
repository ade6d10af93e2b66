package io.tickmesh.simulator.rest;

import java.time.Duration;

/// What one client address may ask for.
///
/// @param weightPerMinute request weight per minute
/// @param requestsPerFiveMinutes requests of any weight per five minutes
/// @param refusalsBeforeBan requests answered with 429 in one go before the address is banned
/// @param shortestBan length of the first ban; each further one is twice as long
/// @param longestBan no ban is longer; after as long without a ban the next one is short again
/// @param timeScale how many seconds of these limits pass in one second of the clock
public record RequestLimits(
        int weightPerMinute,
        int requestsPerFiveMinutes,
        int refusalsBeforeBan,
        Duration shortestBan,
        Duration longestBan,
        double timeScale) {

    /// The exchange's limits, in real time. How often it refuses before it bans is not published.
    public static final RequestLimits EXCHANGE =
            new RequestLimits(6_000, 61_000, 20, Duration.ofMinutes(2), Duration.ofDays(3), 1);

    public RequestLimits {
        if (weightPerMinute < 1 || requestsPerFiveMinutes < 1 || refusalsBeforeBan < 0) {
            throw new IllegalArgumentException(
                    "limits must be positive, was %d, %d and %d"
                            .formatted(weightPerMinute, requestsPerFiveMinutes, refusalsBeforeBan));
        }
        if (!shortestBan.isPositive() || longestBan.compareTo(shortestBan) < 0) {
            throw new IllegalArgumentException(
                    "bans must be positive and the longest not below the shortest, was %s and %s"
                            .formatted(shortestBan, longestBan));
        }
        if (!(timeScale > 0) || Double.isInfinite(timeScale)) {
            throw new IllegalArgumentException("timeScale must be above 0, was " + timeScale);
        }
    }

    /// Returns a copy in which time passes faster.
    public RequestLimits withTimeScale(double timeScale) {
        return new RequestLimits(
                weightPerMinute,
                requestsPerFiveMinutes,
                refusalsBeforeBan,
                shortestBan,
                longestBan,
                timeScale);
    }

    /// Returns how long a span of these limits is on the clock, at least 1 ms.
    long clockMillis(Duration span) {
        return Math.max(1, (long) (span.toMillis() / timeScale));
    }
}
