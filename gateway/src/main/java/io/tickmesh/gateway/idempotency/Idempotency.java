package io.tickmesh.gateway.idempotency;

import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.storage.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does once what has the same key, through whichever gateway it is asked for, and gives the first answer to those who ask again
/// within 24 hours. Belongs to the event loop that made it.
///
/// The key is stored before anything is done: without the database nothing with a key is done. If it goes away in between, the answer
/// of what was done is not known later, and nobody does it a second time.
public final class Idempotency {
    private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);
    private static final int MOST = 100_000;
    private static final Duration CLEAN_UP = Duration.ofMinutes(10);

    private final Vertx vertx;
    private final Duration longest;
    private final Predicate<Throwable> undone;
    private @Nullable IdempotencyStore store;
    private long timer = -1;
    private boolean closed;

    /// @param longest how long something can be under way
    /// @param undone whether a failure says that surely nothing was done
    public Idempotency(Vertx vertx, Duration longest, Predicate<Throwable> undone) {
        this.vertx = vertx;
        this.longest = longest;
        this.undone = undone;
    }

    /// Uses the table from now on.
    public void open(Database database) {
        store = new IdempotencyStore(database);
        forget();
    }

    public void close() {
        closed = true;
        vertx.cancelTimer(timer);
    }

    /// Does something, unless the same key was used before.
    ///
    /// @param work does it
    /// @return fails as `work` does, or with [Failure#UNAVAILABLE] if the database is away: then nothing was done
    public Future<Outcome> once(OnceKey key, Supplier<Future<Buffer>> work) {
        IdempotencyStore table = store;
        if (table == null || !table.isAvailable()) {
            return Future.failedFuture(away());
        }
        return table.begin(key)
                .recover(_ -> Future.failedFuture(away()))
                .compose(begun ->
                        begun.isPresent()
                                ? first(table, key, begun.get(), work)
                                : again(table, key));
    }

    private Future<Outcome> first(
            IdempotencyStore table,
            OnceKey key,
            OffsetDateTime begun,
            Supplier<Future<Buffer>> work) {
        Future<Buffer> done;
        try {
            done = work.get();
        } catch (RuntimeException e) {
            done = Future.failedFuture(e);
        }
        return done.compose(
                answer ->
                        table.answer(key, begun, Seal.close(key, answer))
                                .onFailure(failure -> notStored(key, failure))
                                .otherwiseEmpty()
                                .map(new Outcome.Answered(answer, false)),
                failure ->
                        (undone.test(failure)
                                        ? table.release(key, begun).otherwiseEmpty()
                                        : Future.<Void>succeededFuture())
                                .compose(_ -> Future.failedFuture(failure)));
    }

    private Future<Outcome> again(IdempotencyStore table, OnceKey key) {
        return table.first(key, longest)
                .recover(_ -> Future.failedFuture(away()))
                .map(first -> first.isEmpty() ? new Outcome.UnderWay() : outcome(key, first.get()));
    }

    private static Outcome outcome(OnceKey key, IdempotencyStore.First first) {
        if (!first.request().equals(key.request())) {
            return new Outcome.OtherRequest();
        }
        Buffer sealed = first.answer();
        if (sealed == null) {
            return first.abandoned() ? new Outcome.Unknown() : new Outcome.UnderWay();
        }
        Optional<Buffer> answer = Seal.open(key, sealed);
        return answer.isPresent()
                ? new Outcome.Answered(answer.get(), true)
                : new Outcome.Unknown();
    }

    /// What was done is answered nevertheless; who asks again hears that it is unknown.
    private static void notStored(OnceKey key, Throwable failure) {
        LOG.atWarn()
                .addKeyValue("client", key.client())
                .setCause(failure)
                .log("the answer to a request with a key could not be stored");
    }

    private void forget() {
        IdempotencyStore table = store;
        if (closed || table == null) {
            return;
        }
        Future<Void> forgotten =
                table.isAvailable() ? table.forget(MOST) : Future.succeededFuture();
        forgotten.onComplete(_ -> timer = vertx.setTimer(CLEAN_UP.toMillis(), _ -> forget()));
    }

    private static RequestFailedException away() {
        return new RequestFailedException(
                Failure.UNAVAILABLE,
                "The database is away: what has an idempotency key cannot be done now, and nothing"
                        + " was done.");
    }
}
