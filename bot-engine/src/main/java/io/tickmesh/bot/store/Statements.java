package io.tickmesh.bot.store;

import io.tickmesh.bot.execution.Executed;
import io.tickmesh.bot.execution.Order;
import io.tickmesh.bot.execution.TrackedOrder;
import io.tickmesh.bot.portfolio.Booked;
import io.tickmesh.bot.portfolio.ClosedPosition;
import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.mesh.event.EquitySnapshotTaken;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.request.FillView;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Changes as SQL. Every statement bears to be repeated: rows have deterministic keys, what a bot owns is written as it is, and the
/// sums of an account are moved only together with the row of the fill that moves them. Whether they may be written is asked before,
/// see [Transaction].
final class Statements {
    private static final String ORDER_COLUMNS =
            """
            INSERT INTO orders (id, account, bot, symbol, side, type, time_in_force, quantity, price, price_time, limit_price,
                stop_price, signal, reason, created_at, expires_at, attempts, status, outcome, fills, filled, value, fee, updated_at, shard,
                reserved)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)
            """;
    static final String INTEND = ORDER_COLUMNS + "ON CONFLICT (id) DO NOTHING";
    static final String ORDER =
            ORDER_COLUMNS
                    + """
                    ON CONFLICT (id) DO UPDATE SET attempts = excluded.attempts, status = excluded.status,
                        outcome = excluded.outcome, fills = excluded.fills, filled = excluded.filled,
                        value = excluded.value, fee = excluded.fee, updated_at = excluded.updated_at,
                        reserved = CASE WHEN excluded.status IN ('INTENDED', 'PLACED', 'PARTIALLY_FILLED')
                            THEN greatest(0, orders.reserved + orders.value + orders.fee - excluded.value - excluded.fee) ELSE 0 END
                    """;
    private static final String FILL =
            """
            WITH written AS (
                INSERT INTO fill (id, order_id, account, bot, symbol, side, quantity, price, fee, maker, time)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                ON CONFLICT (id) DO NOTHING
                RETURNING account, bot),
            of_bot AS (
                UPDATE bot SET realised = realised + $13, fees = fees + $9
                FROM written WHERE bot.id = written.bot)
            UPDATE account SET cash = cash + $12, realised = realised + $13, fees = fees + $9
            FROM written WHERE account.id = written.account
            """;
    private static final String POSITION =
            """
            INSERT INTO position (bot, account, symbol, bought, cost, sold, proceeds, entry_fee, exit_fee, opened_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (bot) DO UPDATE SET account = excluded.account, symbol = excluded.symbol, bought = excluded.bought,
                cost = excluded.cost, sold = excluded.sold, proceeds = excluded.proceeds, entry_fee = excluded.entry_fee,
                exit_fee = excluded.exit_fee, opened_at = excluded.opened_at,
                highest_bid = CASE WHEN position.opened_at = excluded.opened_at THEN position.highest_bid ELSE 0 END
            """;
    private static final String NO_POSITION = "DELETE FROM position WHERE bot = $1";
    private static final String TRADE =
            """
            INSERT INTO trade (id, account, bot, symbol, bought, cost, sold, proceeds, entry_fee, exit_fee, realised, reason, opened_at,
                closed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            ON CONFLICT (id) DO NOTHING
            """;
    private static final String MARK =
            "UPDATE position SET highest_bid = greatest(highest_bid, $3) WHERE bot = $1 AND opened_at = $2";
    private static final String DECIDED = "UPDATE bot SET decided_until = $2 WHERE id = $1";
    private static final String SIGNAL =
            """
            INSERT INTO signal (id, account, bot, symbol, interval, strategy, action, price, reason, indicators, cause, time)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            ON CONFLICT (id) DO NOTHING
            """;
    private static final String EQUITY =
            """
            INSERT INTO equity (id, account, bot, currency, cash, market_value, equity, realised, unrealised, fees, node, time)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            ON CONFLICT DO NOTHING
            """;
    private static final String KEEP =
            """
            INSERT INTO bot (id, definition, version, configured, told, told_at, retired, deleted)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (id) DO UPDATE SET definition = excluded.definition, version = excluded.version,
                configured = excluded.configured, told = excluded.told, told_at = excluded.told_at, retired = excluded.retired, deleted = excluded.deleted
            """;
    // Written again it was not published yet: whoever asks since then must get it.
    private static final String TELL =
            """
            INSERT INTO event (id, type, bot, symbol, json)
            SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
            ON CONFLICT (id) DO UPDATE SET stored_at = excluded.stored_at
            """;
    private static final String REMOVE = "DELETE FROM bot WHERE id = $1";

    private Statements() {}

    /// Returns the statement that writes an order down before it is sent; nothing if it is there already.
    static Statement intend(TrackedOrder order, BigDecimal reserved) {
        return new Statement(INTEND, order(order, 1, reserved));
    }

    /// Returns the statements of changes; their events, which come last, are one of them.
    static List<Statement> of(List<? extends Change> changes) {
        List<Statement> statements = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        for (Change change : changes) {
            if (change instanceof Change.Told(Announcement told)) {
                events.add(told.written());
            } else {
                statements.addAll(of(change));
            }
        }
        if (!events.isEmpty()) {
            statements.add(tell(events));
        }
        return statements;
    }

