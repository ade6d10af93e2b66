package io.tickmesh.market;

import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.request.RecallMarketEvents;
import io.tickmesh.mesh.request.RecalledEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The newest closed candles and feed states that were published, in that order, for those who come back after a while. Not
/// thread-safe.
final class EventMemory {
    // [start, end) are kept, at their position modulo the length.
    private final @Nullable Event[] ring;
    private long start;
    private long end;
    private Instant completeSince;
    private long missed;

    /// @param most how many events are kept
    /// @param now nothing that was published before is known
    EventMemory(int most, Instant now) {
        this.ring = new Event[most];
        this.completeSince = now;
    }

    void add(Event event) {
        if (end - start == ring.length) {
            completeSince = publishedAt(get(start));
            start++;
        }
        ring[(int) (end % ring.length)] = event;
        end++;
    }

    /// Forgets everything if something was missed since the last call.
    ///
    /// @param total events that were missed so far
    void missed(long total, Instant now) {
        if (total != missed) {
            missed = total;
            start = end;
            completeSince = now;
        }
    }

    /// Returns what was published since the time that is asked for. A cursor is the position where the next page begins.
    RecalledEvents recall(RecallMarketEvents request) {
        long position = start;
        boolean complete = request.since().isAfter(completeSince);
        if (request.cursor() != null) {
            position = positionOf(request.cursor());
            complete = position >= start;
        }
        position = Math.max(position, start);
        List<Event> items = new ArrayList<>();
        while (position < end && items.size() < request.limit()) {
            Event event = get(position++);
            if (!publishedAt(event).isBefore(request.since())) {
                items.add(event);
            }
        }
        return new RecalledEvents(items, position < end ? Long.toString(position) : null, complete);
    }

    /// Nobody but this memory makes cursors: one that makes no sense is of another memory, which is as if forgotten.
    private static long positionOf(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    private Event get(long position) {
        return Objects.requireNonNull(ring[(int) (position % ring.length)]);
    }

    private static Instant publishedAt(Event event) {
        return Instant.ofEpochSecond(0, event.header().publishedMicros() * 1_000);
    }
}
