package io.tickmesh.simulator.judge;

import java.time.Instant;
import java.time.InstantSource;

/// The wall's time until it is stopped: an exchange on a stopped clock answers the same question with the same answer.
final class StoppableClock implements InstantSource {

    private volatile boolean stopped;
    private volatile Instant stoppedAt = Instant.EPOCH;

    void stop() {
        stoppedAt = InstantSource.system().instant();
        stopped = true;
    }

    @Override
    public Instant instant() {
        return stopped ? stoppedAt : InstantSource.system().instant();
    }
}
