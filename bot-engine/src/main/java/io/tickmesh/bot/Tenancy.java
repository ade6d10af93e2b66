package io.tickmesh.bot;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.bot.store.LeaseLostException;
import io.tickmesh.bot.store.Leases;
import io.tickmesh.bot.store.Shards;
import io.tickmesh.mesh.storage.Failure;
import io.tickmesh.mesh.time.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the shards of this node: renews their leases once a second, takes those that should be its own as soon as they are free, and
/// gives up those that should be another's. Belongs to one context.
///
/// A node that is alone has all shards and lets go of none before somebody else has taken them.
final class Tenancy {
    private static final Logger LOG = LoggerFactory.getLogger(Tenancy.class);
    private static final long PERIOD_MILLIS = 1_000;
    // Whoever gives shards up tells nobody: who waits for them looks a little more often.
    private static final long SOON_MILLIS = 200;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final Leases leases;
    private final boolean alone;
    private final IntPredicate isMine;
    private final BooleanSupplier isSettled;
    private final Relocation relocation;
    private final Counter lost;
    private final Counter overdue;
    // Shards whose bots are here. They are held, except for a moment after they were lost.
    private final Set<Integer> here = new TreeSet<>();
    private final Promise<Void> begun = Promise.promise();
    private final Backoff pauses =
            new Backoff(FIRST_PAUSE, LONGEST_PAUSE, 0.5, RandomGenerator.getDefault());
    private long timer = -1;
    private long sooner = -1;
    private long pause = -1;
    // Takes nothing for a while, because it failed for a reason that will not go away soon.
    private boolean pausing;
    private boolean moving;
    private boolean again;
    private boolean suspended;
    private boolean closed;

    /// @param alone whether no other node may be there
    /// @param isMine whether this node should have a shard
    /// @param isSettled whether it knows that: neither after a start nor after a pause it does at once
    Tenancy(
            Vertx vertx,
            Leases leases,
            boolean alone,
            IntPredicate isMine,
            BooleanSupplier isSettled,
            Relocation relocation,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.leases = leases;
        this.alone = alone;
        this.isMine = shard -> alone || isMine.test(shard);
        this.isSettled = isSettled;
        this.relocation = relocation;
        lost = meters.counter("tickmesh.bot.lease.lost");
        overdue = meters.counter("tickmesh.bot.lease.overdue");
        gauge(meters, "valid", true);
        gauge(meters, "suspended", false);
    }

    private void gauge(MeterRegistry meters, String state, boolean valid) {
        Gauge.builder("tickmesh.bot.shards", () -> count(valid))
                .tag("state", state)
                .register(meters);
    }

    /// Begins with shards whose bots are here already.
    ///
    /// @return done when the database has said once which of the others this node has
    Future<Void> begin(Set<Integer> taken) {
        here.addAll(taken);
        timer = vertx.setPeriodic(PERIOD_MILLIS, _ -> turn());
        move();
        return begun.future();
    }

    /// Returns whether the bots of a shard are here.
    boolean has(int shard) {
        return here.contains(shard);
    }

    /// Returns the shards whose bots are here.
    Set<Integer> here() {
        return Set.copyOf(here);
    }

    /// Looks again at who should have what.
    void move() {
        if (moving || closed) {
            again = true;
            return;
        }
        again = false;
        if (!alone && !isSettled.getAsBoolean()) {
            return; // it hears when that changes
        }
        moving = true;
        giveUp(here.stream().filter(shard -> !isMine.test(shard)).collect(Collectors.toSet()))
                .compose(_ -> pausing ? Future.succeededFuture() : take())
                .onComplete(
                        _ -> {
                            if (!pausing) {
                                pauses.reset();
                                begun.tryComplete();
                            }
                            moved();
                        },
                        failure -> {
                            failed(failure);
                            moved();
                        });
    }

    private void failed(Throwable failure) {
        if (passes(failure)) {
            // The database says itself when it is away; the next turn tries again.
            LOG.atDebug().setCause(failure).log("shards stay where they are");
            return;
        }
        Duration wait = pauses.next();
        LOG.atWarn()
                .addKeyValue("againAfter", wait)
                .setCause(failure)
                .log("shards cannot be taken over");
        pausing = true;
        pause =
                vertx.setTimer(
                        wait.toMillis(),
                        _ -> {
                            pausing = false;
                            move();
                        });
    }

