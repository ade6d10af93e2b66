package io.tickmesh.benchmarks;

import io.tickmesh.mesh.bus.BoundedInbox;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// An item into an inbox and out of it again, in bursts of 25 as the prices of all symbols come.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BoundedInboxBenchmark {
    private static final int BURST = 25;

    private final Integer[] items = items();
    private long sum;

    // The turn of the reader is the call of drainNow.
    private final BoundedInbox<Integer> queue =
            BoundedInbox.<Integer>named("queue", 1_000).readBy(_ -> {}, item -> sum += item);
    private final BoundedInbox<Integer> conflating =
            BoundedInbox.<Integer>named("conflating", 1_000)
                    .conflateBy(item -> item)
                    .readBy(_ -> {}, item -> sum += item);

    @Benchmark
    @OperationsPerInvocation(BURST)
    public long dropOldest() {
        return through(queue);
    }

    @Benchmark
    @OperationsPerInvocation(BURST)
    public long conflateByKey() {
        return through(conflating);
    }

    private long through(BoundedInbox<Integer> inbox) {
        for (Integer item : items) {
            inbox.offer(item);
        }
        inbox.drainNow();
        return sum;
    }

    private static Integer[] items() {
        Integer[] items = new Integer[BURST];
        for (int i = 0; i < BURST; i++) {
            items[i] = i;
        }
        return items;
    }
}
