package io.tickmesh.bot.store;

import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.Header;
import java.util.function.Function;

/// An event that is written down before it is published, under the same id. Immutable.
///
/// @param header as it is written: made before anything is stored
/// @param event makes the event of a header
public record Announcement(Header header, Function<Header, Event> event) {
    public String id() {
        return header.id();
    }

    /// Returns the event as it is written.
    Event written() {
        return event.apply(header);
    }

    /// Returns the event as it is published.
    ///
    /// @param micros epoch microseconds of its publication
    public Event published(long micros) {
        return event.apply(
                new Header(header.id(), header.time(), header.node(), header.cause(), micros));
    }
}
