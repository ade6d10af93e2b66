package io.tickmesh.bot.store;

import io.tickmesh.bot.execution.Executed;
import io.tickmesh.bot.execution.Order;
import io.tickmesh.bot.execution.OrderState;
import io.tickmesh.bot.execution.TrackedOrder;
import io.tickmesh.bot.portfolio.Account;
import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.bot.portfolio.Result;
import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.event.EquitySnapshotTaken;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.TimeInForce;
import io.tickmesh.mesh.request.FillView;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Rows as records.
final class Rows {
    private Rows() {}

    static Stored.OrderRow order(Row row) {
        OffsetDateTime expires = row.getOffsetDateTime("expires_at");
        Order order =
                new Order(
                        row.getString("id"),
                        row.getString("account"),
                        row.getString("bot"),
                        row.getString("symbol"),
                        Side.valueOf(row.getString("side")),
                        OrderType.valueOf(row.getString("type")),
                        TimeInForce.valueOf(row.getString("time_in_force")),
                        money(row, "quantity"),
                        money(row, "price"),
                        time(row, "price_time"),
                        optional(row, "limit_price"),
                        optional(row, "stop_price"),
                        time(row, "created_at"),
                        expires == null ? null : expires.toInstant(),
                        row.getString("reason"),
                        row.getString("signal"));
        String outcome = row.getString("outcome");
        OrderState state =
                OrderState.of(
                        row.getString("status"),
                        time(row, "updated_at"),
                        new Executed(
                                row.getInteger("fills"),
                                money(row, "filled"),
                                money(row, "value"),
                                money(row, "fee")),
                        outcome == null ? "" : outcome);
        return new Stored.OrderRow(
                new TrackedOrder(order, state), row.getInteger("attempts"), money(row, "reserved"));
    }

    static FillView fill(Row row) {
        return new FillView(
                row.getString("id"),
                row.getString("order_id"),
                row.getString("account"),
                row.getString("bot"),
                row.getString("symbol"),
                Side.valueOf(row.getString("side")),
                money(row, "quantity"),
                money(row, "price"),
                money(row, "fee"),
                time(row, "time"));
    }

    static Stored.OfAccount account(Row row) {
        return new Stored.OfAccount(
                new Account(
                        row.getString("id"), row.getString("currency"), money(row, "initial_cash")),
                money(row, "cash"),
                result(row));
    }

    static Stored.OfBot bot(Row row) {
        JsonObject configured = row.getJsonObject("configured");
        return new Stored.OfBot(
                new StoredBot(
                        Json.definition(row.getJsonObject("definition")),
                        row.getLong("version"),
                        configured == null ? null : Json.definition(configured),
                        BotStatus.valueOf(row.getString("told")),
                        time(row, "told_at"),
                        row.getBoolean("retired"),
                        row.getBoolean("deleted")),
                result(row));
    }

    static Balance balance(Row row) {
        return new Balance(
                row.getString("id"), money(row, "cash"), result(row), money(row, "reserved"));
    }

    static Stored.Held position(Row row) {
        return new Stored.Held(
                new Position(
                        row.getString("account"),
                        row.getString("bot"),
                        row.getString("symbol"),
                        money(row, "bought"),
                        money(row, "cost"),
                        money(row, "sold"),
                        money(row, "proceeds"),
                        money(row, "entry_fee"),
                        money(row, "exit_fee"),
                        time(row, "opened_at")),
                row.getDouble("highest_bid"));
    }

    static EquitySnapshotTaken equity(Row row) {
        String bot = row.getString("bot");
        Instant time = time(row, "time");
        return new EquitySnapshotTaken(
                new Header(
                        row.getString("id"),
                        time,
                        row.getString("node"),
                        null,
                        ChronoUnit.MICROS.between(Instant.EPOCH, time)),
                row.getString("account"),
                bot.isEmpty() ? null : bot,
                row.getString("currency"),
                optional(row, "cash"),
                money(row, "market_value"),
                money(row, "equity"),
                money(row, "realised"),
                money(row, "unrealised"),
                money(row, "fees"));
    }

    static Instant time(Row row, String column) {
        return Objects.requireNonNull(row.getOffsetDateTime(column), column).toInstant();
    }

    private static Result result(Row row) {
        return new Result(money(row, "realised"), money(row, "fees"));
    }

    private static BigDecimal money(Row row, String column) {
        return Objects.requireNonNull(row.getBigDecimal(column), column);
    }

    private static @Nullable BigDecimal optional(Row row, String column) {
        return row.getBigDecimal(column);
    }
}
