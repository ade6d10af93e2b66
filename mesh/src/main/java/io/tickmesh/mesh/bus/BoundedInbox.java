package io.tickmesh.mesh.bus;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.mesh.time.WallClock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A bounded queue between publishers and one reader. The publisher never waits: [#offer] is O(1) from any thread, and what
/// does not fit is dropped and counted. The reader gets the items in small batches on its own executor.
///
/// Vert.x bounds only a paused consumer; a slow one queues without limit, hence this class.
public final class BoundedInbox<T> {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedInbox.class);
    private static final int BATCH = 64;

    private final String name;
    private final int capacity;
    private final InboxPolicy policy;
    private final @Nullable Function<? super T, ?> key;
    private final Executor executor;
    private final Consumer<? super T> reader;
    private final long maxAgeMicros;
    private final ToLongFunction<? super T> madeMicros;

    // Guarded by this. A plain queue is a map whose keys are a running number.
    private final LinkedHashMap<Object, T> items = new LinkedHashMap<>();
    private long offered;
    private long dropped;
    private long conflated;
    private long stale;
    private long failed;
    private int maxDepth;
    private boolean scheduled;
    private boolean closed;

    private BoundedInbox(Builder<T> builder, Executor executor, Consumer<? super T> reader) {
        this.name = builder.name;
        this.capacity = builder.capacity;
        this.policy = builder.policy;
        this.key = builder.key;
        this.maxAgeMicros = builder.maxAgeMicros;
        this.madeMicros = builder.madeMicros;
        this.executor = executor;
        this.reader = reader;
    }

    /// Returns a builder for an inbox that holds at most `capacity` items.
    ///
    /// @throws IllegalArgumentException if `capacity` is not positive
    public static <T> Builder<T> named(String name, int capacity) {
        return new Builder<>(name, capacity);
    }

    public String name() {
        return name;
    }

    /// Takes an item in, or drops one as the policy says. Never blocks for longer than another `offer` takes.
    public void offer(T item) {
        synchronized (this) {
            if (closed) {
                return;
            }
            offered++;
            if (!store(item)) {
                return;
            }
            maxDepth = Math.max(maxDepth, items.size());
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        executor.execute(this::drainBatch);
    }

    /// Hands everything that is waiting to the reader now. To be called on the reader's own executor, by readers that must
    /// have seen all that was published before they go on.
    public void drainNow() {
        for (T item = poll(); item != null; item = poll()) {
            handle(item);
        }
    }

    public synchronized InboxCounters counters() {
        return new InboxCounters(
                offered, dropped, conflated, stale, failed, items.size(), maxDepth);
    }

    /// Takes nothing more and forgets what is waiting.
    public synchronized void close() {
        closed = true;
        items.clear();
    }

    /// Publishes the counters as meters tagged with the inbox's name.
    public BoundedInbox<T> exportTo(MeterRegistry meters) {
        counter(meters, "offered", InboxCounters::offered);
        counter(meters, "dropped", InboxCounters::dropped);
        counter(meters, "conflated", InboxCounters::conflated);
        counter(meters, "stale", InboxCounters::stale);
        counter(meters, "failed", InboxCounters::failed);
        Gauge.builder("tickmesh.inbox.depth", this, inbox -> inbox.counters().depth())
                .tag("inbox", name)
                .register(meters);
        return this;
    }

    private void counter(MeterRegistry meters, String what, ToLongFunction<InboxCounters> value) {
        FunctionCounter.builder(
                        "tickmesh.inbox." + what,
                        this,
                        inbox -> value.applyAsLong(inbox.counters()))
                .tag("inbox", name)
                .register(meters);
    }

    private boolean store(T item) {
        Object slot = key == null ? (Object) offered : key.apply(item);
        if (key != null && items.replace(slot, item) != null) {
            conflated++;
            return true;
        }
        if (items.size() >= capacity) {
            dropped++;
            if (policy == InboxPolicy.DROP_NEWEST) {
                return false;
            }
            items.pollFirstEntry();
        }
        items.put(slot, item);
        return true;
    }

    private void drainBatch() {
        for (int i = 0; i < BATCH; i++) {
            T item = poll();
            if (item == null) {
                break;
            }
            handle(item);
        }
        synchronized (this) {
            scheduled = !items.isEmpty();
            if (!scheduled) {
                return;
            }
        }
        executor.execute(this::drainBatch);
    }

    private synchronized @Nullable T poll() {
        long oldest = maxAgeMicros == 0 ? 0 : WallClock.micros() - maxAgeMicros;
        Iterator<Map.Entry<Object, T>> waiting = items.entrySet().iterator();
        while (waiting.hasNext()) {
            T item = waiting.next().getValue();
            waiting.remove();
            if (maxAgeMicros == 0 || madeMicros.applyAsLong(item) >= oldest) {
                return item;
            }
            stale++;
        }
        return null;
    }

    private void handle(T item) {
        try {
            reader.accept(item);
        } catch (RuntimeException | Error e) {
            // An error too: a reader that is not called again would be dead without a word.
            long failures;
            synchronized (this) {
                failures = ++failed;
            }
            // The first failures are news, the ten-thousandth is noise.
            if (Long.bitCount(failures) == 1) {
                LOG.atError()
                        .addKeyValue("inbox", name)
                        .addKeyValue("failures", failures)
                        .setCause(e)
                        .log("the reader of an inbox threw");
            }
        }
    }

    /// Settings of an inbox. Without a policy it drops the oldest item.
    public static final class Builder<T> {
        private final String name;
        private final int capacity;
        private InboxPolicy policy = InboxPolicy.DROP_OLDEST;
        private @Nullable Function<? super T, ?> key;
        private long maxAgeMicros;
        private ToLongFunction<? super T> madeMicros = _ -> Long.MAX_VALUE;

        private Builder(String name, int capacity) {
            if (capacity <= 0) {
                throw new IllegalArgumentException("capacity must be positive, was " + capacity);
            }
            this.name = name;
            this.capacity = capacity;
        }

        public Builder<T> dropOldest() {
            policy = InboxPolicy.DROP_OLDEST;
            key = null;
            return this;
        }

        public Builder<T> dropNewest() {
            policy = InboxPolicy.DROP_NEWEST;
            key = null;
            return this;
        }

        /// Keeps only the newest item of each key, in the order in which the keys came first.
        public Builder<T> conflateBy(Function<? super T, ?> itemKey) {
            policy = InboxPolicy.CONFLATE_BY_KEY;
            key = itemKey;
            return this;
        }

        /// Skips and counts items that are older than `maxAge` when their turn comes.
        ///
        /// @param itemMicros epoch microseconds when an item was made
        public Builder<T> maxAge(Duration maxAge, ToLongFunction<? super T> itemMicros) {
            maxAgeMicros = maxAge.toNanos() / 1_000;
            madeMicros = itemMicros;
            return this;
        }

        /// Returns the inbox. `executor` runs the reader; it must run one task at a time, in order.
        public BoundedInbox<T> readBy(Executor executor, Consumer<? super T> reader) {
            return new BoundedInbox<>(this, executor, reader);
        }
    }
}
