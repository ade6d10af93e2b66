package io.tickmesh.acceptance;

import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.ListCandles;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Somebody who asks for the newest candle of all symbols again and again, through one node.
final class CandleReader implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final MarketNode node;
    private final List<String> symbols;
    private final AtomicInteger answered = new AtomicInteger();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final long begun = System.nanoTime();
    private final Thread reading;
    private volatile boolean closed;

    CandleReader(MarketNode node, List<String> symbols) {
        this.node = node;
        this.symbols = symbols;
        this.reading = Thread.ofVirtual().start(this::read);
    }

    int answered() {
        return answered.get();
    }

    /// What was not answered, and when.
    List<String> refused() {
        return List.copyOf(refused);
    }

    @Override
    public void close() {
        closed = true;
        try {
            reading.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void read() {
        for (int turn = 0; !closed; turn++) {
            ask(symbols.get(turn % symbols.size()));
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void ask(String symbol) {
        try {
            node.ask(new ListCandles(symbol, Interval.M1, 1, null));
            answered.incrementAndGet();
        } catch (ExecutionException e) {
            long millis = (System.nanoTime() - begun) / 1_000_000;
            refused.add("%s after %d ms: %s".formatted(symbol, millis, e.getCause()));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
