package io.tickmesh.bot.store;

import io.tickmesh.mesh.storage.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/// Reads what belongs to all nodes together: what accounts have, what all bots hold, and which bots there are.
public final class Books {
    private static final String ONE_MOMENT =
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

    private final Database database;

    public Books(Database database) {
        this.database = database;
    }

    /// Returns the accounts and all open positions, of one moment.
    public Future<Page> accounts() {
        return database.transaction(connection ->
                connection
                        .query(ONE_MOMENT)
                        .execute()
                        .compose(_ -> list(connection, "SELECT * FROM account", Rows::account))
                        .compose(accounts ->
                                list(connection, "SELECT * FROM position", Rows::position)
                                        .map(positions -> new Page(accounts, positions))));
    }

    /// Returns all open positions.
    public Future<List<Stored.Held>> positions() {
        return database.connection(
                connection -> list(connection, "SELECT * FROM position", Rows::position));
    }

    /// Returns the ids of all bots that are not deleted, in the order in which they were made.
    public Future<List<String>> bots() {
        return database.connection(connection ->
                list(
                        connection,
                        "SELECT id FROM bot WHERE NOT deleted ORDER BY seq",
                        row -> row.getString("id")));
    }

    /// Returns what is stored of some bots.
    public Future<List<Stored.OfBot>> bots(Collection<String> ids) {
        return database.connection(connection ->
                connection
                        .preparedQuery("SELECT * FROM bot WHERE id = ANY($1) AND NOT deleted")
                        .execute(Tuple.of(ids.toArray(String[]::new)))
                        .map(rows -> {
                            List<Stored.OfBot> bots = new ArrayList<>();
                            rows.forEach(row -> bots.add(Rows.bot(row)));
                            return bots;
                        }));
    }

    private static <T> Future<List<T>> list(
            SqlConnection connection, String sql, Function<Row, T> record) {
        return connection
                .query(sql)
                .execute()
                .map(rows -> {
                    List<T> records = new ArrayList<>();
                    rows.forEach(row -> records.add(record.apply(row)));
                    return records;
                });
    }

    /// What accounts have and all bots hold, of one moment.
    public record Page(List<Stored.OfAccount> accounts, List<Stored.Held> positions) {
        public Page {
            accounts = List.copyOf(accounts);
            positions = List.copyOf(positions);
        }
    }
}
