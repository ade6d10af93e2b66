package io.tickmesh.bot.backtest;

import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs backtests on threads of their own, some at a time. Thread-safe.
final class Queue {
    private static final Logger LOG = LoggerFactory.getLogger(Queue.class);

    private final ThreadPoolExecutor threads;
    private final Worker worker;
    private final Supplier<Instant> now;
    private final Consumer<Job> over;

    /// Does the work of a backtest.
    @FunctionalInterface
    interface Worker {
        /// Returns what was made.
        ///
        /// @throws WrongFieldException if what is asked for cannot be done
        /// @throws StoppedException if it must not go on
        Job.Product work(Job job) throws Exception;
    }

    /// @param over told of each job that has ended, on its thread
    Queue(BacktestConfig config, Worker worker, Supplier<Instant> now, Consumer<Job> over) {
        this.worker = worker;
        this.now = now;
        this.over = over;
        threads =
                new ThreadPoolExecutor(
                        config.running(),
                        config.running(),
                        1,
                        TimeUnit.MINUTES,
                        new ArrayBlockingQueue<>(config.queue()),
                        threadFactory());
        threads.allowCoreThreadTimeOut(true);
    }

    /// Takes a job in; false if too many wait.
    boolean offer(Job job) {
        try {
            threads.execute(new Task(job));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /// Makes room for another if this one still waits.
    void forget(Job job) {
        var _ = threads.getQueue().removeIf(task -> task instanceof Task own && own.job == job);
    }

    /// Takes nothing more; what runs must have been cancelled.
    void close() {
        var _ = threads.shutdownNow();
    }

    private final class Task implements Runnable {
        private final Job job;

        Task(Job job) {
            this.job = job;
        }

        @Override
        public void run() {
            if (!job.begin(now.get())) {
                return;
            }
            try {
                job.done(worker.work(job), now.get());
            } catch (WrongFieldException e) {
                job.failed(e.field() + " " + e.getMessage(), now.get());
            } catch (StoppedException e) {
                job.failed(String.valueOf(e.getMessage()), now.get());
            } catch (OutOfMemoryError e) {
                job.failed("not enough memory", now.get());
            } catch (Exception | StackOverflowError | AssertionError | LinkageError e) {
                LOG.atError().addKeyValue("backtest", job.id()).setCause(e).log("backtest failed");
                job.failed("internal error: " + e, now.get());
            }
            over.accept(job);
        }
    }

    private static ThreadFactory threadFactory() {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "backtest-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
