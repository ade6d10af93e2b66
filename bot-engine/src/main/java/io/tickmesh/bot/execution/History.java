package io.tickmesh.bot.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The newest items, up to a number, readable in pages from the newest to the oldest. A cursor is the number of an item, so
/// pages stay where they are while new items arrive. Not thread-safe.
public final class History<T> {
    private final int capacity;
    private final List<T> ring = new ArrayList<>();
    private long next;

    /// @throws IllegalArgumentException if `capacity` is not positive
    public History(int capacity) {
        if (capacity <= 0) {
            throw new IllegalArgumentException("capacity must be positive, was " + capacity);
        }
        this.capacity = capacity;
    }

    /// Takes an item in and returns its number. The oldest one makes room.
    public long add(T item) {
        int slot = slot(next);
        if (slot == ring.size()) {
            ring.add(item);
        } else {
            ring.set(slot, item);
        }
        return next++;
    }

    /// Puts `item` in the place of the one with that number, if that is still there.
    public void replace(long number, T item) {
        if (number >= oldest() && number < next) {
            ring.set(slot(number), item);
        }
    }

    /// Returns up to `limit` of the items that are `wanted`, newest first.
    ///
    /// @param cursor where the page before ended, null for the newest
    /// @throws IllegalArgumentException if `cursor` was not made here
    public Page<T> page(@Nullable String cursor, int limit, Predicate<? super T> wanted) {
        List<T> items = new ArrayList<>();
        long last = next;
        for (long number = start(cursor); number >= oldest(); number--) {
            T item = ring.get(slot(number));
            if (wanted.test(item)) {
                if (items.size() == limit) {
                    return new Page<>(items, Long.toString(last));
                }
                items.add(item);
                last = number;
            }
        }
        return new Page<>(items, null);
    }

    private long start(@Nullable String cursor) {
        if (cursor == null) {
            return next - 1;
        }
        try {
            long number = Long.parseLong(cursor);
            if (number >= 0 && number < next) {
                return number - 1;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("cursor must be one from a page, was " + cursor);
    }

    private long oldest() {
        return Math.max(0, next - capacity);
    }

    private int slot(long number) {
        return (int) (number % capacity);
    }

    /// Some items and where they end.
    ///
    /// @param next cursor of the next page, null at the end
    public record Page<T>(List<T> items, @Nullable String next) {
        public Page {
            items = List.copyOf(items);
        }
    }
}
