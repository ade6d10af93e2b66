package io.tickmesh.simulator.stream;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// What the streams did so far. Written on the event loop, readable from any thread.
public final class StreamCounters {

    private final LongAdder messagesSent = new LongAdder();
    private final AtomicLong connectionsOpened = new AtomicLong();
    private final AtomicInteger connectionsOpen = new AtomicInteger();
    private final AtomicInteger subscriptions = new AtomicInteger();
    private final AtomicLong slowReadersCut = new AtomicLong();

    void sent() {
        messagesSent.increment();
    }

    void opened() {
        connectionsOpened.incrementAndGet();
        connectionsOpen.incrementAndGet();
    }

    void closed() {
        connectionsOpen.decrementAndGet();
    }

    void subscriptions(int change) {
        subscriptions.addAndGet(change);
    }

    void slowReaderCut() {
        slowReadersCut.incrementAndGet();
    }

    /// Returns text messages written, answers to requests included.
    public long messagesSent() {
        return messagesSent.sum();
    }

    /// Returns connections accepted since the start.
    public long connectionsOpened() {
        return connectionsOpened.get();
    }

    /// Returns connections open now.
    public int connectionsOpen() {
        return connectionsOpen.get();
    }

    /// Returns streams subscribed now, summed over connections.
    public int subscriptions() {
        return subscriptions.get();
    }

    /// Returns connections cut because they did not read.
    public long slowReadersCut() {
        return slowReadersCut.get();
    }
}
