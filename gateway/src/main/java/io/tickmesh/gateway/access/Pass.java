package io.tickmesh.gateway.access;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a token or a session that was found right gives: who it is, until it ends. Belongs to one event loop.
public final class Pass {
    private static final Duration FOR_EVER = ChronoUnit.FOREVER.getDuration();

    private final Principal principal;
    private final Duration idle;
    private final Set<Runnable> uses = new HashSet<>();
    private Instant lastUse = Instant.MIN;
    private Instant lastWritten = Instant.MIN;
    private boolean ended;

    /// @param lastWritten when it was last used, as the table says; null for never
    Pass(Principal principal, @Nullable Instant lastWritten) {
        this(principal, lastWritten, FOR_EVER);
    }

    /// @param idle how long it lasts without use
    Pass(Principal principal, @Nullable Instant lastWritten, Duration idle) {
        this.principal = principal;
        this.idle = idle;
        if (lastWritten != null) {
            this.lastWritten = lastWritten;
            lastUse = lastWritten;
        }
    }

    public Principal principal() {
        return principal;
    }

    /// Runs `whenOver` if the token or session ends before [#leave].
    public void enter(Runnable whenOver) {
        if (ended) {
            whenOver.run();
        } else {
            uses.add(whenOver);
        }
    }

    /// Ends a use.
    public void leave(Runnable whenOver) {
        uses.remove(whenOver);
    }

    boolean isInUse() {
        return !uses.isEmpty();
    }

    boolean isExpired(Instant now) {
        return principal.expiresAt() != null && !principal.expiresAt().isAfter(now);
    }

    /// Returns whether it was not used here for long; it may have been elsewhere.
    boolean isIdle(Instant now) {
        return !isInUse()
                && !idle.equals(FOR_EVER)
                && Duration.between(lastUse, now).compareTo(idle) > 0;
    }

    void used(Instant now) {
        lastUse = now;
    }

    /// A stream that is open is a use.
    void usedIfOpen(Instant now) {
        if (isInUse()) {
            lastUse = now;
        }
    }

    Instant lastUse() {
        return lastUse;
    }

    /// Returns whether the table is so far behind that the last use is worth writing.
    boolean isWorthWriting(Instant olderThan) {
        return lastUse.isAfter(lastWritten) && lastWritten.isBefore(olderThan);
    }

    void written() {
        lastWritten = lastUse;
    }

    void end() {
        ended = true;
        List<Runnable> open = new ArrayList<>(uses);
        uses.clear();
        open.forEach(Runnable::run);
    }
}
