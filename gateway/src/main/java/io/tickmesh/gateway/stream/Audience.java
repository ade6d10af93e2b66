package io.tickmesh.gateway.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The clients who want the same events in the same form: they share the bytes. Belongs to one event loop.
final class Audience {
    private final EventFilter filter;
    private final Form form;

    // A write can close its connection and so remove a client while a loop runs over these.
    private final List<StreamClient> clients = new CopyOnWriteArrayList<>();

    Audience(EventFilter filter, Form form) {
        this.filter = filter;
        this.form = form;
    }

    EventFilter filter() {
        return filter;
    }

    Form form() {
        return form;
    }

    List<StreamClient> clients() {
        return clients;
    }

    boolean wants(Message message) {
        return filter.wants(message.event());
    }

    /// @param position of the first of the new messages that is an event
    void send(List<Message> messages, long position) {
        List<Message> wanted = new ArrayList<>();
        for (Message message : messages) {
            if (wants(message)) {
                wanted.add(message);
            }
        }
        if (!wanted.isEmpty()) {
            JoinedBytes joined = new JoinedBytes(form, wanted);
            clients.forEach(client -> client.send(wanted, joined, position));
        }
    }

    void evicted(long position, Message message) {
        boolean wanted = wants(message);
        clients.forEach(client -> client.evicted(position, wanted));
    }
}
