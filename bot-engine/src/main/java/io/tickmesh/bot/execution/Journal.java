package io.tickmesh.bot.execution;

import io.tickmesh.mesh.request.FillView;
import io.tickmesh.mesh.request.OrderView;
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

    /// Records an order, and returns its entry.
    public long add(TrackedOrder order) {
        return orders.add(order.view());
    }

    /// Records what has become of the order of that entry.
    public void update(long entry, TrackedOrder order) {
        orders.replace(entry, order.view());
    }

    /// Records a trade.
    public void add(FillView fill) {
        fills.add(fill);
    }

    public History.Page<OrderView> orders(
            @Nullable String cursor, int limit, Predicate<OrderView> wanted) {
        return orders.page(cursor, limit, wanted);
    }

    public History.Page<FillView> fills(
            @Nullable String cursor, int limit, Predicate<FillView> wanted) {
        return fills.page(cursor, limit, wanted);
    }
}
