package io.tickmesh.mesh.cluster;

import com.hazelcast.internal.util.Clock;
import io.tickmesh.mesh.time.WallClock;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The clock of Hazelcast: the time of day when it is made, and from then on as steady as the clock for durations. Hazelcast does not
/// believe a heartbeat that seems a few seconds old, so that a time of day that is set on one node would split the cluster. Thread-safe.
public final class ClusterClock extends Clock.ClockImpl {
    private final long epochMillis;
    private final long begin;
    private final LongSupplier nanos;

    /// Called by Hazelcast, by name.
    public ClusterClock() {
        this(TimeUnit.MICROSECONDS.toMillis(WallClock.micros()), System::nanoTime);
    }

    /// @param epochMillis the time of day
    ClusterClock(long epochMillis, LongSupplier nanos) {
        this.epochMillis = epochMillis;
        this.begin = nanos.getAsLong();
        this.nanos = nanos;
    }

    @Override
    protected long currentTimeMillis() {
        return epochMillis + TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - begin);
    }
}
