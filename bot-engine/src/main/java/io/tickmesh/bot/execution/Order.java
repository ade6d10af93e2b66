package io.tickmesh.bot.execution;

import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.request.CheckOrder;
import java.math.BigDecimal;
import java.time.Instant;

/// An order that a bot wants to send. The market is met at whatever it quotes; nothing rests.
///
/// @param id client order id, the same for the same decision
/// @param price price that the decision saw
/// @param priceTime exchange time of that price
/// @param reason why it is made
public record Order(
        String id,
        String account,
        String bot,
        String symbol,
        Side side,
        BigDecimal quantity,
        BigDecimal price,
        Instant priceTime,
        Instant createdAt,
        String reason) {
    /// Returns the question to risk. Long or flat: every sale makes a position smaller.
    public CheckOrder check(String signalId) {
        return new CheckOrder(
                id,
                account,
                bot,
                symbol,
                side,
                quantity,
                price,
                priceTime,
                side == Side.SELL,
                signalId);
    }
}
