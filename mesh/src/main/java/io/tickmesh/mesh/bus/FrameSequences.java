package io.tickmesh.mesh.bus;

import java.util.HashMap;
import java.util.Map;

/// Finds frames that were lost or repeated on the way. Not thread-safe.
final class FrameSequences {
    private final Map<String, MarketFrame> last = new HashMap<>();
    private long missing;

    /// Returns whether the frame is new; a repeated or late one is not. Counts the frames that are missing before it.
    ///
    /// A publisher that was restarted under its old name counts from zero again: a smaller number that was published later is
    /// its new beginning, or its readers would be blind until it had caught up with itself.
    boolean accept(MarketFrame frame) {
        String stream = frame.node() + '/' + frame.shard();
        MarketFrame before = last.get(stream);
        if (before != null && frame.sequence() > before.sequence()) {
            missing += frame.sequence() - before.sequence() - 1;
        } else if (before != null && frame.publishedMicros() <= before.publishedMicros()) {
            return false;
        }
        last.put(stream, frame);
        return true;
    }

    long missing() {
        return missing;
    }
}
