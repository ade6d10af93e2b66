package io.tickmesh.gateway.stream;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// One connection of the stream. While the client keeps up it gets the bytes that are made for all. When it does not, nothing
/// is kept for it but its place among the [RecentEvents] and which prices have changed; it reads on from there as soon as its
/// connection takes more. Belongs to one event loop.
abstract sealed class StreamClient permits ChunkedClient, Http2Client, WebSocketClient {
    private static final int CHUNK_BYTES = 16 * 1024;
    private static final long KEEPS_UP = Long.MAX_VALUE;
    private static final int SHORTEST_RETRY_MILLIS = 1_000;
    private static final int LONGEST_RETRY_MILLIS = 4_000;

    /// How far a client is.
    private enum State {
        /// It is not known yet where it begins.
        HELD,
        /// It reads from memory.
        BEHIND,
        /// It gets what comes when it comes.
        LIVE,
        CLOSED
    }

    private final String name;
    private final Audience audience;
    private final StreamSource source;
    private State state = State.HELD;
    private long cursor;
    private @Nullable BitSet prices;
    private Iterator<Message> before = Collections.emptyIterator();
    private Iterator<byte[]> pieces = Collections.emptyIterator();
    private @Nullable Message large;
    private @Nullable Set<String> ahead;
    private long aheadUntilNanos;
    private boolean priceFirst;
    private int lastPrice = -1;
    private long dropped;
    private long fullSinceNanos = KEEPS_UP;

    /// @param name who it is, the same for all connections of a client
    StreamClient(String name, Audience audience, StreamSource source) {
        this.name = name;
        this.audience = audience;
        this.source = source;
        this.cursor = source.events().end();
    }

    /// Begins the answer.
    ///
    /// @param ready runs when something can be written
    /// @param onClose runs once when the connection is gone
    abstract void open(Runnable ready, Runnable onClose);

    /// Returns whether the connection takes nothing more for now. When it does again, [#proceed] is called.
    abstract boolean isFull();

    abstract void write(byte[] bytes);

    /// Says that the connection lives, and where the client is.
    ///
    /// @param id of who has seen everything
    abstract void beat(String id);

    /// Writes the farewell and ends the connection.
    abstract void end(Message farewell, Farewell reason);

    /// Ends the connection now, whatever the client has not read.
    abstract void cut();

    String name() {
        return name;
    }

    Audience audience() {
        return audience;
    }

    Form form() {
        return audience.form();
    }

    boolean isLive() {
        return state == State.LIVE;
    }

    /// Waits at that position until [#release].
    void holdAt(long position) {
        cursor = position;
    }

    /// Notes what is sent before the gateway hears of it, so that it is not sent again then.
    ///
    /// @param until [System#nanoTime] after which the gateway does not hear of it any more
    void sendAhead(Set<String> ids, long until) {
        ahead = ids.isEmpty() ? null : ids;
        aheadUntilNanos = until;
    }

    /// Sends what is to come first, then everything from its position on.
    void release(Iterator<Message> first, boolean newestPrices) {
        if (state != State.HELD) {
            return;
        }
        before = first;
        if (newestPrices) {
            BitSet all = new BitSet();
            for (int i = 0; i < source.prices().size(); i++) {
                all.set(i, audience.wants(source.prices().get(i)));
            }
            prices = all;
        }
        state = State.BEHIND;
        proceed();
    }

    /// Sends new messages, or remembers that they are there.
    ///
    /// @param position of the first of the new messages that is an event
    void send(List<Message> messages, JoinedBytes joined, long position) {
        if (state == State.CLOSED) {
            return;
        }
        if (state == State.LIVE && !isFull()) {
            if (ahead == null) {
                source.sent(messages);
                write(joined.get());
            } else {
                writeRest(messages);
            }
            return;
        }
        if (state == State.LIVE) {
            state = State.BEHIND;
            cursor = position;
            fullSinceNanos = System.nanoTime();
        }
        for (Message message : messages) {
            if (PriceTable.isPrice(message)) {
                waitFor(source.prices().numberOf(message));
            }
        }
    }

    /// An event is forgotten.
    void evicted(long position, boolean wanted) {
        if (state != State.LIVE && state != State.CLOSED && cursor <= position) {
            cursor = position + 1;
            if (wanted) {
                dropped++;
                source.meters().dropped().increment();
            }
        }
    }

    /// Events were missed by all.
    void missed(long count) {
        if (state == State.LIVE) {
            state = State.BEHIND;
            cursor = source.events().end();
        }
        dropped += count;
        proceed();
    }

