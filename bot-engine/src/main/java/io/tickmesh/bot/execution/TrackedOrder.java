package io.tickmesh.bot.execution;

import io.tickmesh.mesh.request.OrderView;
import java.math.BigDecimal;

/// An order and where it is.
public record TrackedOrder(Order order, OrderState state) {
    /// Returns the quantity that is not filled.
    public BigDecimal remaining() {
        return order.quantity().subtract(state.executed().quantity());
    }

    /// Returns the same order in another state.
    public TrackedOrder in(OrderState next) {
        return new TrackedOrder(order, next);
    }

    public OrderView view() {
        Executed executed = state.executed();
        return new OrderView(
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
                order.stopPrice(),
                state.label(),
                executed.quantity(),
                executed.averagePrice().orElse(null),
                executed.fee(),
                order.createdAt(),
                state.since(),
                state.reason().isEmpty() ? order.reason() : state.reason());
    }
}
