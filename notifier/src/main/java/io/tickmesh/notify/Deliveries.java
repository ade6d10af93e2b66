package io.tickmesh.notify;

import io.tickmesh.mesh.storage.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Which node tells a channel of an alert, as the table `delivery` says. For one context.
final class Deliveries {
    private static final int MOST = 500;

    private static final String OURS =
            "SELECT owner = $3 AND status = 'WAITING' FROM delivery WHERE alert = $1 AND channel = $2";
    private static final String LEFT =
            """
            SELECT alert.*, delivery.channel, delivery.owner FROM delivery JOIN alert ON alert.id = delivery.alert
            WHERE delivery.status = 'WAITING' AND delivery.owner <> $1 AND delivery.owner <> ALL ($2::text[])
            ORDER BY alert.number LIMIT $3
            """;
    private static final String TAKE =
            """
            UPDATE delivery SET owner = $1
            FROM unnest($2::text[], $3::text[], $4::text[]) AS left_by (alert, channel, owner)
            WHERE delivery.alert = left_by.alert AND delivery.channel = left_by.channel
              AND delivery.owner = left_by.owner AND delivery.status = 'WAITING'
            RETURNING delivery.alert, delivery.channel
            """;

    private final Database database;
    private final String node;

    /// @param node name of this node
    Deliveries(Database database, String node) {
        this.database = database;
        this.node = node;
    }

    /// Returns whether this node is to tell the channel: another one may have taken that over, or have been faster. What is not
    /// written yet is ours.
    Future<Boolean> isOurs(String alert, String channel) {
        return database.connection(connection ->
                connection
                        .preparedQuery(OURS)
                        .execute(Tuple.of(alert, channel, node))
                        .map(rows -> rows.size() == 0 || rows.iterator().next().getBoolean(0)));
    }

    /// Takes over what nodes left that are gone.
    ///
    /// @param alive nodes that tell for themselves
    /// @param mine which alerts this node should tell
    Future<List<AlertStore.Waiting>> takeOver(Collection<String> alive, Predicate<String> mine) {
        return database.transaction(connection ->
                connection
                        .preparedQuery(LEFT)
                        .execute(Tuple.of(node, alive.toArray(String[]::new), MOST))
                        .compose(rows -> {
                            List<AlertStore.Waiting> wanted = new ArrayList<>();
                            for (Row row : rows) {
                                if (mine.test(row.getString("id"))) {
                                    wanted.add(AlertStore.waiting(row));
                                }
                            }
                            return take(connection, wanted);
                        }));
    }

    /// Takes those that nobody else has taken or told meanwhile.
    private Future<List<AlertStore.Waiting>> take(
            SqlConnection connection, List<AlertStore.Waiting> wanted) {
        if (wanted.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        Tuple parameters =
                Tuple.of(
                        node,
                        wanted.stream().map(it -> it.alert().eventId()).toArray(String[]::new),
                        wanted.stream().map(AlertStore.Waiting::channel).toArray(String[]::new),
                        wanted.stream().map(AlertStore.Waiting::owner).toArray(String[]::new));
        return connection
                .preparedQuery(TAKE)
                .execute(parameters)
                .map(rows -> {
                    Set<List<String>> taken = new HashSet<>();
                    rows.forEach(row -> taken.add(List.of(row.getString(0), row.getString(1))));
                    return wanted.stream()
                            .filter(it ->
                                    taken.contains(List.of(it.alert().eventId(), it.channel())))
                            .toList();
                });
    }
}
