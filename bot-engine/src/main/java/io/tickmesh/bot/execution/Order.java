package io.tickmesh.bot.execution;

import io.tickmesh.mesh.market.OrderDraft;
import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.TimeInForce;
import io.tickmesh.mesh.request.CheckOrder;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An order that a bot wants to send. Bots are long or flat: every buy is an entry, every sale an exit.
///
/// @param id client order id, the same for the same decision
/// @param price price that the decision saw
/// @param priceTime exchange time of that price
/// @param limitPrice worst price it accepts; null unless it is a limit order
/// @param stopPrice price at which it comes to life; null unless it is a stop order
/// @param expiresAt when what still rests is withdrawn; null for never
/// @param reason why it is made
/// @param signalId signal that it follows
public record Order(
        String id,
        String account,
        String bot,
        String symbol,
        Side side,
        OrderType type,
        TimeInForce timeInForce,
        BigDecimal quantity,
        BigDecimal price,
        Instant priceTime,
        @Nullable BigDecimal limitPrice,
        @Nullable BigDecimal stopPrice,
        Instant createdAt,
        @Nullable Instant expiresAt,
        String reason,
        String signalId) {
    public Order {
        // A draft refuses prices that do not belong to the type.
        var _ = new OrderDraft(side, type, quantity, price, limitPrice, stopPrice);
    }

    /// Returns whether it opens or enlarges a position.
    public boolean isEntry() {
        return side == Side.BUY;
    }

    /// Returns the price at which its value is judged before it meets the market: its limit, its stop, or what the decision saw.
    public BigDecimal judgedPrice() {
        return draft().judgedPrice();
    }

    /// Returns what the rules of the symbol are asked about.
    public OrderDraft draft() {
        return new OrderDraft(side, type, quantity, price, limitPrice, stopPrice);
    }

    /// Returns the question to risk.
    ///
    /// @param manual whether a person wants it, not a strategy
    public CheckOrder check(boolean manual) {
        return new CheckOrder(
                id,
                account,
                bot,
                symbol,
                side,
                type,
                quantity,
                judgedPrice(),
                priceTime,
                !isEntry(),
                manual,
                signalId);
    }
}
