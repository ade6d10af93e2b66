package io.tickmesh.bot.execution;

import io.tickmesh.mesh.request.FillView;
import java.math.BigDecimal;
import java.time.Instant;

/// What became of an order at the venue. After anything but a fill that leaves a rest, the venue has forgotten it.
public sealed interface VenueResult {
    Order order();

    Instant time();

    /// Returns the state after this.
    ///
    /// @throws IllegalStateException if this cannot happen to an order in that state
    default OrderState apply(OrderState.Working state) {
        return switch (this) {
            case Filled fill ->
                    state.filled(
                            fill.order().quantity(),
                            fill.quantity(),
                            fill.price(),
                            fill.fee(),
                            fill.time());
            case Cancelled end -> state.cancelled(end.time(), end.reason());
            case Expired end -> state.expired(end.time(), end.reason());
            case Rejected end ->
                    switch (state) {
                        case OrderState.Placed placed -> placed.rejected(end.time(), end.reason());
                        case OrderState.PartiallyFilled filled ->
                                throw new IllegalStateException(
                                        "%s is filled in part and cannot be rejected: %s"
                                                .formatted(end.order().id(), filled));
                    };
        };
    }

    /// A trade.
    ///
    /// @param number counts the fills of the order, from 1
    /// @param fee in the quote asset
    /// @param maker whether the order had rested
    record Filled(
            Order order,
            int number,
            BigDecimal quantity,
            BigDecimal price,
            BigDecimal fee,
            boolean maker,
            Instant time)
            implements VenueResult {
        /// Returns the fill under an id that is the same for the same fill.
        public FillView view() {
            return new FillView(
                    order.id() + "-" + number,
                    order.id(),
                    order.account(),
                    order.bot(),
                    order.symbol(),
                    order.side(),
                    quantity,
                    price,
                    fee,
                    time);
        }
    }

    /// What was not filled is withdrawn.
    record Cancelled(Order order, String reason, Instant time) implements VenueResult {}

    /// What was not filled is withdrawn because its time is over.
    record Expired(Order order, String reason, Instant time) implements VenueResult {}

    /// Nothing was filled and nothing will be.
    record Rejected(Order order, String reason, Instant time) implements VenueResult {}
}
