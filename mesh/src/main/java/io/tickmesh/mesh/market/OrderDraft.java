package io.tickmesh.mesh.market;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What somebody would like to order, before the rules of the symbol have been asked.
///
/// @param quantity in the base asset
/// @param seenPrice price of the market at which a market order is valued
/// @param limitPrice null unless it is a limit order
/// @param stopPrice null unless it is a stop order
public record OrderDraft(
        Side side,
        OrderType type,
        BigDecimal quantity,
        BigDecimal seenPrice,
        @Nullable BigDecimal limitPrice,
        @Nullable BigDecimal stopPrice) {
    public OrderDraft {
        if ((type == OrderType.LIMIT) != (limitPrice != null)
                || (type == OrderType.STOP) != (stopPrice != null)) {
            throw new IllegalArgumentException(
                    "a %s order must have its own price and no other, was limit %s and stop %s"
                            .formatted(type, limitPrice, stopPrice));
        }
    }

    /// Returns a draft that meets the market at once.
    public static OrderDraft market(Side side, BigDecimal quantity, BigDecimal seenPrice) {
        return new OrderDraft(side, OrderType.MARKET, quantity, seenPrice, null, null);
    }

    /// Returns the price that its value is judged by: its limit, its stop, or that of the market.
    public BigDecimal judgedPrice() {
        if (limitPrice != null) {
            return limitPrice;
        }
        return stopPrice != null ? stopPrice : seenPrice;
    }

    /// Returns the same draft for another quantity.
    public OrderDraft withQuantity(BigDecimal other) {
        return new OrderDraft(side, type, other, seenPrice, limitPrice, stopPrice);
    }
}
