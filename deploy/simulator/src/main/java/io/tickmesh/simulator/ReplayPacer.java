package io.tickmesh.simulator;

/// Says how far the data clock of a replay may go. It stands still while nobody is subscribed and until one second after the
/// last subscription, so that no reader misses the beginning; then it runs at the configured speed. Not thread-safe.
final class ReplayPacer {

    private static final long QUIET_NANOS = 1_000_000_000L;
    private static final double NANOS_PER_MILLI = 1e6;

    private final double speed;
    private boolean running;
    private long lastSubscriptionNanos;
    private long baseNanos;
    private long baseMillis;

    /// @param speed data seconds per second, 0 = without a limit
    ReplayPacer(double speed) {
        this.speed = speed;
    }

    /// A reader subscribed to something.
    void subscribed(long nowNanos) {
        lastSubscriptionNanos = nowNanos;
    }

    /// Time that passed since the last call does not count: a reader is slow.
    void hold(long nowNanos, long dataMillis) {
        baseNanos = nowNanos;
        baseMillis = dataMillis;
    }

    /// Returns the data instant (epoch ms) up to which everything may happen now.
    ///
    /// @param dataMillis where the data clock stands
    long allowedMillis(long nowNanos, long dataMillis, boolean anySubscription) {
        if (!anySubscription) {
            running = false;
        } else if (!running && nowNanos - lastSubscriptionNanos >= QUIET_NANOS) {
            running = true;
            hold(nowNanos, dataMillis);
        }
        if (!running) {
            return dataMillis - 1;
        }
        return speed == 0
                ? Long.MAX_VALUE - 1
                : baseMillis + (long) ((nowNanos - baseNanos) / NANOS_PER_MILLI * speed);
    }
}
