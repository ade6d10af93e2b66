package io.tickmesh.bot.execution;

import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.TimeInForce;
import io.tickmesh.mesh.request.FillView;
import io.tickmesh.mesh.request.OrderView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What was ordered and filled, written before it is published. In memory and bounded. Not thread-safe.
public final class Journal {
    private final History<OrderView> orders;
    private final History<FillView> fills;

    /// @param orders how many orders are kept
    /// @param fills how many fills are kept
    public Journal(int orders, int fills) {
        this.orders = new History<>(orders);
        this.fills = new History<>(fills);
    }

    /// Records an order that risk refused.
    public void refused(Order order, Instant at, String reason) {
        orders.add(view(order, "REFUSED", at, reason));
    }

    /// Records an order that was never sent because the venue would not have it.
    public void rejected(Order order, String reason) {
        orders.add(view(order, "REJECTED", order.createdAt(), reason));
    }

    /// Records an order that goes to the venue, and returns its entry.
    public long placed(Order order, Instant at) {
        return orders.add(view(order, "PLACED", at, order.reason()));
    }

    /// Records that the venue refused the order of that entry.
    public void rejected(long entry, Order order, Instant at, String reason) {
        orders.replace(entry, view(order, "REJECTED", at, reason));
    }

    /// Records that the order of that entry was filled as a whole.
    public void filled(long entry, Order order, FillView fill) {
        fills.add(fill);
        orders.replace(
                entry,
                new OrderView(
                        order.id(),
                        order.account(),
                        order.bot(),
                        order.symbol(),
                        order.side(),
                        OrderType.MARKET,
                        TimeInForce.IOC,
                        order.quantity(),
                        order.price(),
                        null,
                        null,
                        "FILLED",
                        fill.quantity(),
                        fill.price(),
                        fill.fee(),
                        order.createdAt(),
                        fill.time(),
                        order.reason()));
    }

    public History.Page<OrderView> orders(
            @Nullable String cursor, int limit, Predicate<OrderView> wanted) {
        return orders.page(cursor, limit, wanted);
    }

    public History.Page<FillView> fills(
            @Nullable String cursor, int limit, Predicate<FillView> wanted) {
        return fills.page(cursor, limit, wanted);
    }

    private static OrderView view(Order order, String status, Instant at, String reason) {
        return new OrderView(
                order.id(),
                order.account(),
                order.bot(),
                order.symbol(),
                order.side(),
                OrderType.MARKET,
                TimeInForce.IOC,
                order.quantity(),
                order.price(),
                null,
                null,
                status,
                BigDecimal.ZERO,
                null,
                BigDecimal.ZERO,
                order.createdAt(),
                at,
                reason);
    }
}
