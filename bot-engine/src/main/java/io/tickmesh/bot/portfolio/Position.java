package io.tickmesh.bot.portfolio;

import io.tickmesh.bot.execution.Executed;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.request.FillView;
import io.tickmesh.mesh.request.PositionView;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a bot holds: the sums of its buys and of its sales so far, so that nothing is ever rounded or divided among parts.
///
/// @param bought quantity of all buys
/// @param cost value of all buys, without fees
/// @param sold quantity of all sales
/// @param proceeds value of all sales, without fees
/// @param entryFee fees of all buys, in the quote asset
/// @param exitFee fees of all sales, in the quote asset
/// @param openedAt time of the first buy
public record Position(
        String account,
        String bot,
        String symbol,
        BigDecimal bought,
        BigDecimal cost,
        BigDecimal sold,
        BigDecimal proceeds,
        BigDecimal entryFee,
        BigDecimal exitFee,
        Instant openedAt) {
    public Position {
        if (sold.signum() < 0 || bought.compareTo(sold) < 0) {
            throw new IllegalArgumentException(
                    "sold quantity must be from 0 to %s, was %s"
                            .formatted(bought.toPlainString(), sold.toPlainString()));
        }
    }

    /// Returns the position that a first buy makes.
    static Position opened(FillView fill) {
        return new Position(
                fill.account(),
                fill.bot(),
                fill.symbol(),
                fill.quantity(),
                fill.quantity().multiply(fill.price()),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                fill.fee(),
                BigDecimal.ZERO,
                fill.time());
    }

    /// Returns the position after one more fill.
    Position after(FillView fill) {
        BigDecimal value = fill.quantity().multiply(fill.price());
        boolean buys = fill.side() == Side.BUY;
        return new Position(
                account,
                bot,
                symbol,
                buys ? bought.add(fill.quantity()) : bought,
                buys ? cost.add(value) : cost,
                buys ? sold : sold.add(fill.quantity()),
                buys ? proceeds : proceeds.add(value),
                buys ? entryFee.add(fill.fee()) : entryFee,
                buys ? exitFee : exitFee.add(fill.fee()),
                openedAt);
    }

    /// Returns what is held.
    public BigDecimal quantity() {
        return bought.subtract(sold);
    }

    /// Returns the average price of the buys without fees; in full if it has an end within 34 digits.
    public BigDecimal entryPrice() {
        return Executed.average(cost, bought);
    }

    public BigDecimal fees() {
        return entryFee.add(exitFee);
    }

    public BigDecimal marketValue(BigDecimal mark) {
        return quantity().multiply(mark);
    }

    /// Returns the profit so far if the rest were worth that price, after all fees paid. Sales of a part count here: profit is
    /// realised when the position is closed.
    public BigDecimal unrealised(BigDecimal mark) {
        return proceeds.add(marketValue(mark)).subtract(cost).subtract(fees());
    }

    /// Returns the position as people see it.
    ///
    /// @param stopPrice null without a stop
    /// @param targetPrice null without a target
    public PositionView view(
            BigDecimal mark, @Nullable BigDecimal stopPrice, @Nullable BigDecimal targetPrice) {
        return new PositionView(
                account,
                bot,
                symbol,
                quantity(),
                entryPrice(),
                entryFee,
                stopPrice,
                targetPrice,
                mark,
                unrealised(mark),
                openedAt);
    }
}
