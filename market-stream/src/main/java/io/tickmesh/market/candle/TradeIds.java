package io.tickmesh.market.candle;

/// Which trades a bucket has, by their ids: the exchange numbers the trades of a symbol without a hole. Not thread-safe.
final class TradeIds {
    private static final long UNKNOWN = -1;

    private long last = UNKNOWN;
    private long unbrokenFrom;
    private long neededFrom = UNKNOWN;
    private long holes;
    private long missing;

    long last() {
        return last;
    }

    long holes() {
        return holes;
    }

    /// Returns how many trades were missing in the holes.
    long missing() {
        return missing;
    }

    /// Returns whether all trades are there from the first one of the bucket, or after those the exchange has told of, to the last.
    boolean isComplete() {
        return neededFrom != UNKNOWN && unbrokenFrom <= neededFrom;
    }

    boolean isKnown(long lastId) {
        return lastId <= last;
    }

    /// Returns whether trades are missing before `firstId`.
    boolean isHoleBefore(long firstId) {
        return last != UNKNOWN && firstId != last + 1;
    }

    void take(long firstId, long lastId) {
        if (isHoleBefore(firstId)) {
            holes++;
            missing += Math.max(0, firstId - last - 1);
            // Of an aggregate that was told of in part nobody knows the rest.
            unbrokenFrom = firstId > last ? firstId : lastId + 1;
        } else if (last == UNKNOWN) {
            unbrokenFrom = firstId;
        }
        last = lastId;
    }

    /// Begins a bucket: all trades so far belong to earlier ones.
    void begin() {
        neededFrom = last == UNKNOWN ? UNKNOWN : last + 1;
    }

    /// Notes that the exchange has told of all trades of the bucket, or all before the bucket, up to `lastId`.
    void told(long lastId) {
        if (lastId >= last) {
            last = lastId;
            unbrokenFrom = lastId + 1;
        }
        neededFrom = Math.max(neededFrom, lastId + 1);
    }
}
