package io.tickmesh.bot.store;

import java.time.Duration;

/// How long what is written behind stays.
///
/// @param rawEquity how long every equity snapshot stays; after that the last of each minute
/// @param minuteEquity how old the last snapshots of a minute become; after that the last of each hour stays, for ever
/// @param signals how long signals stay
/// @param events how long other events stay
public record Retention(
        Duration rawEquity, Duration minuteEquity, Duration signals, Duration events) {
    public static final Retention STANDARD =
            new Retention(
                    Duration.ofDays(2),
                    Duration.ofDays(30),
                    Duration.ofDays(30),
                    Duration.ofDays(2));
}
