package io.tickmesh.market.venue;

import io.tickmesh.mesh.config.ConfigSection;
import java.time.Duration;

/// How a connection to an exchange is made and kept.
///
/// @param requestTimeout for connecting, for the answer to a subscription and for a REST answer, 30 s at most
/// @param reconnectFirst longest wait before the first new attempt
/// @param reconnectCap longest wait before any attempt
/// @param reconnectJitter largest part of a wait that is left out at random, 0 to 1
/// @param reconnectAfter how long a connection lives before a new one takes over, less a random part of a tenth
/// @param overlap how long both connections are read when one takes over from the other
public record ConnectionSettings(
        Duration requestTimeout,
        Duration reconnectFirst,
        Duration reconnectCap,
        double reconnectJitter,
        Duration reconnectAfter,
        Duration overlap) {
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);

    /// Reads the settings from the section of an exchange; what cannot be used is noted there.
    public static ConnectionSettings read(ConfigSection venue) {
        Duration timeout =
                venue.duration("request-timeout", Duration.ofSeconds(10), Duration.ofMillis(100));
        if (timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            venue.violation("request-timeout", "must be at most 30s, was " + timeout);
        }
        Duration first =
                venue.duration("reconnect-first", Duration.ofMillis(500), Duration.ofMillis(10));
        Duration cap =
                venue.duration("reconnect-cap", Duration.ofSeconds(30), Duration.ofMillis(10));
        if (cap.compareTo(first) < 0) {
            venue.violation("reconnect-cap", "must be at least reconnect-first, was " + cap);
        }
        return new ConnectionSettings(
                timeout,
                first,
                cap,
                venue.real("reconnect-jitter", 0.3, 0, 1),
                venue.duration("reconnect-after", Duration.ofHours(23), Duration.ofSeconds(10)),
                venue.duration("reconnect-overlap", Duration.ofSeconds(5), Duration.ofMillis(100)));
    }
}
