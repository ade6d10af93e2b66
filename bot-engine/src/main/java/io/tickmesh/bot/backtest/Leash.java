package io.tickmesh.bot.backtest;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Watches over the runs of one job: ends them when they are cancelled or take too long, and lets live bots have the processor now
/// and then. For the thread of the job.
final class Leash implements Supervisor {
    private static final long WORK_NANOS = 4_000_000;
    private static final long PAUSE_NANOS = 500_000;

    private final Job job;
    private final Duration timeLimit;
    private final long begunNanos = System.nanoTime();
    private long pausedNanos = begunNanos;
    private double from;
    private double share = 1;

    Leash(Job job, Duration timeLimit) {
        this.job = job;
        this.timeLimit = timeLimit;
    }

    /// Says which part of the work comes next.
    ///
    /// @param done part of the whole that is done, 0 to 1
    /// @param next part of the whole that the next run is
    void next(double done, double next) {
        from = done;
        share = next;
    }

    @Override
    public void reached(double done) {
        if (job.isCancelled() || Thread.currentThread().isInterrupted()) {
            throw StoppedException.cancelled();
        }
        long now = System.nanoTime();
        if (now - begunNanos > timeLimit.toNanos()) {
            throw StoppedException.limit("took longer than " + timeLimit.toSeconds() + " s");
        }
        if (now - pausedNanos > WORK_NANOS) {
            job.progress(from + share * done);
            LockSupport.parkNanos(PAUSE_NANOS);
            pausedNanos = System.nanoTime();
        }
    }
}
