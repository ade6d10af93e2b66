package io.tickmesh.bot.store;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Groups of bots that move between nodes together. The shard of a bot never changes: it is stored.
public final class Shards {
    public static final int COUNT = 64;
    public static final Set<Integer> ALL =
            IntStream.range(0, COUNT).boxed().collect(Collectors.toUnmodifiableSet());

    private Shards() {}

    /// Returns the shard of a bot, from 0 to 63: FNV-1a over its id, finished by the mixer of SplitMix64.
    public static int of(String bot) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : bot.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return Math.floorMod(hash ^ (hash >>> 31), COUNT);
    }

    /// Returns the name by which nodes agree on who should own a shard, for example `shard-17`.
    public static String key(int shard) {
        return "shard-" + shard;
    }
}
