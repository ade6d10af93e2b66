package io.tickmesh.bot;

import io.tickmesh.bot.store.Announcement;
import io.tickmesh.bot.store.Change;
import io.tickmesh.bot.store.LeaseLostException;
import io.tickmesh.bot.store.Ledger;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/// Tells everybody of events that must not be lost: what was published is in the log, or will be. Belongs to one context.
final class Announcer {
    private final Outside outside;
    private final Ledger ledger;
    private final Runnable afterEach;
    private int waiting;

    /// @param afterEach run whenever an event that had to wait was told
    Announcer(Outside outside, Ledger ledger, Runnable afterEach) {
        this.outside = outside;
        this.ledger = ledger;
        this.afterEach = afterEach;
    }

    /// Returns whether no event waits to be written.
    boolean isIdle() {
        return waiting == 0;
    }

    /// Publishes an event that has been written.
    void tell(Announcement event) {
        outside.publish(event.published(outside.micros()));
    }

    /// Writes changes and the event that tells of them as one, then publishes it.
    ///
    /// While storage is away it is published at once, because that may be what it tells of, and written when there is time.
    /// @return done when it was published
    Future<Void> record(Announcement event, Change... changes) {
        List<Change> all = new ArrayList<>(List.of(changes));
        all.add(new Change.Told(event));
        if (ledger.isAway() || ledger.isFull()) {
            tell(event);
            ledger.behind(all);
            return Future.succeededFuture();
        }
        Future<Void> written = ledger.commit(all);
        if (written.isComplete()) {
            tell(event);
            return Future.succeededFuture();
        }
        waiting++;
        return written.transform((_, failure) -> {
            waiting--;
            if (!(failure instanceof LeaseLostException)) {
                // What is refused for good has been logged; it happened all the same.
                tell(event);
            }
            afterEach.run();
            return Future.succeededFuture();
        });
    }

    /// Publishes an event of something that is not stored elsewhere, and writes it when there is time.
    void mention(Announcement event) {
        tell(event);
        ledger.behind(List.of(new Change.Told(event)));
    }
}
