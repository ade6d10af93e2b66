package io.tickmesh.bot.backtest;

import io.tickmesh.mesh.time.MeshTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/// Time that moves with the tape, to the millisecond. Timers run as in a replay, but for periodic ones while there is nothing for
/// them to do: then of all the times that have passed only the last counts, because years have many seconds. Not thread-safe.
final class TapeTime implements MeshTime {
    private static final Comparator<Entry> ORDER =
            Comparator.<Entry>comparingLong(entry -> entry.dueMillis)
                    .thenComparingLong(entry -> entry.sequence);

    private final PriorityQueue<Entry> timers = new PriorityQueue<>(ORDER);
    private final BooleanSupplier idle;
    private Instant now;
    private long nowMillis;
    private long sequence;

    /// @param idle whether periodic timers have nothing to do
    TapeTime(long startMillis, BooleanSupplier idle) {
        this.idle = idle;
        nowMillis = startMillis;
        now = Instant.ofEpochMilli(startMillis);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public long millis() {
        return nowMillis;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return add(delay, 0, task, idle);
    }

    @Override
    public Timer every(Duration initialDelay, Duration period, Runnable task) {
        return every(initialDelay, period, task, idle);
    }

    /// Runs `task` each `period`, but only the last of several times while it has nothing to do.
    Timer every(Duration initialDelay, Duration period, Runnable task, BooleanSupplier hasNothing) {
        if (period.toMillis() <= 0) {
            throw new IllegalArgumentException("period must be positive, was " + period);
        }
        return add(initialDelay, period.toMillis(), task, hasNothing);
    }

    /// Moves to that time and runs what falls due on the way. Time never goes back.
    void advanceTo(long millis) {
        for (Entry next = timers.peek();
                next != null && next.dueMillis <= millis;
                next = timers.peek()) {
            timers.remove();
            if (next.periodMillis > 0) {
                if (next.idle.getAsBoolean()) {
                    long passed = (millis - next.dueMillis) / next.periodMillis;
                    next.dueMillis += passed * next.periodMillis;
                }
                set(Math.max(next.dueMillis, nowMillis));
                next.dueMillis += next.periodMillis;
                timers.add(next);
            } else {
                set(Math.max(next.dueMillis, nowMillis));
            }
            next.task.run();
        }
        set(Math.max(millis, nowMillis));
    }

    private void set(long millis) {
        if (millis != nowMillis) {
            nowMillis = millis;
            now = Instant.ofEpochMilli(millis);
        }
    }

    private Timer add(
            Duration delay, long periodMillis, Runnable task, BooleanSupplier hasNothing) {
        Entry entry =
                new Entry(nowMillis + delay.toMillis(), sequence++, periodMillis, task, hasNothing);
        timers.add(entry);
        return () -> timers.remove(entry);
    }

    private static final class Entry {
        private final long sequence;
        private final long periodMillis;
        private final Runnable task;
        private final BooleanSupplier idle;
        private long dueMillis;

        Entry(
                long dueMillis,
                long sequence,
                long periodMillis,
                Runnable task,
                BooleanSupplier idle) {
            this.dueMillis = dueMillis;
            this.sequence = sequence;
            this.periodMillis = periodMillis;
            this.task = task;
            this.idle = idle;
        }
    }
}
