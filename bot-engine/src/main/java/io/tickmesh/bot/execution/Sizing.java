package io.tickmesh.bot.execution;

import io.tickmesh.mesh.market.SymbolRules;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// How much to trade and where the exits lie.
public final class Sizing {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    // More digits than any step size has, so that this rounding never decides the quantity.
    private static final int SCALE = 18;

    private Sizing() {}

    /// Returns the largest valid quantity that `orderQuote` buys at `price`; zero if there is none.
    public static BigDecimal entry(BigDecimal orderQuote, BigDecimal price, SymbolRules rules) {
        return rules.quantity(orderQuote.divide(price, SCALE, RoundingMode.DOWN));
    }

    /// Returns the price `percent` below the entry, null for no percentage.
    public static @Nullable BigDecimal stop(
            BigDecimal entry, @Nullable BigDecimal percent, SymbolRules rules) {
        return percent == null ? null : moved(entry, percent.negate(), rules);
    }

    /// Returns the price `percent` above the entry, null for no percentage.
    public static @Nullable BigDecimal target(
            BigDecimal entry, @Nullable BigDecimal percent, SymbolRules rules) {
        return percent == null ? null : moved(entry, percent, rules);
    }

    private static BigDecimal moved(BigDecimal entry, BigDecimal percent, SymbolRules rules) {
        BigDecimal factor = HUNDRED.add(percent).movePointLeft(2);
        return rules.price(entry.multiply(factor).doubleValue());
    }
}
