package io.tickmesh.market.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Finds the place of a name in a fixed list from its bytes, without making a string. Thread-safe.
final class NameTable {
    private final byte[][] names;
    private final int[] slots;

    NameTable(List<String> list) {
        names = new byte[list.size()][];
        slots = new int[Integer.highestOneBit(Math.max(1, list.size())) * 4];
        Arrays.fill(slots, -1);
        for (int i = 0; i < names.length; i++) {
            names[i] = list.get(i).getBytes(StandardCharsets.UTF_8);
            int slot = hash(names[i], 0, names[i].length);
            while (slots[slot] >= 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = i;
        }
    }

    /// Returns the place of the name in `bytes` from `start` to `end`, -1 if it is not in the list.
    int find(byte[] bytes, int start, int end) {
        int slot = hash(bytes, start, end);
        for (int index = slots[slot]; index >= 0; index = slots[slot]) {
            if (Arrays.equals(bytes, start, end, names[index], 0, names[index].length)) {
                return index;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return -1;
    }

    private int hash(byte[] bytes, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + bytes[i];
        }
        return (hash ^ hash >>> 15) & slots.length - 1;
    }
}
