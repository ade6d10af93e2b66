package io.tickmesh.bot.exit;

import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.mesh.market.OrderDraft;
import io.tickmesh.mesh.market.Rounding;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.request.FillView;
import java.math.BigDecimal;
import java.time.Instant;

/// What a position cannot sell, because the exchange takes no order that small.
///
/// It would keep its bot from trading for ever, so an exit writes it off: a sale at the price 0. That is a loss like any other, booked
/// and stored as a fill, so that all amounts still follow from the fills.
public final class Dust {
    private Dust() {}

    /// Returns the order that sells all that can be sold at once, or why nothing can.
    public static Rounding sale(Position position, BigDecimal bid, SymbolRules rules) {
        return rules.fit(OrderDraft.market(Side.SELL, position.quantity(), bid));
    }

    /// Returns the fill that writes off what is left.
    ///
    /// @param orderId the exit that cannot be sent, or that left it
    public static FillView writeOff(Position position, String orderId, Instant now) {
        return new FillView(
                orderId + "-dust",
                orderId,
                position.account(),
                position.bot(),
                position.symbol(),
                Side.SELL,
                position.quantity(),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                now);
    }
}
