package io.tickmesh.bot;

import io.tickmesh.bot.execution.Order;
import io.tickmesh.bot.execution.TrackedOrder;
import io.tickmesh.bot.exit.ExitGuard;
import io.tickmesh.bot.portfolio.ClosedPosition;
import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.mesh.event.OrderCancelled;
import io.tickmesh.mesh.event.OrderFilled;
import io.tickmesh.mesh.event.OrderPlaced;
import io.tickmesh.mesh.event.OrderRejected;
import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.event.PositionOpened;
import io.tickmesh.mesh.event.RiskReason;
import io.tickmesh.mesh.event.RiskRejected;
import io.tickmesh.mesh.request.FillView;
import java.math.BigDecimal;
import java.time.Instant;

/// Tells everybody what became of orders. Each event names the one that led to it.
final class OrderEvents {
    private final Outside outside;

    OrderEvents(Outside outside) {
        this.outside = outside;
    }

    /// Returns the id of the event.
    String placed(Order order, Instant at) {
        OrderPlaced placed =
                new OrderPlaced(
                        outside.header(at, order.signalId()),
                        order.id(),
                        order.account(),
                        order.bot(),
                        order.symbol(),
                        order.side(),
                        order.type(),
                        order.timeInForce(),
                        order.quantity(),
                        order.price(),
                        order.limitPrice(),
                        order.stopPrice());
        outside.publish(placed);
        return placed.id();
    }

    /// Returns the id of the event.
    String filled(FillView fill, BigDecimal remaining, String cause) {
        OrderFilled filled =
                new OrderFilled(
                        outside.header(fill.time(), cause),
                        fill.orderId(),
                        fill.account(),
                        fill.bot(),
                        fill.symbol(),
                        fill.side(),
                        fill.fillId(),
                        fill.quantity(),
                        fill.price(),
                        fill.fee(),
                        remaining);
        outside.publish(filled);
        return filled.id();
    }

    void cancelled(TrackedOrder order, String cause) {
        Order own = order.order();
        outside.publish(
                new OrderCancelled(
                        outside.header(order.state().since(), cause),
                        own.id(),
                        own.account(),
                        own.bot(),
                        own.symbol(),
                        own.side(),
                        order.remaining(),
                        order.state().reason()));
    }

    void rejected(TrackedOrder order, String cause) {
        Order own = order.order();
        outside.publish(
                new OrderRejected(
                        outside.header(order.state().since(), cause),
                        own.id(),
                        own.account(),
                        own.bot(),
                        own.symbol(),
                        own.side(),
                        own.quantity(),
                        order.state().reason()));
    }

    /// Risk said nothing, so its refusal has to be said here; an answer that comes too late is void.
    void unanswered(Order order, String detail, Instant at) {
        outside.publish(
                new RiskRejected(
                        outside.header(at, order.signalId()),
                        order.id(),
                        order.account(),
                        order.bot(),
                        order.symbol(),
                        order.side(),
                        order.quantity(),
                        order.price(),
                        RiskReason.NO_ANSWER,
                        detail));
    }

    void opened(Position position, ExitGuard guard, Instant at, String cause) {
        outside.publish(
                new PositionOpened(
                        outside.header(at, cause),
                        position.account(),
                        position.bot(),
                        position.symbol(),
                        position.quantity(),
                        position.entryPrice(),
                        position.entryFee(),
                        guard.stopPrice(),
                        guard.targetPrice()));
    }

    void closed(ClosedPosition closed, String reason, String cause) {
        Position position = closed.position();
        outside.publish(
                new PositionClosed(
                        outside.header(closed.closedAt(), cause),
                        position.account(),
                        position.bot(),
                        position.symbol(),
                        position.sold(),
                        position.entryPrice(),
                        closed.exitPrice(),
                        closed.fees(),
                        closed.realised(),
                        position.openedAt(),
                        reason));
    }
}
