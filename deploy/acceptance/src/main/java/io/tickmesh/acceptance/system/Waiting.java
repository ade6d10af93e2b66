package io.tickmesh.acceptance.system;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for conditions, never longer than told.
public final class Waiting {
    private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();

    private Waiting() {}

    /// Looks again and again until the condition holds.
    ///
    /// @param otherwise what to tell if it does not in time
    /// @throws AssertionError if it does not in time
    public static void until(
            String what, Duration longest, BooleanSupplier condition, Supplier<String> otherwise) {
        if (!holds(longest, condition)) {
            throw new AssertionError(
                    "no %s within %s:\n%s".formatted(what, longest, otherwise.get()));
        }
    }

    /// Returns whether the condition holds in time.
    public static boolean holds(Duration longest, BooleanSupplier condition) {
        long end = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }
}
