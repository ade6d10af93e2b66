package io.tickmesh.mesh.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowIterator;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private static final String SCRIPTS = "storage-test";

    private final Vertx vertx = Vertx.vertx();
    private final DatabaseConfig config = TestDatabases.fresh();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Database database;

    @BeforeEach
    void open() throws Exception {
        database = Database.open(vertx, config, "things", meters);
        await(database.migrate(SCRIPTS));
    }

    @AfterEach
    void close() throws Exception {
        await(database.close());
        await(vertx.close());
    }

    @Test
    void migratesOnceAndFindsTheTablesOfItsSchema() throws Exception {
        await(database.migrate(SCRIPTS));
        await(insert("a", "1.50"));

        assertThat(amount("a")).isEqualByComparingTo("1.50");
    }

    @Test
    void twoThatMigrateAtOnceBothSucceed() throws Exception {
        DatabaseConfig other = TestDatabases.fresh();
        Database first = Database.open(vertx, other, "things", meters);
        Database second = Database.open(vertx, other, "things", meters);

        await(Future.all(first.migrate(SCRIPTS), second.migrate(SCRIPTS)));

        await(Future.all(first.close(), second.close()));
    }

    @Test
    void rollsBackWhenTheWorkFails() throws Exception {
        Future<Void> failing =
                database.transaction(connection ->
                        connection
                                .preparedQuery("INSERT INTO thing VALUES ($1, $2)")
                                .execute(Tuple.of("b", BigDecimal.ONE))
                                .compose(_ -> Future.failedFuture("no")));

        assertThatThrownBy(() -> await(failing)).hasMessageContaining("no");
        assertThat(amount("b")).isNull();
        assertThat(database.isAvailable()).isTrue();
    }

    @Test
    void tellsWhatAFailureMeans() throws Exception {
        await(insert("c", "1"));

        assertThat(kindOf(insert("c", "2"))).isEqualTo(Failure.CONSTRAINT);
        assertThat(kindOf(run("SELECT nonsense"))).isEqualTo(Failure.PROGRAMMING);
        assertThat(kindOf(wrongType())).isEqualTo(Failure.PROGRAMMING);
        assertThat(kindOf(run("SELECT pg_terminate_backend(pg_backend_pid())")))
                .isEqualTo(Failure.TRANSIENT);
    }

    @Test
    void countsAsWhomItIsOpenedForBesideAnotherOnTheSameTables() throws Exception {
        Database other = Database.open(vertx, config, "things", "things-beside", meters);
        await(insert("e", "1"));

        assertThat(await(amount(other, "e"))).isEqualByComparingTo("1");
        assertThat(kindOf(other.connection(c -> c.query("SELECT nonsense").execute())))
                .isEqualTo(Failure.PROGRAMMING);

        assertThat(transactions("things")).isEqualTo(1);
        assertThat(transactions("things-beside")).isZero();
        assertThat(
                        meters.get("tickmesh.storage.failures").counters().stream()
                                .map(counter -> counter.getId().getTag("service")))
                .containsExactly("things-beside");
        assertThat(
                        meters.get("tickmesh.storage.available").gauges().stream()
                                .map(gauge -> gauge.getId().getTag("service")))
                .containsExactlyInAnyOrder("things", "things-beside");
        await(other.close());
    }

    private long transactions(String service) {
        return meters.get("tickmesh.storage.transaction").tag("service", service).timer().count();
    }

    private Future<?> wrongType() {
        return database.connection(connection ->
                connection
                        .preparedQuery("INSERT INTO thing VALUES ($1, $2)")
                        .execute(Tuple.of("d", "not a number")));
    }

    private Future<?> run(String sql) {
        return database.connection(connection -> connection.query(sql).execute());
    }

    private Future<?> insert(String name, String amount) {
        return database.transaction(connection ->
                connection
                        .preparedQuery("INSERT INTO thing VALUES ($1, $2)")
                        .execute(Tuple.of(name, new BigDecimal(amount))));
    }

    private BigDecimal amount(String name) throws Exception {
        return await(amount(database, name));
    }

    private static Future<BigDecimal> amount(Database asked, String name) {
        return asked.connection(connection ->
                        connection
                                .preparedQuery("SELECT amount FROM thing WHERE name = $1")
                                .execute(Tuple.of(name)))
                .map(rows -> {
                    RowIterator<Row> iterator = rows.iterator();
                    return iterator.hasNext() ? iterator.next().getBigDecimal(0) : null;
                });
    }

    private static Failure kindOf(Future<?> future) throws Exception {
        try {
            await(future);
            throw new AssertionError("should have failed");
        } catch (ExecutionException e) {
            return Failure.of(e.getCause());
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
