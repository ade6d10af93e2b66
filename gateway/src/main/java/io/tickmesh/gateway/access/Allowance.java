package io.tickmesh.gateway.access;

/// A bucket of tokens: so many at once, and as many per second in the long run as it is filled with. Not thread-safe.
final class Allowance {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double most;
    private double left;
    private long atNanos;

    Allowance(double perSecond, double most, long nowNanos) {
        this.perSecond = perSecond;
        this.most = most;
        left = most;
        atNanos = nowNanos;
    }

    /// Takes one if there is one.
    boolean take(long nowNanos) {
        if (!has(nowNanos)) {
            return false;
        }
        left -= 1;
        return true;
    }

    /// Returns whether there is one.
    boolean has(long nowNanos) {
        left = Math.min(most, left + (nowNanos - atNanos) / NANOS * perSecond);
        atNanos = nowNanos;
        return left >= 1;
    }

    /// Returns whole seconds until there is one again.
    long secondsToNext() {
        return Math.max(1, (long) Math.ceil((1 - left) / perSecond));
    }
}
