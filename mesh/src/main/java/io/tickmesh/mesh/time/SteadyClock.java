package io.tickmesh.mesh.time;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A wall clock that never goes back. After the system's clock was set back, it goes on from the last value it gave, ten times
/// slower than time passes, until the system's clock has caught up: prices seem old meanwhile, so that is to be soon. Thread-safe.
final class SteadyClock {
    private static final Logger LOG = LoggerFactory.getLogger(SteadyClock.class);
    private static final int SLOWER = 10;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final LongSupplier wallMicros;
    private final LongSupplier nanoTime;
    private final AtomicReference<Reading> newest;

    /// @param wallMicros epoch microseconds of the system's clock
    /// @param nanoTime monotonic clock, nanoseconds
    SteadyClock(LongSupplier wallMicros, LongSupplier nanoTime) {
        this.wallMicros = wallMicros;
        this.nanoTime = nanoTime;
        newest = new AtomicReference<>(new Reading(Long.MIN_VALUE, nanoTime.getAsLong(), 0));
    }

    /// Returns epoch microseconds, never less than it has returned before on any thread.
    long micros() {
        while (true) {
            // Both clocks are read after what they are compared with.
            Reading last = newest.get();
            Reading now = after(last);
            if (now.micros == last.micros) {
                return now.micros;
            }
            if (newest.compareAndSet(last, now)) {
                if (now.isFar() && !last.isFar()) {
                    warn(now.ahead);
                }
                return now.micros;
            }
        }
    }

    private Reading after(Reading last) {
        long nanos = nanoTime.getAsLong();
        long wall = wallMicros.getAsLong();
        if (wall >= last.micros) {
            return new Reading(wall, nanos, 0);
        }
        long passed = (nanos - last.nanos) / (NANOS_PER_MICRO * SLOWER);
        long micros = last.micros + passed;
        // What is left over counts the next time.
        return new Reading(micros, last.nanos + passed * NANOS_PER_MICRO * SLOWER, micros - wall);
    }

    private static void warn(long ahead) {
        LOG.atWarn()
                .addKeyValue("seconds", ahead / MICROS_PER_SECOND)
                .log(
                        "the clock of this machine was set back; prices seem old to this node until its own time agrees, a restart ends that");
    }

    /// @param micros that were returned
    /// @param nanos when, by the monotonic clock
    /// @param ahead of the system's clock, microseconds
    private record Reading(long micros, long nanos, long ahead) {
        boolean isFar() {
            return ahead >= MICROS_PER_SECOND;
        }
    }
}
