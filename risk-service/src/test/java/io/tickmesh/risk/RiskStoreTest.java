package io.tickmesh.risk;

import static io.tickmesh.risk.Fixtures.NOON;
import static io.tickmesh.risk.Fixtures.amount;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.mesh.event.BreakerScope;
import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.CircuitBreakerReset;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.request.BreakerView;
import io.tickmesh.mesh.storage.Database;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two nodes on one database.
class RiskStoreTest {
    private static final String LOSSES = "losses:bot-1";

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final DatabaseConfig config = TestDatabases.fresh();
    private @Nullable Database database;
    private @Nullable RiskStore one;
    private @Nullable RiskStore two;

    @BeforeEach
    void open() throws Exception {
        database =
                get(() ->
                        Database.ready(
                                vertx,
                                Future.succeededFuture(config),
                                "risk",
                                "db/risk",
                                new SimpleMeterRegistry()));
        one = new RiskStore(database, "one");
        two = new RiskStore(database, "two");
    }

    @AfterEach
    void close() throws Exception {
        get(() -> database().close());
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void theStreakOfABotThatMovedToAnotherAccountIsWrittenThere() throws Exception {
        take(store(one), "old");
        take(store(two), "new");
        for (int losses = 1; losses <= 9; losses++) {
            write(store(one), "old", losses, List.of());
        }
        write(store(two), "new", 2, List.of());

        assertThat(losses("old")).isEmpty();
        assertThat(losses("new")).containsExactly(Map.entry("bot-1", 2));
    }

    @Test
    void theBreakerOfABotThatMovedToAnotherAccountIsTheNewAccountsToClose() throws Exception {
        take(store(one), "old");
        take(store(two), "new");
        for (int losses = 1; losses <= 9; losses++) {
            write(store(one), "old", losses, List.of());
        }
        write(store(one), "old", 10, List.of(fired()));
        write(store(two), "new", 3, List.of(fired()));
        write(store(one), "old", 0, List.of(reset()));

        assertThat(breakers("old")).isEmpty();
        assertThat(breakers("new")).containsExactly(LOSSES);

        write(store(two), "new", 0, List.of(reset()));
        assertThat(breakers("new")).isEmpty();
    }

    @Test
    void aBreakerOfABotWhoseAccountNobodyKnowsIsOpenOnAllAndClosedByAny() throws Exception {
        sql(
                "INSERT INTO breaker (breaker, scope, subject, rule, value, limit_value, fired_at, is_open, revision) "
                        + "VALUES ('losses:bot-1', 'BOT', 'bot-1', 'losses', 3, 3, now(), true, 1)");
        assertThat(breakers("old")).containsExactly(LOSSES);
        assertThat(breakers("new")).containsExactly(LOSSES);

        take(store(two), "new");
        write(store(two), "new", 0, List.of(reset()));

        assertThat(breakers("old")).isEmpty();
    }

    @Test
    void whoeverTakesAnAccountKnowsTheOpenBreakersOfBotsOfAllAccounts() throws Exception {
        take(store(one), "old");
        write(store(one), "old", 3, List.of(fired()));

        RiskMemory memory = take(store(two), "new").memory();

        assertThat(memory.breakers()).isEmpty();
        assertThat(memory.bots()).extracting(BreakerView::breaker).containsExactly(LOSSES);
    }

    @Test
    void statementsAboutSeveralClaimsDoNotLockEachOtherOut() throws Exception {
        take(store(one), "a");
        take(store(one), "b");
        Map<String, Long> claims = new LinkedHashMap<>();
        claims.put("b", 1L);
        claims.put("a", 1L);
        Promise<Void> blocked = Promise.promise();
        Promise<Void> renewing = Promise.promise();

        Future<Void> other =
                on(() ->
                        database()
                                .transaction(connection ->
                                        connection
                                                .query(
                                                        "SELECT FROM claim WHERE account = 'a' FOR UPDATE")
                                                .execute()
                                                .onComplete(_ -> renewing.complete())
                                                .compose(_ -> blocked.future())
                                                .compose(_ ->
                                                        connection
                                                                .query(
                                                                        "SELECT FROM claim WHERE account = 'b' FOR UPDATE")
                                                                .execute())
                                                .<Void>mapEmpty()));
        get(renewing::future);
        Future<Set<String>> renewed = on(() -> store(one).renew(claims));
        Fixtures.await("the renewal to wait for the lock", this::somebodyWaits);
        blocked.complete();

        get(() -> other);
        assertThat(get(() -> renewed)).containsExactlyInAnyOrder("a", "b");
    }

    private boolean somebodyWaits() {
        try {
            return get(() ->
                    database()
                            .connection(connection ->
                                    connection
                                            .query(
                                                    "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
                                            .execute()
                                            .map(rows -> rows.size() > 0)));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Taken take(RiskStore store, String account) throws Exception {
        return of(account, get(() -> store.take(List.of(account), false, NOON)));
    }

    private static Taken of(String account, Map<String, Taken> taken) {
        return Objects.requireNonNull(taken.get(account), account);
    }

    private void write(RiskStore store, String account, int losses, List<Event> events)
            throws Exception {
        Changes changes =
                new Changes(
                        new Measured(Map.of(), Map.of(), Map.of("bot-1", losses)),
                        Map.of(),
                        List.of());
        RiskJournal.Batch batch =
                new RiskJournal.Batch(
                        events.stream().map(event -> new AccountEvent(account, 1, event)).toList(),
                        new RiskJournal.State(NOON, Map.of(account, new Report(1, changes, NOON))),
                        List.of(),
                        false);
        assertThat(get(() -> store.write(batch))).as("lost").isEmpty();
    }

    private Map<String, Integer> losses(String account) throws Exception {
        RiskStore third = new RiskStore(database(), "three");
        return of(account, get(() -> third.take(List.of(account), true, NOON)))
                .memory()
                .measured()
                .losses();
    }

    private List<String> breakers(String account) throws Exception {
        RiskMemory memory = of(account, get(() -> store(one).brakes(List.of(account)))).memory();
        return memory.breakers().stream().map(BreakerView::breaker).toList();
    }

    private void sql(String statement) throws Exception {
        get(() -> database().connection(connection -> connection.query(statement).execute()));
    }

    private static CircuitBreakerFired fired() {
        return new CircuitBreakerFired(
                Fixtures.ORIGIN.header(NOON, null),
                LOSSES,
                BreakerScope.BOT,
                "bot-1",
                "losses",
                amount("3"),
                amount("3"),
                NOON.plus(Duration.ofMinutes(30)));
    }

    private static CircuitBreakerReset reset() {
        return new CircuitBreakerReset(
                Fixtures.ORIGIN.header(NOON, null), LOSSES, BreakerScope.BOT, "bot-1", "why");
    }

    private Database database() {
        return Objects.requireNonNull(database);
    }

    private static RiskStore store(@Nullable RiskStore store) {
        return Objects.requireNonNull(store);
    }

    private <T> Future<T> on(Supplier<Future<T>> call) {
        Promise<T> done = Promise.promise();
        context.runOnContext(_ -> call.get().onComplete(done));
        return done.future();
    }

    private <T> T get(Supplier<Future<T>> call) throws Exception {
        return on(call).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
