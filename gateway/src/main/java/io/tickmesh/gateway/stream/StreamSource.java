package io.tickmesh.gateway.stream;

import java.util.List;

/// What all clients of an event loop are served from.
record StreamSource(RecentEvents events, PriceTable prices, StreamMeters meters) {
    /// Counts the events that were handed to a connection.
    void sent(List<Message> messages) {
        int events = 0;
        for (Message message : messages) {
            if (message.isEvent()) {
                events++;
                if (message.markSent()) {
                    meters.encoded().increment();
                }
            }
        }
        meters.sent().increment(events);
    }
}
