package io.tickmesh.bot.store;

import io.tickmesh.mesh.storage.Failure;
import io.tickmesh.mesh.time.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes in groups: what comes while a transaction is under way goes into the next one, in the order in which it came. Belongs to
/// one context.
///
/// A transaction that fails because the database is away, or whose end is unknown, is tried again with growing pauses until it
/// succeeds; its statements must bear to be repeated. One that the database refuses is taken apart, so that only the entry that
/// is at fault fails.
final class CommitQueue {
    private static final Logger LOG = LoggerFactory.getLogger(CommitQueue.class);
    private static final int LARGEST_GROUP = 200;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final int capacity;
    private final Function<List<Write>, Future<Map<Write, StoreException>>> transactions;
    private final BiConsumer<Duration, Runnable> timers;
    private final StoreMeters meters;
    private final ArrayDeque<Entry> waiting = new ArrayDeque<>();
    private final List<Promise<Void>> idle = new ArrayList<>();
    private List<Entry> group = List.of();
    private final Backoff pauses =
            new Backoff(FIRST_PAUSE, LONGEST_PAUSE, 0.5, RandomGenerator.getDefault());
    private int failures;
    // So many of the first that wait go one by one, because one of them was refused.
    private int alone;

    /// @param capacity how many entries may wait before it is full; as many again of those that are patient are taken in even then,
    ///     because what they tell has happened already
    /// @param transactions writes in one transaction; returns what was refused in it, and why
    /// @param timers runs something later, on the context of the queue
    CommitQueue(
            int capacity,
            Function<List<Write>, Future<Map<Write, StoreException>>> transactions,
            BiConsumer<Duration, Runnable> timers,
            StoreMeters meters) {
        this.capacity = capacity;
        this.transactions = transactions;
        this.timers = timers;
        this.meters = meters;
    }

    /// Writes something as one.
    ///
    /// @param patient whether to try again until it is written; otherwise the future fails as soon as the database is found away, and
    ///     whether it was written is unknown
    /// @return done when it is written; fails with a [StoreException] if it cannot be
    Future<Void> add(Write write, boolean patient) {
        if (size() >= (patient ? 2 * capacity : capacity)) {
            return Future.failedFuture(new StoreException("too much waits to be stored", null));
        }
        if (!patient && isAway()) {
            return Future.failedFuture(new StoreException("storage is away", null));
        }
        Entry entry = new Entry(write, patient, Promise.promise());
        waiting.add(entry);
        next();
        return entry.written.future();
    }

    /// Returns whether the last transaction failed because the database is away.
    boolean isAway() {
        return failures > 0;
    }

    /// Returns whether nothing new should be begun.
    boolean isFull() {
        return size() >= capacity;
    }

    /// Returns how many entries are not written yet.
    int size() {
        return waiting.size() + group.size();
    }

    /// Returns a future that is done when nothing waits.
    Future<Void> idle() {
        if (size() == 0) {
            return Future.succeededFuture();
        }
        Promise<Void> done = Promise.promise();
        idle.add(done);
        return done.future();
    }

    private void next() {
        if (!group.isEmpty()) {
            return;
        }
        if (waiting.isEmpty()) {
            List<Promise<Void>> done = List.copyOf(idle);
            idle.clear();
            done.forEach(Promise::complete);
            return;
        }
        List<Entry> taken = new ArrayList<>();
        int most = alone > 0 ? 1 : LARGEST_GROUP;
        alone = Math.max(0, alone - 1);
        while (taken.size() < most && !waiting.isEmpty()) {
            taken.add(waiting.remove());
        }
        group = taken;
        write();
    }

    private void write() {
        List<Write> writes = group.stream().map(Entry::write).toList();
        long begun = System.nanoTime();
        int size = group.size();
        transactions
                .apply(writes)
                .onComplete(
                        refused -> {
                            meters.committed(size, System.nanoTime() - begun);
                            written(refused);
                        },
                        this::failed);
    }

    private void answered() {
        if (failures > 0) {
            LOG.atInfo().addKeyValue("attempts", failures + 1).log("storage answers again");
            failures = 0;
            pauses.reset();
        }
    }

    private void written(Map<Write, StoreException> refused) {
        answered();
        List<Entry> done = group;
        group = List.of();
        // What these do next finds the queue as it is: their own entries go into the next group.
        for (Entry entry : done) {
            StoreException why = refused.get(entry.write);
            if (why == null) {
                entry.written.complete();
            } else {
                meters.denied(why);
                entry.written.fail(why);
            }
        }
        next();
    }

    private void failed(Throwable failure) {
        switch (Failure.of(failure)) {
            case TRANSIENT, ACCESS -> {
                meters.retried();
                failures++;
                if (Integer.bitCount(failures) == 1) {
                    LOG.atWarn()
                            .addKeyValue("attempts", failures)
                            .addKeyValue("waiting", size())
                            .addKeyValue("reason", String.valueOf(failure.getMessage()))
                            .log("storage does not take writes");
                }
                giveUpTheImpatient(failure);
                if (group.isEmpty()) {
                    probe();
                } else {
                    timers.accept(pauses.next(), this::write);
                }
            }
            case CONSTRAINT, PROGRAMMING -> {
                answered();
                takeApart(failure);
            }
        }
    }

    private void giveUpTheImpatient(Throwable failure) {
        List<Entry> impatient = new ArrayList<>();
        List<Entry> patient = new ArrayList<>();
        group.forEach(entry -> (entry.patient ? patient : impatient).add(entry));
        for (Iterator<Entry> i = waiting.iterator(); i.hasNext(); ) {
            Entry entry = i.next();
            if (!entry.patient) {
                i.remove();
                impatient.add(entry);
            }
        }
        group = patient;
        impatient.forEach(
                entry -> entry.written.fail(new StoreException("storage is away", failure)));
    }

    /// Nothing is left to be tried again, but somebody has to find out when the database is back.
    private void probe() {
        group = List.of(new Entry(Write.NOTHING, true, Promise.promise()));
        timers.accept(pauses.next(), this::write);
    }

    private void takeApart(Throwable failure) {
        List<Entry> entries = group;
        if (entries.size() == 1) {
            Entry guilty = entries.getFirst();
            meters.refused();
            LOG.atError()
                    .addKeyValue("statement", guilty.write.firstStatement())
                    .setCause(failure)
                    .log("storage refused a write");
            group = List.of();
            guilty.written.fail(new StoreException("storage refused: " + failure, failure));
            next();
            return;
        }
        // One after the other, in front of all that came later.
        for (Entry entry : entries.subList(1, entries.size()).reversed()) {
            waiting.addFirst(entry);
        }
        group = List.of(entries.getFirst());
        alone = entries.size() - 1;
        write();
    }

    private record Entry(Write write, boolean patient, Promise<Void> written) {}
}
