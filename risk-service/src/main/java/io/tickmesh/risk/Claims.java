package io.tickmesh.risk;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The table `claim`: which node decides on which account. A claim that is not renewed ends, by the database's clock, and only then
/// another node gets it; whoever holds it writes under its epoch, and whoever held it before writes nothing any more.
final class Claims {
    /// How long a claim lasts when it is not renewed.
    static final Duration LASTS = Duration.ofSeconds(4);

    private static final String KNOW =
            """
            INSERT INTO claim (account, owner, epoch, expires_at, released)
            SELECT account, '', 0, 'epoch', true FROM unnest($1::text[]) AS account
            ORDER BY account
            ON CONFLICT (account) DO NOTHING
            """;
    private static final String FREE =
            """
            SELECT account, released FROM claim
            WHERE account = ANY($1::text[]) AND ($3 OR owner = $2 OR expires_at <= clock_timestamp())
            ORDER BY account FOR UPDATE
            """;
    private static final String TAKE =
            """
            UPDATE claim SET owner = $2, epoch = epoch + 1, released = false,
                             expires_at = clock_timestamp() + make_interval(secs => $3)
            WHERE account = ANY($1::text[]) RETURNING account, epoch, heard
            """;

    /// Begins each statement about several held claims. All lock in this order, as FREE does: none waits for one that waits for it.
    private static final String LOCKED =
            """
            WITH locked AS (
                SELECT claim.account FROM claim JOIN unnest($1::text[], $2::bigint[]) AS held (account, epoch)
                ON claim.account = held.account AND claim.epoch = held.epoch ORDER BY claim.account FOR UPDATE OF claim
            )
            """;

    private static final String RENEW =
            LOCKED
                    + """
                    UPDATE claim SET expires_at = clock_timestamp() + make_interval(secs => $3)
                    FROM locked WHERE claim.account = locked.account AND NOT claim.released RETURNING claim.account
                    """;
    private static final String CONFIRM =
            LOCKED
                    + """
                    UPDATE claim SET heard = greatest(claim.heard, held.heard)
                    FROM locked JOIN unnest($1::text[], $3::timestamptz[]) AS held (account, heard) ON held.account = locked.account
                    WHERE claim.account = locked.account RETURNING claim.account
                    """;
    private static final String RELEASE =
            LOCKED
                    + """
                    UPDATE claim SET expires_at = 'epoch', released = true
                    FROM locked WHERE claim.account = locked.account
                    """;

    private Claims() {}

    /// What could be taken.
    ///
    /// @param afterCrash whether some holder did not give its claim back
    record Got(Map<String, Claim> claims, boolean afterCrash) {}

    /// Takes those of the accounts that are free, or were this node's in an earlier life.
    ///
    /// @param byForce whether to take the others too
    static Future<Got> take(
            SqlConnection connection, Collection<String> accounts, String node, boolean byForce) {
        String[] wanted = accounts.toArray(String[]::new);
        return connection
                .preparedQuery(KNOW)
                .execute(Tuple.of(wanted))
                .compose(_ ->
                        connection.preparedQuery(FREE).execute(Tuple.of(wanted, node, byForce)))
                .compose(free -> {
                    List<String> names = new ArrayList<>();
                    boolean crashed = false;
                    for (Row row : free) {
                        names.add(row.getString("account"));
                        crashed |= !row.getBoolean("released");
                    }
                    boolean afterCrash = crashed;
                    if (names.isEmpty()) {
                        return Future.succeededFuture(new Got(Map.of(), false));
                    }
                    return connection
                            .preparedQuery(TAKE)
                            .execute(Tuple.of(names.toArray(String[]::new), node, seconds()))
                            .map(rows -> new Got(claims(rows), afterCrash));
                });
    }

    /// Makes claims last; returns the accounts that are still this node's.
    static Future<Set<String>> renew(SqlConnection connection, Map<String, Long> epochs) {
        Tuple held = held(epochs).addValue(seconds());
        return connection.preparedQuery(RENEW).execute(held).map(Claims::accounts);
    }

    /// Keeps the claims until the end of the transaction, and notes what was heard; returns the accounts that are still this node's.
    static Future<Set<String>> confirm(SqlConnection connection, Map<String, Report> reports) {
        List<Report> values = List.copyOf(reports.values());
        Tuple held =
                Tuple.tuple()
                        .addValue(reports.keySet().toArray(String[]::new))
                        .addValue(values.stream().map(Report::epoch).toArray(Long[]::new))
                        .addValue(
                                values.stream()
                                        .map(it -> RiskRows.time(it.heard()))
                                        .toArray(OffsetDateTime[]::new));
        return connection.preparedQuery(CONFIRM).execute(held).map(Claims::accounts);
    }

    /// Gives claims back.
    static Future<Void> release(SqlConnection connection, Map<String, Long> epochs) {
        return connection.preparedQuery(RELEASE).execute(held(epochs)).mapEmpty();
    }

    private static Tuple held(Map<String, Long> epochs) {
        return Tuple.tuple()
                .addValue(epochs.keySet().toArray(String[]::new))
                .addValue(epochs.values().toArray(Long[]::new));
    }

    private static double seconds() {
        return LASTS.toMillis() / 1000.0;
    }

    private static Map<String, Claim> claims(RowSet<Row> rows) {
        Map<String, Claim> claims = new HashMap<>();
        rows.forEach(row ->
                claims.put(
                        row.getString("account"),
                        new Claim(row.getLong("epoch"), RiskRows.instant(row, "heard"))));
        return claims;
    }

    private static Set<String> accounts(RowSet<Row> rows) {
        Set<String> accounts = new HashSet<>();
        rows.forEach(row -> accounts.add(row.getString("account")));
        return accounts;
    }
}
