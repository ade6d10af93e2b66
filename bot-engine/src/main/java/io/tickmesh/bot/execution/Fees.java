package io.tickmesh.bot.execution;

import io.tickmesh.mesh.market.SymbolRules;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// What the venue takes of the traded value, always in the quote asset.
///
/// @param maker fraction for an order that rested, for example 0.001
/// @param taker fraction for an order that met a resting one
public record Fees(BigDecimal maker, BigDecimal taker) {
    // More digits than any step size has, so that this rounding never decides a quantity.
    private static final int SCALE = 18;
    private static final BigDecimal SMALLEST =
            BigDecimal.ONE.movePointLeft(SymbolRules.MONEY_SCALE);
    // Rounding adds half of the smallest amount at most.
    private static final BigDecimal PARTS = SMALLEST.multiply(BigDecimal.valueOf(100));

    public Fees {
        if (maker.signum() < 0 || taker.signum() < 0 || taker.compareTo(BigDecimal.ONE) >= 0) {
            throw new IllegalArgumentException(
                    "fees must be from 0 to below 1, was maker %s and taker %s"
                            .formatted(maker, taker));
        }
    }

    /// Returns fees that are the same for both.
    public static Fees flat(BigDecimal rate) {
        return new Fees(rate, rate);
    }

    /// Returns the fee of a trade that met a resting order, settled to the exchange's decimals.
    public BigDecimal ofTaker(BigDecimal value) {
        return settled(value, taker);
    }

    /// Returns the fee of a trade of an order that rested, settled to the exchange's decimals.
    public BigDecimal ofMaker(BigDecimal value) {
        return settled(value, maker);
    }

    /// Returns what a buy costs at most: its value and the higher of the two fees.
    public BigDecimal cost(BigDecimal quantity, BigDecimal price) {
        BigDecimal value = quantity.multiply(price);
        return value.add(settled(value, maker.max(taker)));
    }

    /// Returns what a buy costs at most that is filled in up to 200 parts: the fee of each is rounded by itself.
    public BigDecimal costInParts(BigDecimal quantity, BigDecimal price) {
        return cost(quantity, price).add(PARTS);
    }

    /// Returns the largest number of steps that `cash` pays for at that price with the higher of the two fees; zero if there is none.
    public BigDecimal affordable(BigDecimal cash, BigDecimal price, SymbolRules rules) {
        if (cash.signum() <= 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal each = price.multiply(BigDecimal.ONE.add(maker.max(taker)));
        BigDecimal quantity = rules.steps(cash.divide(each, SCALE, RoundingMode.DOWN));
        if (cost(quantity, price).compareTo(cash) <= 0) {
            return quantity;
        }
        // The settled fee was rounded up: leave the smallest amount of money for it.
        BigDecimal less = cash.subtract(SMALLEST).max(BigDecimal.ZERO);
        return rules.steps(less.divide(each, SCALE, RoundingMode.DOWN));
    }

    private static BigDecimal settled(BigDecimal value, BigDecimal rate) {
        return value.multiply(rate).setScale(SymbolRules.MONEY_SCALE, RoundingMode.HALF_UP);
    }
}
