package io.tickmesh.acceptance.books;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of the schema `bots` at one moment. Orders, fills, trades and events are in the order in which they were written.
public record StoredBooks(
        List<Account> accounts,
        List<Bot> bots,
        List<Order> orders,
        List<Fill> fills,
        List<Position> positions,
        List<Trade> trades,
        List<Equity> equity,
        List<Told> log) {

    public record Account(
            String id,
            BigDecimal initialCash,
            BigDecimal cash,
            BigDecimal realised,
            BigDecimal fees) {}

    /// A bot and what it has made.
    ///
    /// @param told RUNNING, PAUSED or STOPPED
    public record Bot(
            String id, String told, boolean deleted, BigDecimal realised, BigDecimal fees) {}

    public record Order(
            String id,
            String account,
            String bot,
            String symbol,
            String side,
            String type,
            String timeInForce,
            BigDecimal quantity,
            String signal,
            String status,
            @Nullable String outcome,
            int fills,
            BigDecimal filled,
            BigDecimal value,
            BigDecimal fee,
            Instant createdAt,
            @Nullable Instant expiresAt) {
        /// Returns whether it opens a position.
        public boolean entry() {
            return side.equals("BUY");
        }

        /// Returns whether it can still be filled.
        public boolean isOpen() {
            return switch (status) {
                case "INTENDED", "PLACED", "PARTIALLY_FILLED" -> true;
                default -> false;
            };
        }
    }

    public record Fill(
            String id,
            String orderId,
            String account,
            String bot,
            String symbol,
            String side,
            BigDecimal quantity,
            BigDecimal price,
            BigDecimal fee,
            Instant time) {
        /// Returns whether it stands for what was too small to be sold, and was written off.
        boolean isWriteOff() {
            return id.equals(orderId + "-dust") && price.signum() == 0 && !isBuy();
        }

        boolean isBuy() {
            return side.equals("BUY");
        }

        BigDecimal value() {
            return quantity.multiply(price);
        }

        /// Returns what it changed the cash by.
        BigDecimal flow() {
            return (isBuy() ? value().negate() : value()).subtract(fee);
        }
    }

    /// What a bot holds, as the sums of its buys and sales since it held nothing.
    public record Position(
            String bot,
            String account,
            String symbol,
            BigDecimal bought,
            BigDecimal cost,
            BigDecimal sold,
            BigDecimal proceeds,
            BigDecimal entryFee,
            BigDecimal exitFee,
            Instant openedAt) {
        public BigDecimal quantity() {
            return bought.subtract(sold);
        }
    }

    public record Trade(
            String id,
            String account,
            String bot,
            BigDecimal bought,
            BigDecimal cost,
            BigDecimal sold,
            BigDecimal proceeds,
            BigDecimal fees,
            BigDecimal realised,
            Instant openedAt,
            Instant closedAt) {}

    public record Equity(
            String account,
            Instant time,
            BigDecimal cash,
            BigDecimal marketValue,
            BigDecimal equity,
            BigDecimal realised,
            BigDecimal unrealised,
            BigDecimal fees) {}

    /// Reads all of it as it was at one moment, also while it is being written.
    public static StoredBooks read(Connection connection) throws SQLException {
        return read(connection, "event ORDER BY stored_at, id");
    }

    /// Reads all of it but the log, which is long.
    public static StoredBooks withoutLog(Connection connection) throws SQLException {
        return read(connection, "event WHERE false");
    }

    private static StoredBooks read(Connection connection, String log) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            return new StoredBooks(
                    rows(statement, "account ORDER BY id", StoredBooks::account),
                    rows(statement, "bot ORDER BY id", StoredBooks::bot),
                    rows(statement, "orders ORDER BY seq", StoredBooks::order),
                    rows(statement, "fill ORDER BY seq", StoredBooks::fill),
                    rows(statement, "position ORDER BY bot", StoredBooks::position),
                    rows(statement, "trade ORDER BY seq", StoredBooks::trade),
                    rows(
                            statement,
                            "equity WHERE bot = '' ORDER BY time DESC LIMIT 200",
                            StoredBooks::equity),
                    rows(statement, log, Told::of));
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> rows(Statement statement, String from, Reader<T> reader)
            throws SQLException {
        List<T> rows = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("SELECT * FROM bots." + from)) {
            while (row.next()) {
                rows.add(reader.read(row));
            }
        }
        return rows;
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                row.getString("id"),
                row.getBigDecimal("initial_cash"),
                row.getBigDecimal("cash"),
                row.getBigDecimal("realised"),
                row.getBigDecimal("fees"));
    }

    private static Bot bot(ResultSet row) throws SQLException {
        return new Bot(
                row.getString("id"),
                row.getString("told"),
                row.getBoolean("deleted"),
                row.getBigDecimal("realised"),
                row.getBigDecimal("fees"));
    }

    private static Order order(ResultSet row) throws SQLException {
        OffsetDateTime expires = row.getObject("expires_at", OffsetDateTime.class);
        return new Order(
                row.getString("id"),
                row.getString("account"),
                row.getString("bot"),
                row.getString("symbol"),
                row.getString("side"),
                row.getString("type"),
                row.getString("time_in_force"),
                row.getBigDecimal("quantity"),
                row.getString("signal"),
                row.getString("status"),
                row.getString("outcome"),
                row.getInt("fills"),
                row.getBigDecimal("filled"),
                row.getBigDecimal("value"),
                row.getBigDecimal("fee"),
                time(row, "created_at"),
                expires == null ? null : expires.toInstant());
    }

    private static Fill fill(ResultSet row) throws SQLException {
        return new Fill(
                row.getString("id"),
                row.getString("order_id"),
                row.getString("account"),
                row.getString("bot"),
                row.getString("symbol"),
                row.getString("side"),
                row.getBigDecimal("quantity"),
                row.getBigDecimal("price"),
                row.getBigDecimal("fee"),
                time(row, "time"));
    }

    private static Position position(ResultSet row) throws SQLException {
        return new Position(
                row.getString("bot"),
                row.getString("account"),
                row.getString("symbol"),
                row.getBigDecimal("bought"),
                row.getBigDecimal("cost"),
                row.getBigDecimal("sold"),
                row.getBigDecimal("proceeds"),
                row.getBigDecimal("entry_fee"),
                row.getBigDecimal("exit_fee"),
                time(row, "opened_at"));
    }

    private static Trade trade(ResultSet row) throws SQLException {
        return new Trade(
                row.getString("id"),
                row.getString("account"),
                row.getString("bot"),
                row.getBigDecimal("bought"),
                row.getBigDecimal("cost"),
                row.getBigDecimal("sold"),
                row.getBigDecimal("proceeds"),
                row.getBigDecimal("entry_fee").add(row.getBigDecimal("exit_fee")),
                row.getBigDecimal("realised"),
                time(row, "opened_at"),
                time(row, "closed_at"));
    }

    private static Equity equity(ResultSet row) throws SQLException {
        return new Equity(
                row.getString("account"),
                time(row, "time"),
                row.getBigDecimal("cash"),
                row.getBigDecimal("market_value"),
                row.getBigDecimal("equity"),
                row.getBigDecimal("realised"),
                row.getBigDecimal("unrealised"),
                row.getBigDecimal("fees"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
