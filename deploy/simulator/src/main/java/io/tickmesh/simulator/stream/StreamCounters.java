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
    private final AtomicLong deadClientsCut = new AtomicLong();
    private final AtomicLong talkativeClientsCut = new AtomicLong();
    private final AtomicLong oldConnectionsCut = new AtomicLong();
    private final AtomicLong addressesBanned = new AtomicLong();
    private final AtomicLong connectionsRefused = new AtomicLong();

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

    void deadClientCut() {
        deadClientsCut.incrementAndGet();
    }

    void talkativeClientCut() {
        talkativeClientsCut.incrementAndGet();
    }

    void oldConnectionCut() {
        oldConnectionsCut.incrementAndGet();
    }

    void addressBanned() {
        addressesBanned.incrementAndGet();
    }

    void connectionRefused() {
        connectionsRefused.incrementAndGet();
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

    /// Returns connections cut because a ping was not answered in time.
    public long deadClientsCut() {
        return deadClientsCut.get();
    }

    /// Returns connections cut because they sent more messages than allowed.
    public long talkativeClientsCut() {
        return talkativeClientsCut.get();
    }

    /// Returns connections cut because they had reached their longest life.
    public long oldConnectionsCut() {
        return oldConnectionsCut.get();
    }

    /// Returns how often an address was banned.
    public long addressesBanned() {
        return addressesBanned.get();
    }

    /// Returns connections refused because of too many attempts or a ban.
    public long connectionsRefused() {
        return connectionsRefused.get();
    }
}
