package io.tickmesh.mesh.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/// What the exchange demands of prices and quantities of one symbol, and the one place where they are rounded.
///
/// @param tickSize smallest step of a price, above zero
/// @param stepSize smallest step of a quantity, above zero
/// @param minQuantity smallest quantity of an order
/// @param maxQuantity largest quantity of an order
/// @param minNotional smallest price times quantity of an order, in the quote asset
public record SymbolRules(
        String symbol,
        String baseAsset,
        String quoteAsset,
        BigDecimal tickSize,
        BigDecimal stepSize,
        BigDecimal minQuantity,
        BigDecimal maxQuantity,
        BigDecimal minNotional) {
    /// Decimal places of fees and money amounts, as the exchange settles them.
    public static final int MONEY_SCALE = 8;

    public SymbolRules {
        if (tickSize.signum() <= 0 || stepSize.signum() <= 0) {
            throw new IllegalArgumentException(
                    "tickSize and stepSize of %s must be positive, was %s and %s"
                            .formatted(symbol, tickSize, stepSize));
        }
        if (minQuantity.signum() < 0
                || minNotional.signum() < 0
                || maxQuantity.compareTo(minQuantity) < 0) {
            throw new IllegalArgumentException(
                    "limits of %s must satisfy 0 <= minQuantity <= maxQuantity and 0 <= minNotional, was %s, %s and %s"
                            .formatted(symbol, minQuantity, maxQuantity, minNotional));
        }
    }

    /// Returns a market price as money: the nearest multiple of the tick size. The only way from `double` to money.
    ///
    /// @throws IllegalArgumentException if `price` is not a positive finite number
    public BigDecimal price(double price) {
        if (!(price > 0) || Double.isInfinite(price)) {
            throw new IllegalArgumentException(
                    "price of %s must be positive, was %s".formatted(symbol, price));
        }
        return multiple(BigDecimal.valueOf(price), tickSize, RoundingMode.HALF_EVEN);
    }

    /// Returns the largest valid quantity not above `wanted`; zero if that is below the minimum quantity.
    public BigDecimal quantity(BigDecimal wanted) {
        BigDecimal rounded = multiple(wanted.min(maxQuantity), stepSize, RoundingMode.DOWN);
        return rounded.compareTo(minQuantity) < 0 ? BigDecimal.ZERO : rounded;
    }

    /// Returns why an order of this quantity at this price would be refused by the exchange; empty if it would not.
    public Optional<String> violation(BigDecimal quantity, BigDecimal price) {
        if (quantity.signum() <= 0 || quantity.compareTo(minQuantity) < 0) {
            return Optional.of(
                    "quantity %s is below the minimum %s"
                            .formatted(plain(quantity), plain(minQuantity)));
        }
        if (quantity.compareTo(maxQuantity) > 0) {
            return Optional.of(
                    "quantity %s is above the maximum %s"
                            .formatted(plain(quantity), plain(maxQuantity)));
        }
        if (quantity.remainder(stepSize).signum() != 0) {
            return Optional.of(
                    "quantity %s is no multiple of the step %s"
                            .formatted(plain(quantity), plain(stepSize)));
        }
        if (price.remainder(tickSize).signum() != 0) {
            return Optional.of(
                    "price %s is no multiple of the tick %s"
                            .formatted(plain(price), plain(tickSize)));
        }
        BigDecimal notional = quantity.multiply(price);
        return notional.compareTo(minNotional) < 0
                ? Optional.of(
                        "notional %s is below the minimum %s"
                                .formatted(plain(notional), plain(minNotional)))
                : Optional.empty();
    }

    private static BigDecimal multiple(BigDecimal value, BigDecimal step, RoundingMode mode) {
        BigDecimal unit = step.stripTrailingZeros();
        return value.divide(unit, 0, mode)
                .multiply(unit)
                .setScale(Math.max(0, unit.scale()), RoundingMode.UNNECESSARY);
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
