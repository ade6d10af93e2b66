package io.tickmesh.bot.store;

import io.tickmesh.mesh.event.EquitySnapshotTaken;
import io.tickmesh.mesh.request.EquityHistory;
import io.tickmesh.mesh.request.FillView;
import io.tickmesh.mesh.request.Fills;
import io.tickmesh.mesh.request.GetOrder;
import io.tickmesh.mesh.request.ListEquity;
import io.tickmesh.mesh.request.ListFills;
import io.tickmesh.mesh.request.ListOrders;
import io.tickmesh.mesh.request.ListSignals;
import io.tickmesh.mesh.request.OrderView;
import io.tickmesh.mesh.request.Orders;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.request.SignalView;
import io.tickmesh.mesh.request.Signals;
import io.tickmesh.mesh.storage.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads what is stored in pages, newest first. A cursor is the place of a row, so pages stay where they are while new rows arrive.
/// A question that makes no sense, or that nobody can answer while the database is away, fails with a [RequestFailedException].
public final class Archive {
    private static final int MAX_LIMIT = 1_000;

    // Periods are counted from the epoch in milliseconds. A look into the primary key for each row.
    private static final String NEWEST_OF_PERIOD =
            """
            NOT EXISTS (
                SELECT FROM equity AS later
                WHERE later.bot = equity.bot AND later.account = equity.account AND later.time > equity.time
                AND later.time < date_bin(? * interval '1 ms', equity.time, timestamptz 'epoch') + ? * interval '1 ms')
            """;

    // Stands for all statuses after which something still happens.
    private static final String OPEN = "OPEN";

    // The newest order of each: an exit is tried until it comes through.
    private static final String SIGNALS =
            """
            signal LEFT JOIN LATERAL (
                SELECT id AS order_id, status AS order_status, outcome AS order_outcome FROM orders
                WHERE orders.signal = signal.id ORDER BY orders.seq DESC LIMIT 1) AS made ON true
            """;

    private final Database database;

    public Archive(Database database) {
        this.database = database;
    }

    public Future<Orders> orders(ListOrders query) {
        Selection selection =
                new Selection("orders")
                        .where("account", query.account())
                        .where("bot", query.bot())
                        .where("symbol", query.symbol());
        if (OPEN.equals(query.status())) {
            selection.and("status IN ('INTENDED', 'PLACED', 'PARTIALLY_FILLED')");
        } else {
            selection.where("status", query.status());
        }
        return bySequence(
                        selection,
                        query.cursor(),
                        query.limit(),
                        row -> Rows.order(row).order().view())
                .map(page -> new Orders(page.items, page.next));
    }

    public Future<Orders> order(GetOrder query) {
        return select(new Selection("orders").where("id", query.orderId()), Rows::order)
                .map(rows -> {
                    if (rows.isEmpty()) {
                        throw new RequestFailedException(
                                Failure.NOT_FOUND, "no order " + query.orderId());
                    }
                    List<OrderView> views = rows.stream().map(row -> row.order().view()).toList();
                    return new Orders(views, null);
                });
    }

    public Future<Fills> fills(ListFills query) {
        Selection selection =
                new Selection("fill")
                        .where("account", query.account())
                        .where("bot", query.bot())
                        .where("symbol", query.symbol());
        return this.<FillView>bySequence(selection, query.cursor(), query.limit(), Rows::fill)
                .map(page -> new Fills(page.items, page.next));
    }

    public Future<Signals> signals(ListSignals query) {
        Selection selection =
                new Selection(SIGNALS).where("bot", query.bot()).where("symbol", query.symbol());
        return this.<SignalView>bySequence(
                        selection, query.cursor(), query.limit(), SignalRows::view)
                .map(page -> new Signals(page.items, page.next));
    }

    public Future<EquityHistory> equity(ListEquity query) {
        Selection selection =
                new Selection("equity")
                        .where("bot", query.bot() == null ? "" : query.bot())
                        .where("account", query.account());
        if (query.from() != null) {
            selection.and("time >= ?", Statements.at(query.from()));
        }
        if (query.to() != null) {
            selection.and("time < ?", Statements.at(query.to()));
        }
        if (query.every() != null) {
            long millis = Math.max(1, query.every().toMillis());
            selection.and(NEWEST_OF_PERIOD, millis, millis);
        }
        if (query.cursor() != null) {
            Place place = Place.of(query.cursor());
            selection.and("(time, account) < (?, ?)", Statements.at(place.time()), place.id());
        }
        checkLimit(query.limit());
        return select(
                        selection.newestFirst("time DESC, account DESC", query.limit() + 1),
                        Rows::equity)
                .map(rows -> {
                    Page<EquitySnapshotTaken> page =
                            Page.of(
                                    rows,
                                    query.limit(),
                                    last -> new Place(last.time(), last.account()).cursor());
                    return new EquityHistory(page.items, page.next);
                });
    }

    private <T> Future<Page<T>> bySequence(
            Selection selection, @Nullable String cursor, int limit, Function<Row, T> record) {
        checkLimit(limit);
        if (cursor != null) {
            selection.and("seq < ?", sequence(cursor));
        }
        return select(
                        selection.newestFirst("seq DESC", limit + 1),
                        row -> new Numbered<>(row.getLong("seq"), record.apply(row)))
                .map(rows -> {
                    Page<Numbered<T>> page =
                            Page.of(rows, limit, last -> Long.toString(last.sequence));
                    return new Page<>(page.items.stream().map(Numbered::item).toList(), page.next);
                });
    }

    private <T> Future<List<T>> select(Selection selection, Function<Row, T> record) {
        return database.connection(connection ->
                        connection.preparedQuery(selection.sql()).execute(selection.values()))
                .recover(failure ->
                        Future.failedFuture(
                                new RequestFailedException(
                                        Failure.UNAVAILABLE,
                                        "storage does not answer: " + failure.getMessage())))
                .map(rows -> {
                    List<T> records = new ArrayList<>();
                    rows.forEach(row -> records.add(record.apply(row)));
                    return records;
                });
    }

    private static void checkLimit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new RequestFailedException(
                    Failure.INVALID,
                    "limit must be from 1 to %d, was %d".formatted(MAX_LIMIT, limit));
        }
    }

    private static long sequence(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException _) {
            throw Place.wrong(cursor);
        }
    }

    private record Numbered<T>(long sequence, T item) {}

    /// @param next cursor of the next page; null at the end
    private record Page<T>(List<T> items, @Nullable String next) {
        /// @param rows one more than the limit if there is a next page
        static <T> Page<T> of(List<T> rows, int limit, Function<T, String> cursor) {
            return rows.size() <= limit
                    ? new Page<>(rows, null)
                    : new Page<>(rows.subList(0, limit), cursor.apply(rows.get(limit - 1)));
        }
    }
}
