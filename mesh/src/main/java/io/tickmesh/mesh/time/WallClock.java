package io.tickmesh.mesh.time;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Epoch microseconds of the system clock, for time stamps that measure latency across processes. They go back when that clock is set
/// back. Thread-safe.
public final class WallClock {
    private WallClock() {}

    /// Returns the current epoch microseconds. Never for decisions: those take a [MeshTime].
    public static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
