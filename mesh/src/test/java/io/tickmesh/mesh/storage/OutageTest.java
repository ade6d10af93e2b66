package io.tickmesh.mesh.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.mesh.storage.DatabaseConfig.Limits;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutageTest {
    private static final Limits SHORT =
            new Limits(2, Duration.ofMillis(500), Duration.ofMillis(500));

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final CutLink link = new CutLink(TestDatabases.fresh());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Database database;

    @BeforeEach
    void open() throws Exception {
        Future<DatabaseConfig> where = Future.succeededFuture(link.config().withLimits(SHORT));
        database = on(() -> Database.ready(vertx, where, "things", "storage-test", meters));
        assertThat(database.isAvailable()).isTrue();
    }

    @AfterEach
    void close() throws Exception {
        on(database::close);
        link.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void noticesByItselfThatTheDatabaseIsAwayAndBack() throws Exception {
        link.cut();
        await(() -> !database.isAvailable());
        assertTransient();

        link.mend();
        await(database::isAvailable);
        assertThat(on(this::ask)).isEqualTo(1);
        assertThat(meters.get("tickmesh.storage.outages").functionCounter().count()).isEqualTo(1);
    }

    @Test
    void doesNotWaitForEverForADatabaseThatIsSilent() throws Exception {
        link.silence();
        assertTransient();
        await(() -> !database.isAvailable());

        link.mend();
        await(database::isAvailable);
        assertThat(on(this::ask)).isEqualTo(1);
    }

    @Test
    void whoWaitsForTheDatabaseIsServedWhenItIsBack() throws Exception {
        link.cut();
        Promise<Integer> answer = Promise.promise();
        context.runOnContext(_ -> database.untilThere(this::ask).onComplete(answer));
        await(() -> !database.isAvailable());
        assertThat(answer.future().isComplete()).isFalse();

        link.mend();

        assertThat(on(answer::future)).isEqualTo(1);
    }

    private Future<Integer> ask() {
        return database.transaction(connection -> connection.query("SELECT 1").execute())
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    private void assertTransient() {
        assertThatThrownBy(() -> on(this::ask))
                .isInstanceOf(ExecutionException.class)
                .satisfies(e -> assertThat(Failure.of(e)).isEqualTo(Failure.TRANSIENT));
    }

    private <T> T on(Supplier<Future<T>> work) throws Exception {
        Promise<T> done = Promise.promise();
        context.runOnContext(_ -> work.get().onComplete(done));
        return done.future().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
