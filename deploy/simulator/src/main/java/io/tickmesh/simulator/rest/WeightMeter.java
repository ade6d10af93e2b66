package io.tickmesh.simulator.rest;

import java.time.InstantSource;

/// Adds up request weight per minute of the wall clock. Not thread-safe.
public final class WeightMeter {

    private static final long MINUTE_MILLIS = 60_000;

    private final InstantSource clock;
    private long minute;
    private int used;

    /// @param clock the wall clock
    public WeightMeter(InstantSource clock) {
        this.clock = clock;
    }

    /// Adds the weight and returns what this minute has used so far.
    public int use(int weight) {
        long now = clock.millis() / MINUTE_MILLIS;
        if (now != minute) {
            minute = now;
            used = 0;
        }
        used += weight;
        return used;
    }
}
