package io.tickmesh.bot.execution;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/// What has been filled of an order so far. Nothing is rounded.
///
/// @param fills number of fills; makes the ids of fills
/// @param quantity filled quantity
/// @param value sum of quantity times price, in the quote asset
/// @param fee sum of the fees, in the quote asset
public record Executed(int fills, BigDecimal quantity, BigDecimal value, BigDecimal fee) {
    /// Nothing yet.
    public static final Executed NONE =
            new Executed(0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    /// Returns this and one more fill.
    public Executed plus(BigDecimal more, BigDecimal price, BigDecimal moreFee) {
        return new Executed(
                fills + 1, quantity.add(more), value.add(more.multiply(price)), fee.add(moreFee));
    }

    /// Returns the average price for people, to 34 digits; empty without a fill.
    public Optional<BigDecimal> averagePrice() {
        return quantity.signum() == 0 ? Optional.empty() : Optional.of(average(value, quantity));
    }

    /// Returns `value / quantity`, in full if it has an end within 34 digits.
    public static BigDecimal average(BigDecimal value, BigDecimal quantity) {
        return value.divide(quantity, MathContext.DECIMAL128);
    }
}