    /// Returns whether the same may succeed at once.
    private static boolean passes(Throwable failure) {
        if (failure instanceof LeaseLostException) {
            return true;
        }
        return switch (Failure.of(failure)) {
            case TRANSIENT, ACCESS -> true;
            case CONSTRAINT, PROGRAMMING -> false;
        };
    }

    /// Moves nothing any more.
    ///
    /// @param free whether to give everything up, in order
    Future<Void> close(boolean free) {
        closed = true;
        vertx.cancelTimer(sooner);
        vertx.cancelTimer(pause);
        if (!free) {
            vertx.cancelTimer(timer);
            return Future.succeededFuture();
        }
        return giveUp(here())
                .compose(_ -> leases.release(leases.held()))
                .onComplete(_ -> vertx.cancelTimer(timer));
    }

    private void turn() {
        leases.renew().onComplete(this::dropped, _ -> {}).onComplete(_ -> watch());
        move();
    }

    private void dropped(Set<Integer> lostShards) {
        // Two turns may wait for the same renewal.
        Set<Integer> gone = new TreeSet<>(lostShards);
        gone.retainAll(here);
        if (gone.isEmpty()) {
            return;
        }
        here.removeAll(gone);
        lost.increment(gone.size());
        int bots = relocation.drop(gone);
        LOG.atWarn()
                .addKeyValue("shards", gone.size())
                .addKeyValue("bots", bots)
                .addKeyValue("left", here.size())
                .log("leases were lost: another node runs these bots");
    }

    private void watch() {
        boolean now = !alone && count(false) > 0;
        if (now != suspended) {
            suspended = now;
            overdue.increment(now ? 1 : 0);
            LOG.atWarn()
                    .addKeyValue("shards", here.size())
                    .log(
                            now
                                    ? "leases cannot be renewed: nothing is decided"
                                    : "leases are renewed again");
        }
    }

    private Future<Void> giveUp(Set<Integer> shards) {
        if (shards.isEmpty()) {
            return Future.succeededFuture();
        }
        return relocation
                .giveUp(shards)
                .compose(bots -> {
                    here.removeAll(shards);
                    // Those too that were made while the others were being given up.
                    int late = relocation.drop(shards);
                    LOG.atInfo()
                            .addKeyValue("shards", shards.size())
                            .addKeyValue("bots", bots + late)
                            .addKeyValue("left", here.size())
                            .log("shards given up");
                    return leases.release(shards);
                });
    }

    private Future<Void> take() {
        Set<Integer> wanted =
                Shards.ALL.stream()
                        .filter(shard -> !here.contains(shard) && isMine.test(shard))
                        .collect(Collectors.toSet());
        return wanted.isEmpty() || closed
                ? Future.succeededFuture()
                : leases.acquire(wanted).compose(_ -> load(wanted));
    }

    private Future<Void> load(Set<Integer> wanted) {
        // Those among them that were held already could not be loaded the last time.
        Set<Integer> got = new TreeSet<>(leases.held());
        got.retainAll(wanted);
        if (got.isEmpty() || closed) {
            return Future.succeededFuture();
        }
        return relocation
                .load(got)
                .map(arrival -> {
                    if (closed) {
                        return null;
                    }
                    got.retainAll(leases.held());
                    int bots = relocation.adopt(arrival, got);
                    here.addAll(got);
                    LOG.atInfo()
                            .addKeyValue("shards", got.size())
                            .addKeyValue("bots", bots)
                            .addKeyValue("now", here.size())
                            .log("shards taken over");
                    return null;
                });
    }

    private void moved() {
        moving = false;
        if (closed) {
            return;
        }
        boolean waits =
                Shards.ALL.stream().anyMatch(shard -> isMine.test(shard) != here.contains(shard));
        if (again || (waits && !pausing)) {
            vertx.cancelTimer(sooner);
            sooner = vertx.setTimer(again ? 1 : SOON_MILLIS, _ -> move());
        }
    }

    private long count(boolean valid) {
        return here().stream().filter(shard -> (alone || leases.isValid(shard)) == valid).count();
    }
}
