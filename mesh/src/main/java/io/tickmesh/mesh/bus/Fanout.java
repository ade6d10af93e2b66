package io.tickmesh.mesh.bus;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/// Hands what one bus consumer of the node receives to the node's readers, so that a message from the wire is decoded once
/// per node and not once per reader. Thread-safe.
final class Fanout<T> {
    private final List<Reader<T>> readers = new CopyOnWriteArrayList<>();

    void add(Predicate<? super T> wanted, BoundedInbox<T> inbox) {
        readers.add(new Reader<>(wanted, inbox));
    }

    void remove(BoundedInbox<?> inbox) {
        readers.removeIf(reader -> reader.inbox == inbox);
    }

    void offer(T item) {
        for (Reader<T> reader : readers) {
            if (reader.wanted.test(item)) {
                reader.inbox.offer(item);
            }
        }
    }

    private record Reader<T>(Predicate<? super T> wanted, BoundedInbox<T> inbox) {}
}
