package io.tickmesh.market.book;

import io.tickmesh.market.book.UpdateBuffer.Update;
import java.util.Optional;

/// Keeps the order book of one symbol equal to the exchange's by the rule it documents: updates wait until a snapshot is there;
/// those that are in the snapshot are dropped, the first one after it must join on to it, and each further one to the one before.
/// Where that fails nobody knows what was missed, and all begins anew. Not thread-safe.
///
/// Quantities are absolute; zero removes a level, and that of a level that is not there is usual.
///
/// Requesting snapshots is the caller's: one at a time, with a pause after each that was no use.
public final class BookSync {
    /// How many levels of each side are kept. It is also the most that a snapshot can have.
    public static final int CAPACITY = 5_000;

    // A hundred seconds of the fastest stream; a few megabytes at worst.
    private static final int MAX_UPDATES = 1_000;
    private static final int MAX_LEVELS = 100_000;

    private final OrderBook book;
    private final UpdateBuffer buffer;
    private State state = State.IDLE;
    private boolean joined;
    private long gaps;
    private long resyncs;
    private long old;
    private long tooOld;

    /// What is known.
    public enum State {
        /// Nothing, and nothing has been told of.
        IDLE,
        /// Updates wait for a snapshot.
        BUFFERING,
        /// The book is the exchange's.
        SYNCED,
        /// The book is the exchange's, and the price has nearly left what is known of it: a newer snapshot is awaited.
        REFRESHING
    }

    public BookSync() {
        this(CAPACITY, MAX_UPDATES, MAX_LEVELS);
    }

    BookSync(int capacity, int maxUpdates, int maxLevels) {
        book = new OrderBook(capacity);
        buffer = new UpdateBuffer(maxUpdates, maxLevels);
    }

    public State state() {
        return state;
    }

    /// Returns the book while it is the exchange's, the same object each time.
    public Optional<OrderBook> book() {
        return isSynced() ? Optional.of(book) : Optional.empty();
    }

    /// Takes an update of the stream. Its levels are read or copied before this returns.
    ///
    /// @param millis the exchange's time of it, epoch milliseconds
    public Decision update(long firstId, long lastId, long millis, Levels bids, Levels asks) {
        return switch (state) {
            case IDLE -> {
                buffer.add(new Update(firstId, lastId, millis, bids.copy(), asks.copy()));
                state = State.BUFFERING;
                yield Decision.FIRST;
            }
            case BUFFERING -> {
                if (!buffer.isEmpty() && lastId <= buffer.lastId()) {
                    old++;
                    yield Decision.OLD;
                }
                if (!buffer.isEmpty() && firstId != buffer.lastId() + 1) {
                    gaps++;
                    buffer.clear();
                }
                buffer.add(new Update(firstId, lastId, millis, bids.copy(), asks.copy()));
                yield Decision.BUFFERED;
            }
            case SYNCED, REFRESHING -> next(firstId, lastId, millis, bids, asks);
        };
    }

    /// Takes a snapshot.
    ///
    /// @param limit how many levels of each side were asked for: if there are fewer, there are no others
    public Decision snapshot(DepthSnapshot snapshot, int limit) {
        if (state == State.SYNCED) {
            return Decision.UNASKED;
        }
        while (!buffer.isEmpty() && buffer.peek().lastId() <= snapshot.lastUpdateId()) {
            buffer.poll();
            old++;
        }
        if (isOlderThanWhatWaits(snapshot.lastUpdateId())) {
            tooOld++;
            return Decision.TOO_OLD;
        }
        book.load(snapshot, limit);
        state = State.SYNCED;
        joined = false;
        while (!buffer.isEmpty()) {
            Update next = buffer.poll();
            Decision decision =
                    apply(next.firstId(), next.lastId(), next.millis(), next.bids(), next.asks());
            if (decision.action() == Decision.Action.RESYNC) {
                return decision;
            }
        }
        return book.isCrossed() ? giveUp(Decision.CROSSED) : Decision.SYNCED;
    }

    /// Forgets everything: the connection was lost, and with it updates.
    public void restart() {
        buffer.clear();
        state = State.IDLE;
    }

    public BookCounts counts() {
        return new BookCounts(gaps, resyncs, old, tooOld, buffer.dropped(), book.pruned());
    }

    private Decision next(long firstId, long lastId, long millis, Levels bids, Levels asks) {
        Decision decision = apply(firstId, lastId, millis, bids, asks);
        if (state != State.SYNCED && decision.action() != Decision.Action.IGNORED) {
            buffer.add(new Update(firstId, lastId, millis, bids.copy(), asks.copy()));
        } else if (state == State.SYNCED && book.isThin()) {
            state = State.REFRESHING;
            return Decision.THIN;
        }
        return decision;
    }

    private boolean isSynced() {
        return state == State.SYNCED || state == State.REFRESHING;
    }

    private boolean isOlderThanWhatWaits(long snapshotId) {
        return buffer.isEmpty()
                ? state == State.REFRESHING && snapshotId < book.updateId()
                : buffer.peek().firstId() > snapshotId + 1;
    }

    private Decision apply(long firstId, long lastId, long millis, Levels bids, Levels asks) {
        if (lastId <= book.updateId()) {
            old++;
            return Decision.OLD;
        }
        // Only the first one may begin inside the snapshot.
        if (joined ? firstId != book.updateId() + 1 : firstId > book.updateId() + 1) {
            gaps++;
            return giveUp(Decision.GAP);
        }
        joined = true;
        book.apply(lastId, millis, bids, asks);
        return book.isCrossed() ? giveUp(Decision.CROSSED) : Decision.APPLIED;
    }

    private Decision giveUp(Decision decision) {
        resyncs++;
        buffer.clear();
        state = State.BUFFERING;
        return decision;
    }
}
