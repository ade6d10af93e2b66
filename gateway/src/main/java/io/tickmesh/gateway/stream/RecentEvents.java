package io.tickmesh.gateway.stream;

import io.tickmesh.mesh.event.EventIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The newest events other than prices, in the order in which they came, each at a position that counts all that ever came. Who
/// reads slowly or comes back reads on from a position. Bounded by number and by bytes. Not thread-safe.
final class RecentEvents {
    private final int most;
    private final long mostBytes;
    private final EvictionListener listener;

    // [start, end) are kept, at their position modulo the length.
    private final @Nullable Message[] ring;
    private final Map<String, Long> positions = new HashMap<>();
    private long start;
    private long end;
    private long bytes;

    // Stands for what was before position `markedAt`, so that also who has seen no event yet has an
    // id to come back with.
    private String marker;
    private long markedAt;

    /// @param most how many events
    /// @param mostBytes how many bytes of heap they may take, about
    /// @param marker id of an event that was never published, made now
    RecentEvents(int most, long mostBytes, String marker, EvictionListener listener) {
        this.most = most;
        this.mostBytes = mostBytes;
        this.marker = marker;
        this.listener = listener;
        this.ring = new Message[most];
    }

    /// Hears of each event that is forgotten, before it is.
    interface EvictionListener {
        void evicted(long position, Message message);
    }

    void add(Message message) {
        int weight = Message.weightOf(message.event());
        while (end - start >= most || (end > start && bytes + weight > mostBytes)) {
            evict();
        }
        ring[(int) (end % most)] = message;
        positions.put(message.event().id(), end);
        bytes += weight;
        end++;
    }

    /// Forgets everything: something was missed after it.
    ///
    /// @param newMarker id of an event that was never published, made now
    void clear(String newMarker) {
        while (end > start) {
            evict();
        }
        marker = newMarker;
        markedAt = end;
    }

    /// Returns the position of the oldest event.
    long start() {
        return start;
    }

    /// Returns the position of the next event.
    long end() {
        return end;
    }

    Message get(long position) {
        Message message = position < start ? null : ring[(int) (position % most)];
        if (message == null || position >= end) {
            throw new IndexOutOfBoundsException(
                    "position must be in [%d, %d), was %d".formatted(start, end, position));
        }
        return message;
    }

    /// Returns the position after the event of that id, if everything since is still kept.
    OptionalLong after(String id) {
        Long position = positions.get(id);
        if (position != null) {
            return OptionalLong.of(position + 1);
        }
        return id.equals(marker) && start <= markedAt
                ? OptionalLong.of(markedAt)
                : OptionalLong.empty();
    }

    /// Returns the position from which everything that was published after that time is kept, as far as it is.
    long since(Instant time) {
        long position = end;
        while (position > start && timeOf(get(position - 1)).isAfter(time)) {
            position--;
        }
        return position;
    }

    /// Returns what is kept from a position on.
    List<Message> list(long from) {
        List<Message> messages = new ArrayList<>();
        for (long position = Math.max(from, start); position < end; position++) {
            messages.add(get(position));
        }
        return messages;
    }

    boolean contains(String id, long from) {
        Long position = positions.get(id);
        return position != null && position >= from;
    }

    /// Returns the id of who has seen everything.
    String newestId() {
        return end > markedAt && end > start ? get(end - 1).event().id() : marker;
    }

    /// Returns since when everything that was published is kept.
    Instant completeSince() {
        return start > markedAt && end > start
                ? timeOf(get(start))
                : EventIds.timeOf(marker).orElse(Instant.EPOCH);
    }

    int size() {
        return (int) (end - start);
    }

    long bytes() {
        return bytes;
    }

    private void evict() {
        Message message = get(start);
        listener.evicted(start, message);
        ring[(int) (start % most)] = null;
        positions.remove(message.event().id(), start);
        bytes -= Message.weightOf(message.event());
        start++;
    }

    static Instant timeOf(Message message) {
        return Instant.ofEpochSecond(0, message.event().header().publishedMicros() * 1_000);
    }
}
