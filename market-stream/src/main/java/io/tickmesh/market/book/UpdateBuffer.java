package io.tickmesh.market.book;

import java.util.ArrayDeque;

/// Updates that wait for a snapshot, oldest first and without a gap. When there are too many, the oldest is dropped: then only a
/// newer snapshot is of use. Not thread-safe.
final class UpdateBuffer {
    private final ArrayDeque<Update> updates = new ArrayDeque<>();
    private final int maxUpdates;
    private final int maxLevels;
    private int levels;
    private long dropped;

    UpdateBuffer(int maxUpdates, int maxLevels) {
        this.maxUpdates = maxUpdates;
        this.maxLevels = maxLevels;
    }

    boolean isEmpty() {
        return updates.isEmpty();
    }

    int size() {
        return updates.size();
    }

    /// Returns how many updates were dropped because there were too many.
    long dropped() {
        return dropped;
    }

    long lastId() {
        return updates.getLast().lastId();
    }

    void add(Update update) {
        updates.addLast(update);
        levels += update.levels();
        while (updates.size() > maxUpdates || (levels > maxLevels && updates.size() > 1)) {
            poll();
            dropped++;
        }
    }

    Update peek() {
        return updates.getFirst();
    }

    Update poll() {
        Update update = updates.removeFirst();
        levels -= update.levels();
        return update;
    }

    void clear() {
        updates.clear();
        levels = 0;
    }

    /// One difference of the stream.
    record Update(long firstId, long lastId, long millis, Levels bids, Levels asks) {
        int levels() {
            return bids.size() + asks.size();
        }
    }
}
