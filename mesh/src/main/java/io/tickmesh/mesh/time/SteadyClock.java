package io.tickmesh.mesh.time;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/// A wall clock that never goes back. After the system's clock was set back, it goes on from the last value it gave, half as fast as
/// time passes, until the system's clock has caught up. Thread-safe.
final class SteadyClock {
    private static final int SLOWER = 2;
    private static final long NANOS_PER_MICRO = 1_000;

    private final LongSupplier wallMicros;
    private final LongSupplier nanoTime;
    private final AtomicReference<Reading> newest;

    /// @param wallMicros epoch microseconds of the system's clock
    /// @param nanoTime monotonic clock, nanoseconds
    SteadyClock(LongSupplier wallMicros, LongSupplier nanoTime) {
        this.wallMicros = wallMicros;
        this.nanoTime = nanoTime;
        newest = new AtomicReference<>(new Reading(Long.MIN_VALUE, nanoTime.getAsLong()));
    }

    /// Returns epoch microseconds, never less than it has returned before on any thread.
    long micros() {
        while (true) {
            // Both clocks are read after what they are compared with.
            Reading last = newest.get();
            Reading now = after(last);
            if (now.micros == last.micros || newest.compareAndSet(last, now)) {
                return now.micros;
            }
        }
    }

    private Reading after(Reading last) {
        long nanos = nanoTime.getAsLong();
        long wall = wallMicros.getAsLong();
        if (wall >= last.micros) {
            return new Reading(wall, nanos);
        }
        long passed = (nanos - last.nanos) / (NANOS_PER_MICRO * SLOWER);
        // What is left over counts the next time.
        return new Reading(last.micros + passed, last.nanos + passed * NANOS_PER_MICRO * SLOWER);
    }

    /// @param micros that were returned
    /// @param nanos when, by the monotonic clock
    private record Reading(long micros, long nanos) {}
}
