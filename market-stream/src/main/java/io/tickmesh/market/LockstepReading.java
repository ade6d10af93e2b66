package io.tickmesh.market;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a replay message by message: the next one is read when this one has been dealt with, history that it asked for
/// included. For one context.
final class LockstepReading {
    private static final Logger LOG = LoggerFactory.getLogger(LockstepReading.class);

    /// A replay from which nothing comes for this long has ended, or waits. The messages of one instant come without a pause.
    private static final long QUIET_MILLIS = 500;

    private final Vertx vertx;
    private final Lockstep lockstep;
    private final FeedTape tape;
    private final CandlePublisher publisher;
    private final Backfill backfill;
    private final FeedCounters counters;
    private boolean reading;
    private long readBefore;
    private long readAtEnd;

    LockstepReading(
            Vertx vertx,
            Lockstep lockstep,
            FeedTape tape,
            CandlePublisher publisher,
            Backfill backfill,
            FeedCounters counters) {
        this.vertx = vertx;
        this.lockstep = lockstep;
        this.tape = tape;
        this.publisher = publisher;
        this.backfill = backfill;
        this.counters = counters;
    }

    void start() {
        vertx.setTimer(QUIET_MILLIS, _ -> lookForTheEnd());
    }

    void message(FeedSocket from, byte[] bytes, int length) {
        long eventMillis = tape.read(from, bytes, length);
        reading = true;
        Future<Void> begun = Future.succeededFuture();
        if (lockstep.isLater(eventMillis)) {
            publisher.publishAll();
            begun = lockstep.advanceTo(eventMillis);
        }
        begun.compose(
                        _ -> {
                            if (!from.isOver()) {
                                tape.apply(lockstep.millis());
                            }
                            return backfill.idle();
                        })
                .onSuccess(_ -> {
                    reading = false;
                    from.readNext();
                })
                .onFailure(failure -> LOG.atError().setCause(failure).log("the replay stopped"));
    }

    /// No message says that a replay has ended. When nothing more comes, its last instant is over too.
    private void lookForTheEnd() {
        long read = (long) counters.messages.count();
        boolean quiet = read == readBefore && !reading && lockstep.millis() > 0;
        readBefore = read;
        if (quiet && read != readAtEnd) {
            readAtEnd = read;
            publisher.publishAll();
            lockstep.complete()
                    .onFailure(failure ->
                            LOG.atDebug()
                                    .addKeyValue("reason", failure.getMessage())
                                    .log("stopped before the last instant was done"));
        }
        vertx.setTimer(QUIET_MILLIS, _ -> lookForTheEnd());
    }
}
