package io.tickmesh.simulator.fault;

import java.time.Duration;

/// How a REST request is answered.
///
/// @param status 0: as it should be
/// @param retryAfterSeconds for the header of a ban, 0: none
/// @param delay before the answer begins
/// @param bytesPerSecond at which it is sent, 0: at once
/// @param never whether it is not sent at all
public record RestVerdict(
        int status, long retryAfterSeconds, Duration delay, int bytesPerSecond, boolean never) {

    /// As it should be.
    public static final RestVerdict FINE = new RestVerdict(0, 0, Duration.ZERO, 0, false);

    RestVerdict withStatus(int newStatus, long newRetryAfterSeconds) {
        // The fault that was switched on first decides.
        return status != 0
                ? this
                : new RestVerdict(newStatus, newRetryAfterSeconds, delay, bytesPerSecond, never);
    }

    RestVerdict later(Duration by) {
        return new RestVerdict(status, retryAfterSeconds, delay.plus(by), bytesPerSecond, never);
    }

    RestVerdict dribbled(int newBytesPerSecond) {
        return new RestVerdict(status, retryAfterSeconds, delay, newBytesPerSecond, never);
    }

    RestVerdict unanswered() {
        return new RestVerdict(status, retryAfterSeconds, delay, bytesPerSecond, true);
    }
}
