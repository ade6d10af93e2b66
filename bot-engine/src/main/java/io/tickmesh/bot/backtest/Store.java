package io.tickmesh.bot.backtest;

import io.tickmesh.mesh.backtest.BacktestView;
import io.tickmesh.mesh.bus.MeshJson;
import io.tickmesh.mesh.storage.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Backtests in the database. Belongs to the context of the database.
final class Store {
    static final String SCHEMA = "backtests";
    static final String SCRIPTS = "db/backtests";

    private final Vertx vertx;
    private final Database database;

    Store(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.database = database;
    }

    /// Returns the newest, without their payloads.
    Future<List<BacktestView>> load(int most) {
        return database.untilThere(() ->
                database.connection(connection ->
                                connection
                                        .preparedQuery(
                                                "SELECT view FROM backtest ORDER BY id DESC LIMIT $1")
                                        .execute(Tuple.of(most)))
                        .map(rows -> {
                            List<BacktestView> views = new ArrayList<>();
                            for (Row row : rows) {
                                views.add(view(row.getJsonObject(0)));
                            }
                            return views;
                        }));
    }

    /// Writes one down, in place of what was there of it. Tried until the database is there.
    ///
    /// @param packed null while there is none
    Future<Void> save(BacktestView view, Payload.@Nullable Packed packed) {
        JsonObject json = new JsonObject(Buffer.buffer(MeshJson.write(view)));
        Tuple values =
                Tuple.of(
                        view.id(),
                        view.createdAt().atOffset(ZoneOffset.UTC),
                        json,
                        packed == null ? null : packed.trades(),
                        packed == null ? null : packed.points());
        return database.untilThere(() ->
                database.connection(connection ->
                                connection
                                        .preparedQuery(
                                                """
                                                INSERT INTO backtest (id, created_at, view, trades, equity)
                                                VALUES ($1, $2, $3, $4, $5)
                                                ON CONFLICT (id) DO UPDATE
                                                SET view = excluded.view, trades = excluded.trades, equity = excluded.equity
                                                """)
                                        .execute(values))
                        .mapEmpty());
    }

    /// Returns the payload of one, empty if there is none.
    Future<Optional<Payload>> payload(String id) {
        return database.connection(connection ->
                        connection
                                .preparedQuery("SELECT trades, equity FROM backtest WHERE id = $1")
                                .execute(Tuple.of(id)))
                .compose(rows -> {
                    for (Row row : rows) {
                        Buffer trades = row.getBuffer(0);
                        Buffer points = row.getBuffer(1);
                        if (trades != null && points != null) {
                            return unpack(trades, points);
                        }
                    }
                    return Future.succeededFuture(Optional.empty());
                });
    }

    private Future<Optional<Payload>> unpack(Buffer trades, Buffer points) {
        Payload.Packed packed = new Payload.Packed(trades, points);
        return vertx.executeBlocking(packed::unpack, false).map(Optional::ofNullable);
    }

    Future<Void> delete(List<String> ids) {
        return database.untilThere(() ->
                database.connection(connection ->
                                connection
                                        .preparedQuery("DELETE FROM backtest WHERE id = ANY($1)")
                                        .execute(Tuple.of(ids.toArray(String[]::new))))
                        .mapEmpty());
    }

    private static BacktestView view(JsonObject json) {
        try {
            return MeshJson.read(json.toBuffer().getBytes(), BacktestView.class);
        } catch (IOException e) {
            throw new UncheckedIOException("a stored backtest is damaged", e);
        }
    }
}
