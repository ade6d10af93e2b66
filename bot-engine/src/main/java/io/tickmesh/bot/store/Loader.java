package io.tickmesh.bot.store;

import io.tickmesh.bot.portfolio.Account;
import io.tickmesh.mesh.storage.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what an earlier run, or another node, left, and brings it up to date.
public final class Loader {
    private static final Logger LOG = LoggerFactory.getLogger(Loader.class);
    private static final String ACCOUNTS = "SELECT * FROM account";
    private static final String NEW_ACCOUNT =
            "INSERT INTO account (id, currency, initial_cash, cash) VALUES ($1, $2, $3, $3) ON CONFLICT (id) DO NOTHING";
    private static final String LOCK_ACCOUNT =
            "SELECT FROM account WHERE id = $1 FOR NO KEY UPDATE";
    // What open buys may still cost stays: they are restored with it.
    private static final String DEPOSIT =
            """
            UPDATE account SET cash = cash + $2 - initial_cash, initial_cash = $2
            WHERE id = $1 AND initial_cash <> $2 AND cash + $2 - initial_cash >= (
                SELECT coalesce(sum(reserved), 0) FROM orders WHERE orders.account = account.id AND reserved > 0)
            """;
    private static final String BOTS =
            """
            SELECT id FROM bot UNION SELECT bot FROM position
            UNION SELECT bot FROM orders WHERE status IN ('INTENDED', 'PLACED', 'PARTIALLY_FILLED')
            """;
    // What is set aside for an order without a shard, each node would take for another's.
    private static final String WRITE_SHARDS =
            """
            UPDATE orders SET shard = own.shard FROM unnest($1::text[], $2::integer[]) AS own (bot, shard)
            WHERE orders.bot = own.bot AND orders.shard = -1
            AND orders.status IN ('INTENDED', 'PLACED', 'PARTIALLY_FILLED')
            """;
    private static final String OPEN =
            """
            SELECT * FROM orders
            WHERE bot = ANY($1) AND status IN ('INTENDED', 'PLACED', 'PARTIALLY_FILLED') ORDER BY seq
            """;
    private static final String LAST_ORDERS =
            """
            SELECT last.* FROM unnest($1::text[]) AS bot (id) CROSS JOIN (VALUES ('BUY'), ('SELL')) AS way (side)
            CROSS JOIN LATERAL (
                SELECT * FROM orders WHERE orders.bot = bot.id AND orders.side = way.side ORDER BY seq DESC LIMIT 1) AS last
            """;
    private static final String LAST_EXITS =
            """
            SELECT last.bot, last.closed_at FROM unnest($1::text[]) AS bot (id)
            CROSS JOIN LATERAL (SELECT bot, closed_at FROM trade WHERE trade.bot = bot.id ORDER BY seq DESC LIMIT 1) AS last
            """;
    private static final String DECIDED =
            "SELECT id, decided_until FROM bot WHERE id = ANY($1) AND decided_until IS NOT NULL";
    private static final String BALANCES =
            """
            SELECT id, cash, realised, fees, (
                SELECT coalesce(sum(reserved), 0) FROM orders
                WHERE orders.account = account.id AND reserved > 0 AND shard <> ALL($1)) AS reserved
            FROM account
            """;

    private Loader() {}

    /// Makes accounts that are new. One whose initial cash was changed gets or gives the difference, as a deposit would; it gives nothing
    /// while what is invested or set aside for buys would be missing then.
    ///
    /// @param accounts as they are configured
    /// @return fails with a [StoreException] if an account is kept in another currency
    public static Future<Void> keep(Database database, List<Account> accounts) {
        // In the order in which everybody locks them.
        List<Account> sorted = accounts.stream().sorted(Comparator.comparing(Account::id)).toList();
        return database.transaction(connection ->
                keep(connection, sorted)
                        .compose(_ -> list(connection, ACCOUNTS, Tuple.tuple(), Rows::account))
                        .map(kept -> {
                            check(kept, accounts);
                            return null;
                        }));
    }

    /// Returns what is stored of the bots of some shards, of one moment if their leases are held. Open orders that were written before
    /// there were shards get theirs, so that other nodes know to whom what is set aside for them belongs.
    public static Future<Stored> load(Database database, Set<Integer> shards) {
        return database.connection(connection ->
                list(connection, BOTS, Tuple.tuple(), row -> row.getString("id"))
                        .compose(bots -> {
                            String[] own =
                                    bots.stream()
                                            .filter(bot -> shards.contains(Shards.of(bot)))
                                            .toArray(String[]::new);
                            return writeShards(connection, own).compose(_ -> read(connection, own));
                        }));
    }

