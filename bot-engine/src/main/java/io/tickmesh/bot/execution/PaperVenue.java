package io.tickmesh.bot.execution;

import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.SymbolRules;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// Fills orders against the live quote as if the order book were deep: buys at the ask, sells at the bid.
public final class PaperVenue {
    private final BigDecimal feeRate;
    private final int slippageTicks;

    /// @param feeRate fraction of the traded value, for example 0.001
    /// @param slippageTicks how many ticks worse than the quote an order is filled
    public PaperVenue(BigDecimal feeRate, int slippageTicks) {
        if (feeRate.signum() < 0 || slippageTicks < 0) {
            throw new IllegalArgumentException(
                    "feeRate and slippageTicks must not be negative, was %s and %s"
                            .formatted(feeRate, slippageTicks));
        }
        this.feeRate = feeRate;
        this.slippageTicks = slippageTicks;
    }

    /// Returns what became of the order.
    ///
    /// @param cash what the account can pay with
    public Execution execute(Order order, Quote quote, SymbolRules rules, BigDecimal cash) {
        BigDecimal price = price(order.side(), quote, rules);
        BigDecimal value = order.quantity().multiply(price);
        BigDecimal fee =
                value.multiply(feeRate).setScale(SymbolRules.MONEY_SCALE, RoundingMode.HALF_UP);
        if (order.side() == Side.BUY && value.add(fee).compareTo(cash) > 0) {
            return new Execution.Refused(
                    "insufficient balance: needs %s, has %s"
                            .formatted(value.add(fee).toPlainString(), cash.toPlainString()));
        }
        return new Execution.Filled(price, fee);
    }

    private BigDecimal price(Side side, Quote quote, SymbolRules rules) {
        BigDecimal slippage = rules.tickSize().multiply(BigDecimal.valueOf(slippageTicks));
        return side == Side.BUY
                ? quote.ask().add(slippage)
                : quote.bid().subtract(slippage).max(rules.tickSize());
    }
}
