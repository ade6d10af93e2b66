package io.tickmesh.bot;

import static io.tickmesh.bot.Fixtures.bot;
import static io.tickmesh.bot.Fixtures.engine;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.mesh.request.ListFills;
import io.tickmesh.mesh.storage.Database;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.DatabaseConfig.Limits;
import io.tickmesh.mesh.storage.TestDatabases;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Leases are renewed whatever people ask of the database.
class RenewalTest {
    private static final int QUESTIONS = 12;
    private static final String WAITING =
            """
            SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
            """;
    private static final String EXPIRE =
            "SELECT (extract(epoch FROM min(expires_at)) * 1000)::bigint FROM lease";

    private final Vertx vertx = Vertx.vertx();
    private final DatabaseConfig database = TestDatabases.fresh();
    private final World world = World.live(database);
    private final Promise<Void> read = Promise.promise();

    @AfterEach
    void closes() {
        world.close();
        TwoNodes.await(vertx.close());
    }

    @Test
    void aRenewalDoesNotWaitForQuestionsThatHoldAllConnections() {
        // given: lists that nobody can read for a while
        world.with(engine(Duration.ZERO, bot("a", "BTCUSDT")));
        Future<?> unlocked = lock();
        for (int i = 0; i < QUESTIONS; i++) {
            world.onLoop(() ->
                    world.mesh()
                            .ask(new ListFills(null, null, null, null, 1), Duration.ofSeconds(20)));
        }
        TwoNodes.until(() -> world.count(WAITING) >= database.limits().poolSize());

        // when: two turns
        long before = world.count(EXPIRE);
        TwoNodes.until(() -> world.count(EXPIRE) > before + 1_000);

        // then
        assertThat(available("bots-leases")).isEqualTo(1);
        assertThat(world.count(WAITING)).isPositive();
        read.complete();
        TwoNodes.await(unlocked);
    }

    private double available(String service) {
        return world.meters
                .get("tickmesh.storage.available")
                .tag("service", service)
                .gauge()
                .value();
    }

    /// Returns when the table that is locked now is free again.
    private Future<?> lock() {
        Limits patient = new Limits(1, Duration.ofSeconds(5), Duration.ofMinutes(1));
        Database own =
                Database.open(
                        vertx, database.withLimits(patient), "bots", new SimpleMeterRegistry());
        Promise<Void> locked = Promise.promise();
        Future<?> unlocked =
                own.connection(c ->
                        c.query("BEGIN; LOCK TABLE fill")
                                .execute()
                                .onSuccess(_ -> locked.complete())
                                .compose(_ -> read.future())
                                .compose(_ -> c.query("COMMIT").execute()));
        TwoNodes.await(locked.future());
        return unlocked;
    }
}