    private static Future<?> writeShards(SqlConnection connection, String[] bots) {
        Integer[] shards = Stream.of(bots).map(Shards::of).toArray(Integer[]::new);
        return connection
                .preparedQuery(WRITE_SHARDS)
                .execute(Tuple.tuple().addArrayOfString(bots).addArrayOfInteger(shards));
    }

    /// Returns what all accounts have now.
    ///
    /// @param own shards that this node runs
    public static Future<List<Balance>> balances(Database database, Set<Integer> own) {
        Tuple shards = Tuple.of(own.toArray(Integer[]::new));
        return database.connection(connection -> list(connection, BALANCES, shards, Rows::balance));
    }

    private static Future<?> keep(SqlConnection connection, List<Account> accounts) {
        Future<?> kept = Future.succeededFuture();
        for (Account account : accounts) {
            kept =
                    kept.compose(_ ->
                                    connection
                                            .preparedQuery(NEW_ACCOUNT)
                                            .execute(
                                                    Tuple.of(
                                                            account.id(),
                                                            account.currency(),
                                                            account.initialCash())))
                            .compose(_ ->
                                    connection
                                            .preparedQuery(LOCK_ACCOUNT)
                                            .execute(Tuple.of(account.id())))
                            .compose(_ ->
                                    connection
                                            .preparedQuery(DEPOSIT)
                                            .execute(
                                                    Tuple.of(account.id(), account.initialCash())));
        }
        return kept;
    }

    private static Future<Stored> read(SqlConnection connection, String[] ids) {
        Tuple own = Tuple.of(ids);
        Future<List<Stored.OfAccount>> accounts =
                list(connection, ACCOUNTS, Tuple.tuple(), Rows::account);
        Future<List<Stored.OfBot>> bots =
                list(
                        connection,
                        "SELECT * FROM bot WHERE id = ANY($1) ORDER BY seq",
                        own,
                        Rows::bot);
        Future<List<Stored.Held>> positions =
                list(connection, "SELECT * FROM position WHERE bot = ANY($1)", own, Rows::position);
        Future<List<Stored.OrderRow>> open = list(connection, OPEN, own, Rows::order);
        Future<List<Stored.OrderRow>> last = list(connection, LAST_ORDERS, own, Rows::order);
        Future<Map<String, Instant>> exits = times(connection, LAST_EXITS, own);
        Future<Map<String, Instant>> decided = times(connection, DECIDED, own);
        return Future.all(List.of(accounts, bots, positions, open, last, exits, decided))
                .map(_ ->
                        new Stored(
                                accounts.result(),
                                bots.result(),
                                positions.result(),
                                open.result(),
                                last.result(),
                                exits.result(),
                                decided.result()));
    }

    private static void check(List<Stored.OfAccount> stored, List<Account> configured) {
        for (Account account : configured) {
            for (Stored.OfAccount kept : stored) {
                if (kept.account().id().equals(account.id())) {
                    check(account, kept.account());
                }
            }
        }
    }

    private static void check(Account configured, Account kept) {
        if (!kept.currency().equals(configured.currency())) {
            throw new StoreException(
                    "account %s is kept in %s, but configured in %s: give it another id"
                            .formatted(kept.id(), kept.currency(), configured.currency()),
                    null);
        }
        BigDecimal missing = kept.initialCash().subtract(configured.initialCash());
        if (missing.signum() != 0) {
            LOG.atWarn()
                    .addKeyValue("account", kept.id())
                    .addKeyValue("initialCash", kept.initialCash())
                    .addKeyValue("configured", configured.initialCash())
                    .log("an account has too little cash to give back what its configuration says");
        }
    }

    /// @param sql gives a name and a time
    private static Future<Map<String, Instant>> times(
            SqlConnection connection, String sql, Tuple values) {
        return list(
                        connection,
                        sql,
                        values,
                        row -> Map.entry(row.getString(0), row.getOffsetDateTime(1).toInstant()))
                .map(entries -> {
                    Map<String, Instant> times = new LinkedHashMap<>();
                    entries.forEach(entry -> times.put(entry.getKey(), entry.getValue()));
                    return times;
                });
    }

    private static <T> Future<List<T>> list(
            SqlConnection connection, String sql, Tuple values, Function<Row, T> record) {
        return connection
                .preparedQuery(sql)
                .execute(values)
                .map(rows -> {
                    List<T> records = new ArrayList<>();
                    rows.forEach(row -> records.add(record.apply(row)));
                    return records;
                });
    }
}
