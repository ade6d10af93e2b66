package io.tickmesh.mesh.bus;

import java.util.HashMap;
import java.util.Map;

/// Finds frames that were lost or repeated on the way. Not thread-safe.
final class FrameSequences {
    private final Map<String, Long> last = new HashMap<>();
    private long missing;

    /// Returns whether the frame is new; a repeated or late one is not. Counts the frames that are missing before it.
    boolean accept(MarketFrame frame) {
        String stream = frame.node() + '/' + frame.shard();
        Long before = last.get(stream);
        if (before != null && frame.sequence() <= before) {
            return false;
        }
        if (before != null) {
            missing += frame.sequence() - before - 1;
        }
        last.put(stream, frame.sequence());
        return true;
    }

    long missing() {
        return missing;
    }
}
