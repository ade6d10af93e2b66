package io.tickmesh.bot.backtest;

import io.tickmesh.mesh.backtest.BacktestPoint;
import io.tickmesh.mesh.backtest.BacktestTrade;
import io.tickmesh.mesh.backtest.BacktestView;
import io.tickmesh.mesh.request.BacktestEquity;
import io.tickmesh.mesh.request.BacktestTrades;
import io.tickmesh.mesh.request.Backtests;
import io.tickmesh.mesh.request.CancelBacktest;
import io.tickmesh.mesh.request.GetBacktestEquity;
import io.tickmesh.mesh.request.ListBacktestTrades;
import io.tickmesh.mesh.request.ListBacktests;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.request.StartBacktest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The backtests there are, newest first, and what can be asked of them. Belongs to one context.
final class Desk {
    private static final int MOST_LIMIT = 1_000;
    private static final int MOST_POINTS = 10_000;
    private static final int RADIX = 36;

    private final BacktestConfig config;
    private final Queue queue;
    private final Supplier<Instant> now;

    // Ids sort by the time at which they were made.
    private final NavigableMap<String, Job> jobs = new TreeMap<>();
    private long lastMicros;

    Desk(BacktestConfig config, Queue queue, Supplier<Instant> now) {
        this.config = config;
        this.queue = queue;
        this.now = now;
    }

    /// Takes in one that ended before this program began.
    void add(Job job) {
        jobs.putIfAbsent(job.id(), job);
    }

    /// Begins a backtest that has passed the check.
    ///
    /// @throws RequestFailedException UNAVAILABLE if too many wait
    Backtests start(StartBacktest request) {
        Instant created = now.get();
        lastMicros =
                Math.max(
                        lastMicros + 1,
                        created.getEpochSecond() * 1_000_000 + created.getNano() / 1_000);
        Job job = new Job("bt-" + Long.toString(lastMicros, RADIX), request, created);
        if (!queue.offer(job)) {
            throw new RequestFailedException(
                    Failure.UNAVAILABLE,
                    "%d backtests wait already; try again when one has ended"
                            .formatted(config.queue()));
        }
        jobs.put(job.id(), job);
        return only(job);
    }

    /// Forgets the oldest of those that are over, if there are too many, and returns their ids.
    List<String> retire() {
        List<String> retired = new ArrayList<>();
        long over = jobs.values().stream().filter(Job::isOver).count();
        for (Job job : List.copyOf(jobs.values())) {
            if (over > config.keep() && job.isOver()) {
                jobs.remove(job.id());
                retired.add(job.id());
                over--;
            }
        }
        return retired;
    }

    Backtests list(ListBacktests query) {
        check(query.limit());
        Collection<Job> older =
                query.cursor() == null
                        ? jobs.descendingMap().values()
                        : jobs.headMap(query.cursor(), false).descendingMap().values();
        List<BacktestView> views =
                older.stream().limit(query.limit()).map(job -> job.view(false)).toList();
        boolean more = older.size() > views.size();
        return new Backtests(views, more ? views.getLast().id() : null);
    }

    Backtests get(String id) {
        return only(job(id));
    }

    /// Cancels one that is not over; forgets one that is.
    Cancelled cancel(CancelBacktest request) {
        Job job = job(request.id());
        boolean over = job.isOver();
        if (over) {
            jobs.remove(job.id());
        } else {
            job.cancel(now.get());
            queue.forget(job);
        }
        return new Cancelled(only(job), job, over);
    }

    /// @param payload of the job
    BacktestTrades trades(ListBacktestTrades query, Payload payload) {
        check(query.limit());
        List<BacktestTrade> all = payload.trades();
        int from = from(query.cursor(), all.size());
        int to = Math.min(all.size(), from + query.limit());
        return new BacktestTrades(all.subList(from, to), next(to, all.size()));
    }

    /// @param payload of the job
    BacktestEquity equity(GetBacktestEquity query, Payload payload) {
        check(query.limit());
        List<BacktestPoint> all = payload.points();
        Integer points = query.points();
        if (points != null) {
            if (points < 2 || points > MOST_POINTS) {
                throw invalid("points must be from 2 to %d, was %d".formatted(MOST_POINTS, points));
            }
            return new BacktestEquity(Points.reduce(all, points), null);
        }
        int from = from(query.cursor(), all.size());
        int to = Math.min(all.size(), from + query.limit());
        return new BacktestEquity(all.subList(from, to), next(to, all.size()));
    }

    /// Cancels everything that is not over.
    void close() {
        jobs.values().forEach(job -> job.cancel(now.get()));
        queue.close();
    }

    /// @throws RequestFailedException NOT_FOUND if there is none
    Job job(String id) {
        return Optional.ofNullable(jobs.get(id))
                .orElseThrow(
                        () -> new RequestFailedException(Failure.NOT_FOUND, "no backtest " + id));
    }

    private static Backtests only(Job job) {
        return new Backtests(List.of(job.view(true)), null);
    }

    private static void check(int limit) {
        if (limit < 1 || limit > MOST_LIMIT) {
            throw invalid("limit must be from 1 to %d, was %d".formatted(MOST_LIMIT, limit));
        }
    }

    private static int from(@Nullable String cursor, int size) {
        if (cursor == null) {
            return 0;
        }
        try {
            int from = Integer.parseInt(cursor);
            if (from >= 0 && from <= size) {
                return from;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw invalid("cursor must be one from a page, was " + cursor);
    }

    private static @Nullable String next(int to, int size) {
        return to < size ? Integer.toString(to) : null;
    }

    private static RequestFailedException invalid(String message) {
        return new RequestFailedException(Failure.INVALID, message);
    }

    /// @param removed whether it is forgotten
    record Cancelled(Backtests answer, Job job, boolean removed) {}
}
