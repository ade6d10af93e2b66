package io.tickmesh.mesh.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Time that moves only when it is told to: by the data in replay, by hand in tests. Not thread-safe.
///
/// Timers that fall due run in the order of their due time, equal ones in the order in which they were set. One that throws
/// is logged and stops neither the others nor what moved the time, as with the system's timers.
public final class DataTime implements MeshTime {
    private static final Logger LOG = LoggerFactory.getLogger(DataTime.class);
    private static final Comparator<Entry> ORDER =
            Comparator.<Entry, Instant>comparing(entry -> entry.due)
                    .thenComparingLong(entry -> entry.sequence);

    private final PriorityQueue<Entry> timers = new PriorityQueue<>(ORDER);
    private Instant now;
    private boolean started;
    private long sequence;
    private long failures;

    /// Starts at `start`.
    public DataTime(Instant start) {
        now = start;
        started = true;
    }

    /// Starts at the first instant it is told; timers set before that count from there.
    public DataTime() {
        now = Instant.EPOCH;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return add(delay, Duration.ZERO, task);
    }

    @Override
    public Timer every(Duration initialDelay, Duration period, Runnable task) {
        if (!period.isPositive()) {
            throw new IllegalArgumentException("period must be positive, was " + period);
        }
        return add(initialDelay, period, task);
    }

    /// Moves to `instant` and runs the timers that fall due on the way, each at its own time. Time never goes back:
    /// an earlier instant changes nothing.
    public void advanceTo(Instant instant) {
        if (!started) {
            start(instant);
        }
        for (Entry next = timers.peek();
                next != null && !next.due.isAfter(instant);
                next = timers.peek()) {
            timers.remove();
            now = next.due.isAfter(now) ? next.due : now;
            if (next.period.isPositive()) {
                next.due = next.due.plus(next.period);
                timers.add(next);
            }
            run(next.task);
        }
        now = instant.isAfter(now) ? instant : now;
    }

    /// Moves forward by `duration`, see [#advanceTo].
    public void advance(Duration duration) {
        advanceTo(now.plus(duration));
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            if (Long.bitCount(++failures) == 1) {
                LOG.atError()
                        .addKeyValue("time", now)
                        .addKeyValue("failures", failures)
                        .setCause(e)
                        .log("a timer threw");
            }
        }
    }

    private void start(Instant instant) {
        started = true;
        Duration shift = Duration.between(now, instant);
        now = instant;
        // Equal shifts keep the order of the queue.
        timers.forEach(entry -> entry.due = entry.due.plus(shift));
    }

    private Timer add(Duration delay, Duration period, Runnable task) {
        Entry entry = new Entry(now.plus(delay), sequence++, period, task);
        timers.add(entry);
        return () -> timers.remove(entry);
    }

    private static final class Entry {
        private final long sequence;
        private final Duration period;
        private final Runnable task;
        private Instant due;

        Entry(Instant due, long sequence, Duration period, Runnable task) {
            this.due = due;
            this.sequence = sequence;
            this.period = period;
            this.task = task;
        }
    }
}
