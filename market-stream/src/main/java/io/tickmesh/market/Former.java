package io.tickmesh.market;

import java.util.List;

/// Others have streamed a symbol until now.
///
/// @param nodes who can be asked for its history, the likeliest first
/// @param heardSince what they have published since then would have been heard, epoch milliseconds
record Former(List<String> nodes, long heardSince) {
    Former {
        nodes = List.copyOf(nodes);
    }
}
