package io.tickmesh.mesh.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/// Whether a node may believe what it knows of the others. After its start, and after it was frozen for so long that the others may
/// have given it up, it must first hear them again. One that woke and hears nobody at all is cut off: the cluster takes it in again
/// after a few seconds, and what it then seems to know, that all others are gone, is wrong. Not thread-safe.
public final class Outlook {
    /// The cluster looks every 3 s for parts of itself that it can take in again; that takes a few more.
    private static final long CUT_OFF_NANOS = Duration.ofSeconds(12).toNanos();

    /// How long a node that woke reads what had waited for it; whoever lives is heard again soon after.
    private static final long BACKLOG_NANOS = Duration.ofSeconds(1).toNanos();

    private final long interruptionNanos;
    private final long patienceNanos;
    private final LongSupplier nanoTime;
    private final Set<String> awaited = new HashSet<>();
    private long awaitedSince;
    private long lookedAt;
    private boolean begun;
    private boolean unheard;
    private long interruptions;

    /// @param interruption pause between two looks after which the others may have given this node up
    /// @param patience how long the others are awaited
    /// @param nanoTime monotonic clock, nanoseconds
    public Outlook(Duration interruption, Duration patience, LongSupplier nanoTime) {
        this.interruptionNanos = interruption.toNanos();
        this.patienceNanos = patience.toNanos();
        this.nanoTime = nanoTime;
        this.lookedAt = nanoTime.getAsLong();
    }

    /// Begins to look, and to wait for these nodes.
    public void begin(Collection<String> others) {
        lookedAt = nanoTime.getAsLong();
        await(others);
    }

    /// Is to be called regularly. Returns whether the node was interrupted since the last call; it then waits for these nodes.
    public boolean look(Collection<String> others) {
        long now = nanoTime.getAsLong();
        boolean interrupted = isInterrupted(now);
        lookedAt = now;
        if (interrupted) {
            interruptions++;
            await(others);
            unheard = !others.isEmpty();
        } else if (now - awaitedSince > (unheard ? CUT_OFF_NANOS : patienceNanos)) {
            awaited.clear();
            unheard = false;
        }
        begun |= awaited.isEmpty();
        return interrupted;
    }

    /// Another node was heard, an awaited one or not.
    public void heard(String node) {
        if (isBacklog(nanoTime.getAsLong())) {
            return;
        }
        unheard = false;
        awaited.remove(node);
        begun |= awaited.isEmpty();
    }

    /// A node is known to be gone: nobody waits for it any longer.
    public void gone(String node) {
        awaited.remove(node);
        begun |= awaited.isEmpty();
    }

    /// Returns whether the node was interrupted and has not heard anybody since.
    public boolean isCutOff() {
        return unheard || isInterrupted(nanoTime.getAsLong());
    }

    /// Returns whether it has been cut off for so long that it is no hiccup.
    public boolean isLost() {
        return unheard
                && nanoTime.getAsLong() - awaitedSince > BACKLOG_NANOS + interruptionNanos / 2;
    }

    /// Returns whether the node has known the others at least once since it started.
    public boolean hasBegun() {
        return begun;
    }

    /// Returns whether the node knows the others now.
    public boolean isSettled() {
        return begun && awaited.isEmpty() && !isInterrupted(nanoTime.getAsLong());
    }

    public long interruptions() {
        return interruptions;
    }

    private boolean isInterrupted(long now) {
        return now - lookedAt > interruptionNanos;
    }

    private boolean isBacklog(long now) {
        return isInterrupted(now) || (interruptions > 0 && now - awaitedSince < BACKLOG_NANOS);
    }

    private void await(Collection<String> others) {
        awaited.clear();
        awaited.addAll(others);
        awaitedSince = nanoTime.getAsLong();
        begun |= awaited.isEmpty();
    }
}
