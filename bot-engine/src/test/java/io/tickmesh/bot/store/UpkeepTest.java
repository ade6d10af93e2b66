package io.tickmesh.bot.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.mesh.request.ListEquity;
import io.tickmesh.mesh.storage.Database;
import io.tickmesh.mesh.storage.TestDatabases;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpkeepTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final Database database =
            Database.open(vertx, TestDatabases.fresh(), "bots", new SimpleMeterRegistry());

    @AfterEach
    void closes() {
        await(vertx.close());
    }

    @Test
    void keepsAllThenTheLastOfEachMinuteThenOfEachHour() {
        // given: a snapshot every ten seconds for two hours, three days ago and forty days ago
        await(database.migrate("db/bots"));
        for (int days : new int[] {3, 40, 1}) {
            await(
                    database.connection(c ->
                            c.query(
                                            """
                                            INSERT INTO equity
                                            SELECT i::text, 'main', '', t, 'USDT', 1, 1, 1, 1, 1, 1, 'alpha'
                                            FROM generate_series(timestamptz '%s', timestamptz '%s', interval '10 s')
                                                WITH ORDINALITY AS s (t, i)
                                            """
                                                    .formatted(
                                                            NOW.minus(Duration.ofDays(days)),
                                                            NOW.minus(Duration.ofDays(days))
                                                                    .plusSeconds(7_199)))
                                    .execute()));
        }
        Upkeep upkeep = new Upkeep(database, Retention.STANDARD);

        // when
        int steps = 0;
        while (await(upkeep.step(NOW)) && steps < 10_000) {
            steps++;
        }

        // then
        assertThat(rows(40)).isEqualTo(2);
        assertThat(rows(3)).isEqualTo(120);
        assertThat(rows(1)).isEqualTo(720);
        ListEquity query =
                new ListEquity(
                        "main",
                        null,
                        NOW.minus(Duration.ofDays(40)),
                        NOW.minus(Duration.ofDays(39)),
                        null,
                        null,
                        10);
        assertThat(await(new Archive(database).equity(query)).items())
                .extracting(snapshot -> snapshot.time().toString())
                .containsExactly("2026-01-20T01:59:50Z", "2026-01-20T00:59:50Z");
        ListEquity sampled =
                new ListEquity(
                        "main",
                        null,
                        NOW.minus(Duration.ofDays(3)),
                        NOW.minus(Duration.ofDays(2)),
                        Duration.ofMinutes(30),
                        null,
                        10);
        assertThat(await(new Archive(database).equity(sampled)).items())
                .extracting(snapshot -> snapshot.time().toString())
                .containsExactly(
                        "2026-02-26T01:59:50Z",
                        "2026-02-26T01:29:50Z",
                        "2026-02-26T00:59:50Z",
                        "2026-02-26T00:29:50Z");
    }

    @Test
    void deletesOldEventsAndRemembersThatTheyAreGone() {
        await(database.migrate("db/bots"));
        await(
                database.connection(c ->
                        c.query(
                                        """
                                        INSERT INTO event (id, type, stored_at, json)
                                        SELECT i::text, 'BotFailed', timestamptz '%s' - i * interval '1 minute', '{}'
                                        FROM generate_series(1, 7200) AS i
                                        """
                                                .formatted(NOW))
                                .execute()));
        await(query("UPDATE upkeep SET done_until = '2000-01-01'"));
        Upkeep upkeep = new Upkeep(database, Retention.STANDARD);

        int steps = 1;
        while (await(upkeep.step(NOW))) {
            steps++;
        }

        assertThat(steps).isEqualTo(3);
        assertThat(await(query("SELECT count(*) AS n FROM event"))).isEqualTo(2 * 24 * 60);
        assertThat(
                        await(
                                query(
                                        "SELECT count(*) AS n FROM upkeep WHERE job = 'events' AND done_until = '%s'"
                                                .formatted(NOW.minus(Duration.ofDays(2))))))
                .isEqualTo(1);
    }

    private Future<Long> query(String sql) {
        return database.connection(c ->
                c.query(sql)
                        .execute()
                        .map(rows -> rows.size() == 0 ? 0 : rows.iterator().next().getLong("n")));
    }

    private long rows(int days) {
        return await(
                database.connection(c ->
                        c.query(
                                        "SELECT count(*) AS n FROM equity WHERE time BETWEEN '%s' AND '%s'"
                                                .formatted(
                                                        NOW.minus(Duration.ofDays(days)),
                                                        NOW.minus(Duration.ofDays(days))
                                                                .plusSeconds(7_200)))
                                .execute()
                                .map(rows -> rows.iterator().next().getLong("n"))));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing happened in time", e);
        }
    }
}
