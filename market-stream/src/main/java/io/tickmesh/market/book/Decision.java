package io.tickmesh.market.book;

/// What a message about an order book has led to.
///
/// @param action what has been done, or is to be done
/// @param cause why
public record Decision(Action action, Cause cause) {
    static final Decision APPLIED = new Decision(Action.APPLIED, Cause.NEXT);
    static final Decision SYNCED = new Decision(Action.APPLIED, Cause.SNAPSHOT);
    static final Decision OLD = new Decision(Action.IGNORED, Cause.OLD);
    static final Decision UNASKED = new Decision(Action.IGNORED, Cause.SNAPSHOT);
    static final Decision BUFFERED = new Decision(Action.BUFFERED, Cause.NO_SNAPSHOT);
    static final Decision FIRST = new Decision(Action.NEED_SNAPSHOT, Cause.NO_SNAPSHOT);
    static final Decision TOO_OLD = new Decision(Action.NEED_SNAPSHOT, Cause.SNAPSHOT_TOO_OLD);
    static final Decision GAP = new Decision(Action.RESYNC, Cause.GAP);
    static final Decision CROSSED = new Decision(Action.RESYNC, Cause.CROSSED);
    static final Decision THIN = new Decision(Action.NEED_SNAPSHOT, Cause.THIN);

    /// What has been done, or is to be done.
    public enum Action {
        /// The book has changed and is the exchange's.
        APPLIED,
        /// Nothing: the message says nothing new.
        IGNORED,
        /// Kept until the snapshot is there.
        BUFFERED,
        /// A snapshot is to be requested, after a pause if the last one was no use.
        NEED_SNAPSHOT,
        /// The book was wrong and has been given up: a snapshot is to be requested.
        RESYNC
    }

    /// Why.
    public enum Cause {
        /// It was the next update.
        NEXT,
        /// It was the snapshot.
        SNAPSHOT,
        /// Its changes are in the book already.
        OLD,
        /// There is no snapshot yet.
        NO_SNAPSHOT,
        /// The first update comes after the snapshot: those between are missing.
        SNAPSHOT_TOO_OLD,
        /// Updates are missing.
        GAP,
        /// A bid was as high as an ask.
        CROSSED,
        /// The update is in the book, and the price has nearly left what is known of it.
        THIN
    }
}
