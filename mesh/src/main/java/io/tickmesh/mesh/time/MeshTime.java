package io.tickmesh.mesh.time;

import java.time.Duration;
import java.time.InstantSource;

/// The time that a service lives in: the system's when live ([LiveTime]), the data's in replay ([DataTime]).
///
/// Belongs to one service; timers run on its context, one at a time.
public interface MeshTime extends InstantSource {
    /// Runs `task` once after `delay`.
    Timer after(Duration delay, Runnable task);

    /// Runs `task` after `initialDelay` and then each `period`.
    ///
    /// @throws IllegalArgumentException if `period` is not positive
    Timer every(Duration initialDelay, Duration period, Runnable task);

    /// A pending timer.
    @FunctionalInterface
    interface Timer {
        /// Stops the timer; does nothing if it has already run or been cancelled.
        void cancel();
    }
}