    /// Writes as much as the connection takes of what the client has not been sent.
    void proceed() {
        boolean wrote = false;
        while (state == State.BEHIND && !isFull()) {
            if (pieces.hasNext()) {
                write(pieces.next());
            } else {
                List<Message> chunk = next();
                if (chunk.isEmpty()) {
                    state = State.LIVE;
                    prices = null;
                    fullSinceNanos = KEEPS_UP;
                    return;
                }
                write(chunk);
            }
            wrote = true;
        }
        if (state == State.BEHIND && (wrote || fullSinceNanos == KEEPS_UP)) {
            fullSinceNanos = System.nanoTime();
        }
    }

    /// Returns whether the client has taken nothing for `limitNanos`, although something waits for it.
    boolean isStalled(long limitNanos) {
        return fullSinceNanos != KEEPS_UP && System.nanoTime() - fullSinceNanos > limitNanos;
    }

    /// Says good-bye. A client that does not read is cut off.
    void leave(Farewell reason) {
        if (state == State.CLOSED) {
            return;
        }
        boolean reads = (state == State.LIVE || state == State.HELD) && !isFull();
        closed();
        if (reads) {
            end(Message.notice("bye", "{\"reason\":\"" + reason.text() + "\"}"), reason);
        } else {
            cut();
        }
    }

    void closed() {
        state = State.CLOSED;
        before = Collections.emptyIterator();
        pieces = Collections.emptyIterator();
        prices = null;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    /// Returns whether something waits for the client.
    boolean isBehind() {
        return state == State.HELD || state == State.BEHIND;
    }

    /// Returns what a client reads first: how long it is to wait before it comes back, which is different for each, so that not all
    /// come back at once.
    static String greeting() {
        int retry =
                ThreadLocalRandom.current().nextInt(SHORTEST_RETRY_MILLIS, LONGEST_RETRY_MILLIS);
        return "retry: " + retry + "\n: welcome\n\n";
    }

    private void write(List<Message> chunk) {
        source.sent(chunk);
        Message first = chunk.getFirst();
        if (chunk.size() == 1 && first.json().length > CHUNK_BYTES) {
            pieces = form().pieces(first, CHUNK_BYTES);
            write(pieces.next());
        } else {
            write(form().join(chunk));
        }
    }

    /// About as many bytes as the connection takes at once, so that what was written and not taken stays bounded too.
    private List<Message> next() {
        List<Message> chunk = new ArrayList<>();
        int bytes = 0;
        while (bytes < CHUNK_BYTES) {
            Message message = large == null ? poll() : large;
            large = null;
            if (message == null) {
                break;
            }
            int length = message.json().length;
            if (length > CHUNK_BYTES && !chunk.isEmpty()) {
                // It is on its own, because it is written in pieces.
                large = message;
                break;
            }
            chunk.add(message);
            bytes += length;
        }
        return chunk;
    }

    private @Nullable Message poll() {
        if (before.hasNext()) {
            return before.next();
        }
        if (dropped > 0) {
            String json = "{\"count\":" + dropped + "}";
            dropped = 0;
            return Message.notice("dropped", json);
        }
        // In turn, so that neither waits for ever where there is always one of the other.
        priceFirst = !priceFirst;
        Message message = priceFirst ? nextPrice() : nextEvent();
        return message != null ? message : priceFirst ? nextEvent() : nextPrice();
    }

    private @Nullable Message nextEvent() {
        while (cursor < source.events().end()) {
            Message message = source.events().get(cursor++);
            if (audience.wants(message) && !wasSentAhead(message)) {
                return message;
            }
        }
        return null;
    }

    private void writeRest(List<Message> messages) {
        List<Message> rest = new ArrayList<>();
        for (Message message : messages) {
            if (!wasSentAhead(message)) {
                rest.add(message);
            }
        }
        if (!rest.isEmpty()) {
            write(rest);
        }
    }

    private boolean wasSentAhead(Message message) {
        Set<String> ids = ahead;
        if (ids == null) {
            return false;
        }
        boolean was = message.id() != null && ids.remove(message.id());
        if (ids.isEmpty() || System.nanoTime() - aheadUntilNanos > 0) {
            ahead = null;
        }
        return was;
    }

    private @Nullable Message nextPrice() {
        BitSet waiting = prices;
        if (waiting == null || waiting.isEmpty()) {
            return null;
        }
        int number = waiting.nextSetBit(lastPrice + 1);
        if (number < 0) {
            number = waiting.nextSetBit(0);
        }
        lastPrice = number;
        waiting.clear(number);
        return source.prices().get(number);
    }

    private void waitFor(int number) {
        if (number < 0) {
            return;
        }
        BitSet waiting = prices;
        if (waiting == null) {
            waiting = new BitSet();
            prices = waiting;
        }
        if (waiting.get(number)) {
            source.meters().conflated().increment();
        }
        waiting.set(number);
    }
}
