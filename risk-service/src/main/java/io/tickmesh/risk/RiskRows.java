package io.tickmesh.risk;

import io.tickmesh.mesh.event.BotFailed;
import io.tickmesh.mesh.event.BotStatusChanged;
import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.CircuitBreakerReset;
import io.tickmesh.mesh.event.EquitySnapshotTaken;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.event.OrderCancelled;
import io.tickmesh.mesh.event.OrderFilled;
import io.tickmesh.mesh.event.OrderPlaced;
import io.tickmesh.mesh.event.OrderRejected;
import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.event.PositionOpened;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.event.RiskApproved;
import io.tickmesh.mesh.event.RiskReason;
import io.tickmesh.mesh.event.RiskRejected;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.event.TradingStateChanged;
import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.request.CheckOrder;
import io.tickmesh.mesh.request.RiskAnswer;
import io.tickmesh.mesh.request.RiskDecisionView;
import io.tickmesh.mesh.request.RiskEventView;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Rows of the tables `event` and `decision`. What was written before, under the same id, is left as it is.
final class RiskRows {
    static final String INSERT_EVENT =
            """
            INSERT INTO event (id, at, type, subject, breaker, rule, value, limit_value, until_at, detail)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO NOTHING
            """;
    static final String INSERT_DECISION =
            """
            INSERT INTO decision (id, at, order_id, account, bot, symbol, side, quantity, price, priced_at, reducing,
            type, manual, cause, refusal, detail)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT (id) DO NOTHING
            """;

    private RiskRows() {}

    static Tuple event(Event event) {
        RiskEventView view = view(event);
        return Tuple.from(
                new @Nullable Object[] {
                    view.id(),
                    time(view.time()),
                    view.type(),
                    view.subject(),
                    view.breaker(),
                    view.rule(),
                    view.value(),
                    view.limit(),
                    time(view.until()),
                    view.detail()
                });
    }

    static Tuple decision(Decision decision) {
        CheckOrder order = decision.order();
        RiskReason refusal = decision.answer().refusal();
        return Tuple.from(
                new @Nullable Object[] {
                    decision.event().id(),
                    time(decision.event().time()),
                    order.orderId(),
                    order.account(),
                    order.bot(),
                    order.symbol(),
                    order.side().name(),
                    order.quantity(),
                    order.price(),
                    time(order.priceTime()),
                    order.reducing(),
                    order.type().name(),
                    order.manual(),
                    order.cause(),
                    refusal == null ? null : refusal.name(),
                    decision.answer().detail()
                });
    }

    static Answered answered(Row row) {
        CheckOrder order =
                new CheckOrder(
                        row.getString("order_id"),
                        row.getString("account"),
                        row.getString("bot"),
                        row.getString("symbol"),
                        Side.valueOf(row.getString("side")),
                        OrderType.valueOf(row.getString("type")),
                        row.getBigDecimal("quantity"),
                        row.getBigDecimal("price"),
                        Objects.requireNonNull(instant(row, "priced_at")),
                        row.getBoolean("reducing"),
                        row.getBoolean("manual"),
                        row.getString("cause"));
        return new Answered(
                Objects.requireNonNull(instant(row, "at")),
                order,
                new RiskAnswer(order.orderId(), refusal(row), row.getString("detail")));
    }

    static RiskDecisionView decisionView(Row row) {
        Answered answered = answered(row);
        CheckOrder order = answered.order();
        return new RiskDecisionView(
                row.getString("id"),
                answered.at(),
                order.orderId(),
                order.account(),
                order.bot(),
                order.symbol(),
                order.side(),
                order.quantity(),
                order.price(),
                answered.answer().refusal(),
                answered.answer().detail());
    }

    static RiskEventView eventView(Row row) {
        return new RiskEventView(
                row.getString("id"),
                Objects.requireNonNull(instant(row, "at")),
                row.getString("type"),
                row.getString("subject"),
                row.getString("breaker"),
                row.getString("rule"),
                row.getBigDecimal("value"),
                row.getBigDecimal("limit_value"),
                instant(row, "until_at"),
                row.getString("detail"));
    }

    static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable RiskReason refusal(Row row) {
        String name = row.getString("refusal");
        return name == null ? null : RiskReason.valueOf(name);
    }

    private static RiskEventView view(Event event) {
        return switch (event) {
            case CircuitBreakerFired it ->
                    new RiskEventView(
                            it.id(),
                            it.time(),
                            it.type(),
                            it.subject(),
                            it.breaker(),
                            it.rule(),
                            it.value(),
                            it.limit(),
                            it.until(),
                            null);
            case CircuitBreakerReset it -> view(it, it.subject(), it.breaker(), it.reason());
            case TradingStateChanged it ->
                    view(
                            it,
                            it.account(),
                            null,
                            "%s to %s: %s".formatted(it.from(), it.to(), it.reason()));
            case PriceUpdated _,
                    CandleClosed _,
                    FeedStatusChanged _,
                    BotStatusChanged _,
                    BotFailed _,
                    SignalGenerated _,
                    RiskApproved _,
                    RiskRejected _,
                    OrderPlaced _,
                    OrderFilled _,
                    OrderCancelled _,
                    OrderRejected _,
                    PositionOpened _,
                    PositionClosed _,
                    EquitySnapshotTaken _ ->
                    throw new IllegalArgumentException(event.type() + " is not of risk");
        };
    }

    private static RiskEventView view(
            Event event, String subject, @Nullable String breaker, @Nullable String detail) {
        return new RiskEventView(
                event.id(),
                event.time(),
                event.type(),
                subject,
                breaker,
                null,
                null,
                null,
                null,
                detail);
    }
}
