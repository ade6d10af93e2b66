package io.tickmesh.market;

import io.tickmesh.mesh.event.Event;
import java.time.Instant;
import java.util.Comparator;

/// The place of an event among all that were published: by time, and of the same microsecond by id, which tells the order in which a
/// node made them.
record EventCursor(long micros, String id) implements Comparable<EventCursor> {
    /// Before all events.
    static final EventCursor START = new EventCursor(Long.MIN_VALUE, "");

    static final Comparator<Event> ORDER = Comparator.comparing(EventCursor::of);

    private static final Comparator<EventCursor> BY_PLACE =
            Comparator.comparingLong(EventCursor::micros).thenComparing(EventCursor::id);

    static EventCursor of(Event event) {
        return new EventCursor(event.header().publishedMicros(), event.header().id());
    }

    /// Reads [#text]. One that makes no sense is before all events, as if what it points at were forgotten.
    static EventCursor parse(String text) {
        int slash = text.indexOf('/');
        try {
            return slash < 0
                    ? START
                    : new EventCursor(
                            Long.parseLong(text.substring(0, slash)), text.substring(slash + 1));
        } catch (NumberFormatException _) {
            return START;
        }
    }

    String text() {
        return micros + "/" + id;
    }

    Instant publishedAt() {
        return micros == Long.MIN_VALUE
                ? Instant.MIN
                : Instant.ofEpochSecond(
                        Math.floorDiv(micros, 1_000_000),
                        Math.floorMod(micros, 1_000_000) * 1_000L);
    }

    @Override
    public int compareTo(EventCursor other) {
        return BY_PLACE.compare(this, other);
    }
}
