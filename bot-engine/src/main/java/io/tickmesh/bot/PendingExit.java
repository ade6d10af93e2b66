package io.tickmesh.bot;

import io.tickmesh.bot.execution.TrackedOrder;
import io.tickmesh.bot.store.Change;
import io.tickmesh.mesh.event.SignalGenerated;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An exit that a bot wants and has not got yet. It is tried again, with growing pauses, until it is filled. Attempts that were not
/// even sent stay one order in the records. Not thread-safe.
final class PendingExit {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private @Nullable SignalGenerated signal;
    private @Nullable TrackedOrder refused;
    private int attempts;
    private boolean rejectionTold;
    private Duration pause = FIRST_PAUSE;
    private Instant from = Instant.MIN;

    boolean isWanted() {
        return signal != null;
    }

    /// Wants that exit and no other.
    void want(SignalGenerated exit) {
        clear();
        signal = exit;
    }

    /// Returns the signal to act on again now; null if there is none, or its pause is not over.
    @Nullable SignalGenerated due(Instant now) {
        return now.isBefore(from) ? null : signal;
    }

    /// Notes an attempt that was not sent, and returns what to write down.
    Change.Ordered refused(TrackedOrder order, Instant now) {
        failed(now);
        attempts++;
        TrackedOrder known = refused;
        refused = known == null ? order : known.in(order.state());
        return new Change.Ordered(refused, attempts);
    }

    /// Notes an attempt that was sent, but did not get the bot out. Nothing if none is wanted.
    void failed(Instant now) {
        if (signal == null) {
            return;
        }
        from = now.plus(pause);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    /// Returns whether its order is to be told as rejected now: once, however often it is tried.
    boolean tellsRejection() {
        boolean first = !rejectionTold;
        rejectionTold = true;
        return first;
    }

    /// Returns how many attempts were not sent.
    int attempts() {
        return attempts;
    }

    /// Forgets everything: the position is closed, or the bot does nothing any more.
    void clear() {
        signal = null;
        refused = null;
        attempts = 0;
        rejectionTold = false;
        pause = FIRST_PAUSE;
        from = Instant.MIN;
    }
}
