package io.tickmesh.bot;

import io.tickmesh.bot.execution.Order;
import io.tickmesh.bot.execution.TrackedOrder;
import io.tickmesh.bot.exit.ExitGuard;
import io.tickmesh.bot.portfolio.ClosedPosition;
import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.bot.store.Announcement;
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

/// Says in events what became of orders. Each event names the one that led to it.
final class OrderEvents {
    private final Outside outside;

    OrderEvents(Outside outside) {
        this.outside = outside;
    }

    Announcement placed(Order order, Instant at) {
        return new Announcement(
                outside.header(at, order.signalId()),
                header ->
                        new OrderPlaced(
                                header,
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
                                order.stopPrice()));
    }

    Announcement filled(FillView fill, BigDecimal remaining, String cause) {
        return new Announcement(
                outside.header(fill.time(), cause),
                header ->
                        new OrderFilled(
                                header,
                                fill.orderId(),
                                fill.account(),
                                fill.bot(),
                                fill.symbol(),
                                fill.side(),
                                fill.fillId(),
                                fill.quantity(),
                                fill.price(),
                                fill.fee(),
                                remaining));
    }

    Announcement cancelled(TrackedOrder order, String cause) {
        Order own = order.order();
        return new Announcement(
                outside.header(order.state().since(), cause),
                header ->
                        new OrderCancelled(
                                header,
                                own.id(),
                                own.account(),
                                own.bot(),
                                own.symbol(),
                                own.side(),
                                order.remaining(),
                                order.state().reason()));
    }

    Announcement rejected(TrackedOrder order, String cause) {
        Order own = order.order();
        return new Announcement(
                outside.header(order.state().since(), cause),
                header ->
                        new OrderRejected(
                                header,
                                own.id(),
                                own.account(),
                                own.bot(),
                                own.symbol(),
                                own.side(),
                                own.quantity(),
                                order.state().reason()));
    }

    /// Risk said nothing, so its refusal has to be said here; an answer that comes too late is void.
    Announcement unanswered(Order order, String detail, Instant at) {
        return new Announcement(
                outside.header(at, order.signalId()),
                header ->
                        new RiskRejected(
                                header,
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

    Announcement opened(Position position, ExitGuard guard, Instant at, String cause) {
        return new Announcement(
                outside.header(at, cause),
                header ->
                        new PositionOpened(
                                header,
                                position.account(),
                                position.bot(),
                                position.symbol(),
                                position.quantity(),
                                position.entryPrice(),
                                position.entryFee(),
                                guard.stopPrice(),
                                guard.targetPrice()));
    }

    Announcement closed(ClosedPosition closed, String reason, String cause) {
        Position position = closed.position();
        return new Announcement(
                outside.header(closed.closedAt(), cause),
                header ->
                        new PositionClosed(
                                header,
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
