package io.tickmesh.mesh.time;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// System time that never goes back within this process: what follows from something is never older than it, even after the system's
/// clock was set back. Then time passes ten times slower until the system's clock has caught up; timers do not. Timers run on the Vert.x
/// context that sets them.
public final class LiveTime implements MeshTime {
    // One for all services of the process, because what one tells another answers.
    private static final SteadyClock CLOCK = new SteadyClock(WallClock::micros, System::nanoTime);

    private final Vertx vertx;

    public LiveTime(Vertx vertx) {
        this.vertx = vertx;
    }

    /// In microseconds, which is what the database keeps: a time must be the same after a restart.
    @Override
    public Instant instant() {
        return Instant.EPOCH.plus(CLOCK.micros(), ChronoUnit.MICROS);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return cancelling(vertx.setTimer(atLeastOneMilli(delay), _ -> task.run()));
    }

    @Override
    public Timer every(Duration initialDelay, Duration period, Runnable task) {
        if (!period.isPositive()) {
            throw new IllegalArgumentException("period must be positive, was " + period);
        }
        return cancelling(
                vertx.setPeriodic(
                        atLeastOneMilli(initialDelay), atLeastOneMilli(period), _ -> task.run()));
    }

    private Timer cancelling(long id) {
        return () -> vertx.cancelTimer(id);
    }

    private static long atLeastOneMilli(Duration duration) {
        return Math.max(1, duration.toMillis());
    }
}
