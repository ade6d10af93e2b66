package io.tickmesh.mesh.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Rendezvous (highest random weight) hashing: all nodes that see the same members agree on an owner without talking,
/// and a member that comes or goes moves only its own share of the keys.
///
/// Source: Thaler and Ravishankar, *Using name-based mappings to increase hit rates*, IEEE/ACM ToN 6(1), 1998.
final class RendezvousHash {
    private RendezvousHash() {}

    static Optional<String> owner(String key, Collection<String> nodes) {
        return nodes.stream()
                .max(
                        Comparator.comparingLong((String node) -> weight(node, key))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /// FNV-1a over `node`, 0, `key`, finished by the mixer of SplitMix64 so that similar names spread.
    private static long weight(String node, String key) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : (node + '\0' + key).getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
