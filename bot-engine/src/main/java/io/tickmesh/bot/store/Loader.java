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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what an earlier run left, all of one moment.
public final class Loader {
    private static final Logger LOG = LoggerFactory.getLogger(Loader.class);
    private static final String NEW_ACCOUNT =
            "INSERT INTO account (id, currency, initial_cash, cash) VALUES ($1, $2, $3, $3) ON CONFLICT (id) DO NOTHING";
    private static final String DEPOSIT =
            """
            UPDATE account SET cash = cash + $2 - initial_cash, initial_cash = $2
            WHERE id = $1 AND initial_cash <> $2 AND cash + $2 - initial_cash >= 0
            """;
    private static final String LAST_ORDERS =
            """
            SELECT last.* FROM bot CROSS JOIN (VALUES ('BUY'), ('SELL')) AS way (side)
            CROSS JOIN LATERAL (
                SELECT * FROM orders WHERE orders.bot = bot.id AND orders.side = way.side ORDER BY seq DESC LIMIT 1) AS last
            """;
    private static final String LAST_EXITS =
            """
            SELECT last.bot, last.closed_at FROM bot
            CROSS JOIN LATERAL (SELECT bot, closed_at FROM trade WHERE trade.bot = bot.id ORDER BY seq DESC LIMIT 1) AS last
            """;

    private Loader() {}

    /// Returns what is stored. Accounts that are new are made; one whose initial cash was changed gets or gives the difference, as a
    /// deposit would.
    ///
    /// @param accounts as they are configured
    /// @return fails with a [StoreException] if an account is kept in another currency
    public static Future<Stored> load(Database database, List<Account> accounts) {
        return database.transaction(connection ->
                keep(connection, accounts)
                        .compose(_ -> read(connection))
                        .map(stored -> checked(stored, accounts)));
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
                                            .preparedQuery(DEPOSIT)
                                            .execute(
                                                    Tuple.of(account.id(), account.initialCash())));
        }
        return kept;
    }

    private static Future<Stored> read(SqlConnection connection) {
        Future<List<Stored.OfAccount>> accounts =
                list(connection, "SELECT * FROM account", Rows::account);
        Future<List<Stored.OfBot>> bots =
                list(connection, "SELECT * FROM bot ORDER BY seq", Rows::bot);
        Future<List<Stored.Held>> positions =
                list(connection, "SELECT * FROM position", Rows::position);
        Future<List<Stored.OrderRow>> open =
                list(
                        connection,
                        "SELECT * FROM orders WHERE status IN ('INTENDED', 'PLACED', 'PARTIALLY_FILLED') ORDER BY seq",
                        Rows::order);
        Future<List<Stored.OrderRow>> last = list(connection, LAST_ORDERS, Rows::order);
        Future<List<Map.Entry<String, Instant>>> exits =
                list(
                        connection,
                        LAST_EXITS,
                        row -> Map.entry(row.getString("bot"), Rows.time(row, "closed_at")));
        return Future.all(List.of(accounts, bots, positions, open, last, exits))
                .map(_ -> {
                    Map<String, Instant> lastExits = new LinkedHashMap<>();
                    exits.result().forEach(exit -> lastExits.put(exit.getKey(), exit.getValue()));
                    return new Stored(
                            accounts.result(),
                            bots.result(),
                            positions.result(),
                            open.result(),
                            last.result(),
                            lastExits);
                });
    }

    private static Stored checked(Stored stored, List<Account> configured) {
        for (Account account : configured) {
            for (Stored.OfAccount kept : stored.accounts()) {
                if (kept.account().id().equals(account.id())) {
                    check(account, kept.account());
                }
            }
        }
        return stored;
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

    private static <T> Future<List<T>> list(
            SqlConnection connection, String sql, Function<Row, T> record) {
        return connection
                .preparedQuery(sql)
                .execute()
                .map(rows -> {
                    List<T> records = new ArrayList<>();
                    rows.forEach(row -> records.add(record.apply(row)));
                    return records;
                });
    }
}
