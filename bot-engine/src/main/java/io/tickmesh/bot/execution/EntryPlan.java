package io.tickmesh.bot.execution;

import io.tickmesh.mesh.bot.Entry;
import io.tickmesh.mesh.bot.Exits;
import io.tickmesh.mesh.bot.Sizing;
import io.tickmesh.mesh.market.OrderDraft;
import io.tickmesh.mesh.market.Rounding;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.SymbolRules;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/// How a bot enters: at which price and how much. The same for every entry of a bot.
///
/// @param slippageTicks by how much a market order is expected to be worse than what it sees
public record EntryPlan(Sizing sizing, Entry entry, Exits exits, Fees fees, int slippageTicks) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    // Without a stop, an entry must survive this fall and still be large enough to be sold.
    private static final BigDecimal FALL = BigDecimal.valueOf(5);
    private static final int SCALE = 18;

    /// Returns the buy to make at that ask, or why there is none.
    ///
    /// @param averageTrueRange of the sizing's period, NaN if it is not known; only looked at for [Sizing.Kind#RISK]
    public Rounding order(BigDecimal ask, Means means, double averageTrueRange, SymbolRules rules) {
        if (sizing.kind() == Sizing.Kind.RISK
                && (!(averageTrueRange > 0) || Double.isInfinite(averageTrueRange))) {
            return new Rounding.Refused("average true range is not known yet");
        }
        OrderDraft draft = draft(ask, rules);
        BigDecimal paid = paid(draft, rules);
        BigDecimal quantity = rules.steps(quantity(paid, means, averageTrueRange, rules));
        BigDecimal cost = fees.cost(quantity, paid);
        BigDecimal spendable = means.spendable(sizing.allocation());
        if (sizing.allocation() != null && cost.compareTo(spendable) > 0) {
            return new Rounding.Refused(
                    "insufficient allocation: needs %s, has %s"
                            .formatted(plain(cost), plain(spendable)));
        }
        return sellable(rules.fit(draft.withQuantity(quantity)), rules);
    }

    /// Fractions and risks shrink to what can be paid; a fixed value does not, and is refused then.
    private BigDecimal quantity(
            BigDecimal paid, Means means, double averageTrueRange, SymbolRules rules) {
        BigDecimal spendable = means.spendable(sizing.allocation());
        BigDecimal share = means.allotted(sizing.allocation()).multiply(sizing.amount());
        return switch (sizing.kind()) {
            case QUOTE -> sizing.amount().divide(paid, SCALE, RoundingMode.DOWN);
            case FRACTION -> fees.affordable(share.min(spendable), paid, rules);
            case RISK ->
                    share.divide(
                                    BigDecimal.valueOf(averageTrueRange)
                                            .multiply(sizing.atrMultiple()),
                                    SCALE,
                                    RoundingMode.DOWN)
                            .min(fees.affordable(spendable, paid, rules));
        };
    }

    private OrderDraft draft(BigDecimal ask, SymbolRules rules) {
        BigDecimal offset = entry.offsetPercent();
        return switch (entry.type()) {
            case MARKET -> OrderDraft.market(Side.BUY, BigDecimal.ZERO, ask);
            case LIMIT ->
                    new OrderDraft(
                            Side.BUY,
                            entry.type(),
                            BigDecimal.ZERO,
                            ask,
                            rules.priceDown(moved(ask, offset.negate())),
                            null);
            case STOP ->
                    new OrderDraft(
                            Side.BUY,
                            entry.type(),
                            BigDecimal.ZERO,
                            ask,
                            null,
                            rules.priceUp(moved(ask, offset)));
        };
    }

    private BigDecimal paid(OrderDraft draft, SymbolRules rules) {
        return draft.limitPrice() != null
                ? draft.limitPrice()
                : draft.judgedPrice()
                        .add(rules.tickSize().multiply(BigDecimal.valueOf(slippageTicks)));
    }

    /// An entry that is too small to be sold at its stop would be stuck there.
    private Rounding sellable(Rounding rounding, SymbolRules rules) {
        if (!(rounding instanceof Rounding.Fits(OrderDraft draft, _))) {
            return rounding;
        }
        BigDecimal percent = exits.stopLossPercent() == null ? FALL : exits.stopLossPercent();
        BigDecimal low = rules.priceDown(moved(draft.judgedPrice(), percent.negate()));
        // A maximum does not matter here: a sale can be made in parts.
        BigDecimal part = draft.quantity().min(rules.maxMarketQuantity());
        Optional<String> obstacle =
                rules.violation(OrderDraft.market(Side.SELL, rules.steps(part), low));
        return obstacle.isEmpty()
                ? rounding
                : new Rounding.Refused(
                        "could not be sold at %s: %s".formatted(plain(low), obstacle.get()));
    }

    private static BigDecimal moved(BigDecimal price, BigDecimal percent) {
        return price.multiply(HUNDRED.add(percent)).movePointLeft(2);
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
