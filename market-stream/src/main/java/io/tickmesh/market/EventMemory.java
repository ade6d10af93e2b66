package io.tickmesh.market;

import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.request.RecallMarketEvents;
import io.tickmesh.mesh.request.RecalledEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /// Returns what was published since the time that is asked for, in the order of publication. A cursor is the place of the last
    /// event of a page in that order, which is the same on all nodes.
    RecalledEvents recall(RecallMarketEvents request) {
        EventCursor after =
                request.cursor() == null ? EventCursor.START : EventCursor.parse(request.cursor());
        List<Event> found = new ArrayList<>();
        for (long position = start; position < end; position++) {
            Event event = get(position);
            if (!publishedAt(event).isBefore(request.since())
                    && EventCursor.of(event).compareTo(after) > 0) {
                found.add(event);
            }
        }
        found.sort(EventCursor.ORDER);
        boolean complete =
                request.cursor() == null
                        ? request.since().isAfter(completeSince)
                        : !after.publishedAt().isBefore(completeSince);
        return page(found, request.limit(), complete);
    }

    /// Joins what several nodes remember, each event once. One that remembers all of the time is enough.
    static RecalledEvents join(int limit, Collection<RecalledEvents> pages) {
        Map<String, Event> found = new HashMap<>();
        pages.forEach(page -> page.items().forEach(event -> found.put(event.id(), event)));
        List<Event> sorted = new ArrayList<>(found.values());
        sorted.sort(EventCursor.ORDER);
        RecalledEvents joined =
                page(sorted, limit, pages.stream().anyMatch(RecalledEvents::complete));
        boolean more = pages.stream().anyMatch(page -> page.next() != null);
        return more && joined.next() == null && !sorted.isEmpty()
                ? new RecalledEvents(
                        joined.items(), EventCursor.of(sorted.getLast()).text(), joined.complete())
                : joined;
    }

    private static RecalledEvents page(List<Event> sorted, int limit, boolean complete) {
        List<Event> items = sorted.subList(0, Math.min(limit, sorted.size()));
        return new RecalledEvents(
                items,
                items.size() < sorted.size() ? EventCursor.of(items.getLast()).text() : null,
                complete);
    }

    private Event get(long position) {
        return Objects.requireNonNull(ring[(int) (position % ring.length)]);
    }

    private static Instant publishedAt(Event event) {
        return Instant.ofEpochSecond(0, event.header().publishedMicros() * 1_000);
    }
}
