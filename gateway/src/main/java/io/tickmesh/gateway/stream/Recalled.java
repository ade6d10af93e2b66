package io.tickmesh.gateway.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the owners had stored since some time, shared by all who come back with about that time. Not thread-safe.
///
/// @param logs what each owner said, in its order
/// @param reset why a client has to begin anew; null if nothing is missing
record Recalled(List<Log> logs, @Nullable String reset) {
    /// Events of one owner, in the order in which they were made known.
    record Log(List<Message> messages, Map<String, Integer> places) {
        static Log of(List<Message> messages) {
            Map<String, Integer> places = new HashMap<>();
            for (int i = 0; i < messages.size(); i++) {
                places.put(messages.get(i).event().id(), i);
            }
            return new Log(List.copyOf(messages), places);
        }

        /// Returns what the client may not have seen. What this owner made known before the client's last event the client has
        /// been sent; of what others made known only the time tells, and that not exactly.
        Iterator<Message> after(String lastEventId, Instant surelySeen) {
            Integer place = places.get(lastEventId);
            if (place != null) {
                return messages.subList(place + 1, messages.size()).iterator();
            }
            return messages.stream()
                    .filter(message -> publishedMicros(message) > micros(surelySeen))
                    .iterator();
        }
    }

    static Recalled none(String reset) {
        return new Recalled(List.of(), reset);
    }

    /// Returns what a client has to be sent, by time; what one owner said stays in its order.
    ///
    /// @param surelySeen what was published before it the client has seen
    /// @param wanted what to send of what the owners said
    /// @param memory what the gateway has heard itself, in its order
    List<Message> after(
            String lastEventId,
            Instant surelySeen,
            Predicate<Message> wanted,
            List<Message> memory) {
        List<Head> heads = new ArrayList<>();
        for (Log log : logs) {
            heads.add(new Head(log.after(lastEventId, surelySeen), wanted));
        }
        heads.add(new Head(memory.iterator(), _ -> true));
        List<Message> merged = new ArrayList<>();
        Message next = earliest(heads).take();
        while (next != null) {
            merged.add(next);
            next = earliest(heads).take();
        }
        return merged;
    }

    private static Head earliest(List<Head> heads) {
        Head earliest = heads.getFirst();
        for (Head head : heads) {
            if (head.isBefore(earliest)) {
                earliest = head;
            }
        }
        return earliest;
    }

    private static long publishedMicros(Message message) {
        return message.event().header().publishedMicros();
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }

    /// The next wanted message of an owner.
    private static final class Head {
        private final Iterator<Message> rest;
        private final Predicate<Message> wanted;
        private @Nullable Message next;

        Head(Iterator<Message> rest, Predicate<Message> wanted) {
            this.rest = rest;
            this.wanted = wanted;
            advance();
        }

        /// Of what was published in the same microsecond, ids tell the order in which a node made it.
        boolean isBefore(Head other) {
            if (next == null || other.next == null) {
                return next != null;
            }
            int order = Long.compare(publishedMicros(next), publishedMicros(other.next));
            return order < 0
                    || (order == 0 && next.event().id().compareTo(other.next.event().id()) < 0);
        }

        @Nullable Message take() {
            Message taken = next;
            advance();
            return taken;
        }

        private void advance() {
            next = null;
            while (next == null && rest.hasNext()) {
                Message candidate = rest.next();
                next = wanted.test(candidate) ? candidate : null;
            }
        }
    }
}
