package io.tickmesh.bot.store;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What a node knows of the leases that it holds. Not thread-safe.
final class Holdings {
    private final LongSupplier nanoTime;
    private final long validNanos;
    private final Map<Integer, Held> held = new TreeMap<>();
    private final Set<Integer> lost = new TreeSet<>();

    /// @param nanoTime monotonic clock, nanoseconds
    /// @param valid how long a renewal lasts, from when it was asked for
    Holdings(LongSupplier nanoTime, Duration valid) {
        this.nanoTime = nanoTime;
        this.validNanos = valid.toNanos();
    }

    /// Takes in leases that were got.
    ///
    /// @param epochs by shard
    /// @param asked when they were asked for, nanoseconds of the monotonic clock
    void got(Map<Integer, Long> epochs, long asked) {
        epochs.forEach((shard, epoch) -> held.put(shard, new Held(epoch, asked)));
    }

    /// Takes in the answer to a renewal.
    ///
    /// @param wanted what [#epochs()] was when it was asked for
    /// @param renewed shards that are still ours
    void renewed(Map<Integer, Long> wanted, Set<Integer> renewed, long asked) {
        wanted.forEach((shard, epoch) -> {
            if (!renewed.contains(shard)) {
                lose(shard, epoch);
            } else if (holds(shard, epoch)) {
                held.put(shard, new Held(epoch, asked));
            }
        });
    }

    /// Learns that somebody else has a lease by now. Nothing happens if it is held in another epoch, or not at all.
    void lose(int shard, long epoch) {
        if (holds(shard, epoch)) {
            held.remove(shard);
            lost.add(shard);
        }
    }

    /// Forgets leases that are given back; returns the epochs of those that were held.
    Map<Integer, Long> giveBack(Set<Integer> shards) {
        Map<Integer, Long> given = new TreeMap<>();
        for (int shard : shards) {
            Held before = held.remove(shard);
            if (before != null) {
                given.put(shard, before.epoch);
            }
        }
        lost.removeAll(shards);
        return given;
    }

    /// Returns the shards that were lost since it was asked last.
    Set<Integer> lost() {
        Set<Integer> all = new TreeSet<>(lost);
        lost.clear();
        return all;
    }

    /// Returns whether a shard was lost and nobody has asked since.
    boolean isLost(int shard) {
        return lost.contains(shard);
    }

    /// Returns the epochs of the leases that are held, by shard.
    Map<Integer, Long> epochs() {
        Map<Integer, Long> epochs = new TreeMap<>();
        held.forEach((shard, lease) -> epochs.put(shard, lease.epoch));
        return epochs;
    }

    OptionalLong epoch(int shard) {
        Held lease = held.get(shard);
        return lease == null ? OptionalLong.empty() : OptionalLong.of(lease.epoch);
    }

    boolean isValid(int shard) {
        Held lease = held.get(shard);
        return lease != null && nanoTime.getAsLong() - lease.asked <= validNanos;
    }

    private boolean holds(int shard, long epoch) {
        @Nullable Held lease = held.get(shard);
        return lease != null && lease.epoch == epoch;
    }

    /// @param asked when its last renewal that succeeded was asked for
    private record Held(long epoch, long asked) {}
}