    private static List<Statement> of(Change change) {
        return switch (change) {
            case Change.Ordered(TrackedOrder order, int attempts) ->
                    List.of(new Statement(ORDER, order(order, attempts, BigDecimal.ZERO)));
            case Change.Filled filled -> filled(filled);
            case Change.Marked(String bot, Instant openedAt, double highestBid) ->
                    one(MARK, bot, at(openedAt), highestBid);
            case Change.Decided(String bot, Instant until) ->
                    one(DECIDED, bot, until == null ? null : at(until));
            case Change.Told(Announcement event) -> List.of(tell(List.of(event.written())));
            case Change.Signalled(SignalGenerated signal) -> List.of(signal(signal));
            case Change.Valued(EquitySnapshotTaken snapshot) -> List.of(equity(snapshot));
            case Change.Kept(StoredBot bot) ->
                    one(
                            KEEP,
                            bot.id(),
                            Json.of(bot.definition()),
                            bot.version(),
                            bot.configured() == null ? null : Json.of(bot.configured()),
                            bot.told().name(),
                            at(bot.toldAt()),
                            bot.retired(),
                            bot.deleted());
            case Change.Removed(String bot) -> one(REMOVE, bot);
        };
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Tuple order(TrackedOrder tracked, int attempts, BigDecimal reserved) {
        Order order = tracked.order();
        Executed executed = tracked.state().executed();
        String outcome = tracked.state().reason();
        return tuple(
                order.id(),
                order.account(),
                order.bot(),
                order.symbol(),
                order.side().name(),
                order.type().name(),
                order.timeInForce().name(),
                order.quantity(),
                order.price(),
                at(order.priceTime()),
                order.limitPrice(),
                order.stopPrice(),
                order.signalId(),
                order.reason(),
                at(order.createdAt()),
                order.expiresAt() == null ? null : at(order.expiresAt()),
                attempts,
                tracked.state().label(),
                outcome.isEmpty() ? null : outcome,
                executed.fills(),
                executed.quantity(),
                executed.value(),
                executed.fee(),
                at(tracked.state().since()),
                Shards.of(order.bot()),
                reserved);
    }

    private static List<Statement> filled(Change.Filled change) {
        FillView fill = change.fill();
        List<Statement> statements = new ArrayList<>();
        BigDecimal value = fill.side().signed(fill.quantity()).multiply(fill.price());
        BigDecimal realised =
                change.outcome() instanceof Booked.Closed(ClosedPosition closed)
                        ? closed.realised()
                        : BigDecimal.ZERO;
        statements.add(
                new Statement(
                        FILL,
                        tuple(
                                fill.fillId(),
                                fill.orderId(),
                                fill.account(),
                                fill.bot(),
                                fill.symbol(),
                                fill.side().name(),
                                fill.quantity(),
                                fill.price(),
                                fill.fee(),
                                change.maker(),
                                at(fill.time()),
                                value.negate().subtract(fill.fee()),
                                realised)));
        switch (change.outcome()) {
            case Booked.Opened(Position position) -> statements.add(position(position));
            case Booked.Changed(Position position) -> statements.add(position(position));
            case Booked.Closed(ClosedPosition closed) -> {
                statements.add(new Statement(NO_POSITION, tuple(fill.bot())));
                statements.add(trade(fill, closed, change.reason()));
            }
        }
        return statements;
    }

    private static Statement position(Position position) {
        return new Statement(
                POSITION,
                tuple(
                        position.bot(),
                        position.account(),
                        position.symbol(),
                        position.bought(),
                        position.cost(),
                        position.sold(),
                        position.proceeds(),
                        position.entryFee(),
                        position.exitFee(),
                        at(position.openedAt())));
    }

    private static Statement trade(FillView fill, ClosedPosition closed, String reason) {
        Position position = closed.position();
        return new Statement(
                TRADE,
                tuple(
                        fill.fillId(),
                        position.account(),
                        position.bot(),
                        position.symbol(),
                        position.bought(),
                        position.cost(),
                        position.sold(),
                        position.proceeds(),
                        position.entryFee(),
                        position.exitFee(),
                        closed.realised(),
                        reason,
                        at(position.openedAt()),
                        at(closed.closedAt())));
    }

    private static Statement signal(SignalGenerated signal) {
        JsonObject indicators = new JsonObject();
        // JSON has no number that is none.
        for (Map.Entry<String, Double> entry : signal.indicators().entrySet()) {
            double value = entry.getValue();
            indicators.put(entry.getKey(), Double.isFinite(value) ? value : null);
        }
        return new Statement(
                SIGNAL,
                tuple(
                        signal.id(),
                        signal.account(),
                        signal.bot(),
                        signal.symbol(),
                        signal.interval().code(),
                        signal.strategy(),
                        signal.action().name(),
                        signal.price(),
                        signal.reason(),
                        indicators,
                        signal.header().cause(),
                        at(signal.time())));
    }

    private static Statement equity(EquitySnapshotTaken snapshot) {
        return new Statement(
                EQUITY,
                tuple(
                        snapshot.id(),
                        snapshot.account(),
                        snapshot.bot() == null ? "" : snapshot.bot(),
                        snapshot.currency(),
                        snapshot.cash(),
                        snapshot.marketValue(),
                        snapshot.equity(),
                        snapshot.realised(),
                        snapshot.unrealised(),
                        snapshot.fees(),
                        snapshot.header().node(),
                        at(snapshot.time())));
    }

    private static Statement tell(List<Event> events) {
        return new Statement(
                TELL,
                tuple(
                        column(events, Event::id),
                        column(events, Event::type),
                        column(events, Event::bot),
                        column(events, Event::symbol),
                        column(events, Json::of)));
    }

    private static @Nullable String[] column(
            List<Event> events, Function<Event, @Nullable String> value) {
        @Nullable String[] values = new String[events.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(events.get(i));
        }
        return values;
    }

    private static List<Statement> one(String sql, @Nullable Object... values) {
        return List.of(new Statement(sql, tuple(values)));
    }

    private static Tuple tuple(@Nullable Object... values) {
        return Tuple.wrap(values);
    }
}
