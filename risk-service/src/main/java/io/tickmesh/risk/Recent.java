package io.tickmesh.risk;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// Remembers the newest values by key and forgets the oldest. Not thread-safe.
final class Recent<V> {
    private final int capacity;
    private final LinkedHashMap<String, V> values = new LinkedHashMap<>();

    Recent(int capacity) {
        if (capacity <= 0) {
            throw new IllegalArgumentException("capacity must be positive, was " + capacity);
        }
        this.capacity = capacity;
    }

    @Nullable V get(String key) {
        return values.get(key);
    }

    /// Remembers `value` as the newest; returns whether the key was unknown.
    boolean put(String key, V value) {
        boolean unknown = values.putLast(key, value) == null;
        if (values.size() > capacity) {
            values.pollFirstEntry();
        }
        return unknown;
    }
}
