package io.tickmesh.market.venue;

import java.time.Duration;

/// An answer in which the exchange demands a pause of requests. Without stack trace: it says something about the sender.
public final class LimitExceededException extends Exception {
    private static final long serialVersionUID = 1;

    private final Duration pause;

    /// @param pause how long to keep still
    public LimitExceededException(String message, Duration pause) {
        super(message, null, false, false);
        this.pause = pause;
    }

    /// Returns how long to keep still.
    public Duration pause() {
        return pause;
    }
}
