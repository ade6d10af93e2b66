package io.tickmesh.bot.backtest;

import io.tickmesh.mesh.backtest.BacktestResult;
import io.tickmesh.mesh.backtest.BacktestStatus;
import io.tickmesh.mesh.backtest.BacktestView;
import io.tickmesh.mesh.backtest.SearchResult;
import io.tickmesh.mesh.request.StartBacktest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A backtest from its start to its end. Thread-safe: a worker moves it on, others look.
final class Job {
    private final String id;
    private final StartBacktest request;
    private final Instant createdAt;
    private volatile double progress;
    private volatile boolean cancelled;
    private BacktestStatus status = BacktestStatus.QUEUED;
    private @Nullable String error;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;
    private @Nullable BacktestResult result;
    private @Nullable SearchResult found;

    /// Whether people may see that it is done: not before it would survive a crash.
    private boolean told;

    /// Null when it is in the database alone.
    private @Nullable Payload payload = Payload.NOTHING;

    Job(String id, StartBacktest request, Instant createdAt) {
        this.id = id;
        this.request = request;
        this.createdAt = createdAt;
    }

    /// Returns one of before this program began. What had not ended then never will.
    static Job stored(BacktestView view, Instant now) {
        Job job =
                new Job(view.id(), new StartBacktest(view.spec(), view.search()), view.createdAt());
        boolean over = view.status().isOver();
        job.progress = view.progress();
        job.status = over ? view.status() : BacktestStatus.FAILED;
        job.error = over ? view.error() : "ended by a restart";
        job.startedAt = view.startedAt();
        job.finishedAt = over ? view.finishedAt() : now;
        job.result = view.result();
        job.found = view.found();
        job.payload = view.result() == null ? Payload.NOTHING : null;
        job.told = true;
        return job;
    }

    String id() {
        return id;
    }

    StartBacktest request() {
        return request;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /// Takes note of how far it is, 0 to 1.
    void progress(double done) {
        progress = Math.clamp(done, 0, 1);
    }

    /// Begins; false if it has been cancelled.
    synchronized boolean begin(Instant now) {
        if (status.isOver()) {
            return false;
        }
        status = BacktestStatus.RUNNING;
        startedAt = now;
        return true;
    }

    /// Ends it well, unless it is over.
    synchronized void done(Product product, Instant now) {
        if (end(BacktestStatus.DONE, null, now)) {
            result = product.result;
            found = product.found;
            payload = product.payload;
            progress = 1;
        }
    }

    synchronized void failed(String why, Instant now) {
        var _ = end(BacktestStatus.FAILED, why, now);
    }

    /// Ends it. What still runs notices soon.
    synchronized void cancel(Instant now) {
        cancelled = true;
        var _ = end(BacktestStatus.CANCELLED, null, now);
    }

    private boolean end(BacktestStatus last, @Nullable String why, Instant now) {
        if (status.isOver()) {
            return false;
        }
        status = last;
        error = why;
        finishedAt = now;
        return true;
    }

    synchronized boolean isOver() {
        return shown().isOver();
    }

    private BacktestStatus shown() {
        return status == BacktestStatus.DONE && !told ? BacktestStatus.RUNNING : status;
    }

    /// Returns its payload; null if it is in the database alone.
    synchronized @Nullable Payload payload() {
        return payload;
    }

    /// Lets people see that it is done, and lets go of the payload: both are in the database now.
    synchronized void stored() {
        told = true;
        if (result != null) {
            payload = null;
        }
    }

    /// Returns it as people see it.
    ///
    /// @param whole with what a search found, which is long
    synchronized BacktestView view(boolean whole) {
        return shown() == status
                ? view(status, finishedAt, result, whole ? found : null)
                : view(shown(), null, null, null);
    }

    /// Returns it as it is to be stored.
    synchronized BacktestView viewToStore() {
        return view(status, finishedAt, result, found);
    }

    private BacktestView view(
            BacktestStatus shown,
            @Nullable Instant ended,
            @Nullable BacktestResult made,
            @Nullable SearchResult search) {
        return new BacktestView(
                id,
                shown,
                progress,
                error,
                createdAt,
                startedAt,
                ended,
                request.spec(),
                request.search(),
                made,
                search);
    }

    /// What a backtest has made.
    record Product(
            @Nullable BacktestResult result, @Nullable SearchResult found, Payload payload) {}
}
