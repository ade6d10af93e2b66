package io.tickmesh.mesh.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the exchange demands of prices and quantities of one symbol, and the one place where they are rounded.
///
/// @param tickSize smallest step of a price, above zero
/// @param stepSize smallest step of a quantity, above zero
/// @param minQuantity smallest quantity of an order
/// @param maxQuantity largest quantity of an order
/// @param minNotional smallest price times quantity of an order, in the quote asset
/// @param maxMarketQuantity largest quantity of an order that meets the market at once, above zero
/// @param minNotionalForMarket whether `minNotional` holds for orders that meet the market at once
public record SymbolRules(
        String symbol,
        String baseAsset,
        String quoteAsset,
        BigDecimal tickSize,
        BigDecimal stepSize,
        BigDecimal minQuantity,
        BigDecimal maxQuantity,
        BigDecimal minNotional,
        BigDecimal maxMarketQuantity,
        boolean minNotionalForMarket) {
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
        if (maxMarketQuantity.signum() <= 0) {
            throw new IllegalArgumentException(
                    "maxMarketQuantity of %s must be positive, was %s"
                            .formatted(symbol, maxMarketQuantity));
        }
    }

    /// Makes rules that are the same for all types of orders.
    public SymbolRules(
            String symbol,
            String baseAsset,
            String quoteAsset,
            BigDecimal tickSize,
            BigDecimal stepSize,
            BigDecimal minQuantity,
            BigDecimal maxQuantity,
            BigDecimal minNotional) {
        this(
                symbol,
                baseAsset,
                quoteAsset,
                tickSize,
                stepSize,
                minQuantity,
                maxQuantity,
                minNotional,
                maxQuantity,
                true);
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

    /// Returns the largest multiple of the tick size not above `price`.
    public BigDecimal priceDown(BigDecimal price) {
        return multiple(price, tickSize, RoundingMode.FLOOR);
    }

    /// Returns the smallest multiple of the tick size not below `price`.
    public BigDecimal priceUp(BigDecimal price) {
        return multiple(price, tickSize, RoundingMode.CEILING);
    }

    /// Returns the largest multiple of the step size not above `wanted`, whatever the limits.
    public BigDecimal steps(BigDecimal wanted) {
        return multiple(wanted, stepSize, RoundingMode.DOWN);
    }

    /// Returns the largest valid quantity not above `wanted`; zero if that is below the minimum quantity.
    public BigDecimal quantity(BigDecimal wanted) {
        BigDecimal rounded = steps(wanted.min(maxQuantity));
        return rounded.compareTo(minQuantity) < 0 ? BigDecimal.ZERO : rounded;
    }

    /// Returns the draft as the exchange takes it: quantities rounded down, limits of buys down and of sells up, stops away from
    /// the market; or why it does not.
    public Rounding fit(OrderDraft wanted) {
        boolean buys = wanted.side() == Side.BUY;
        BigDecimal limit = wanted.limitPrice();
        BigDecimal stop = wanted.stopPrice();
        BigDecimal most = most(wanted.type());
        OrderDraft rounded =
                new OrderDraft(
                        wanted.side(),
                        wanted.type(),
                        steps(wanted.quantity().min(most)),
                        wanted.seenPrice(),
                        limit == null ? null : buys ? priceDown(limit) : priceUp(limit),
                        stop == null ? null : buys ? priceUp(stop) : priceDown(stop));
        Optional<String> violation = violation(rounded);
        if (violation.isPresent()) {
            return new Rounding.Refused(violation.get());
        }
        List<String> changes = new ArrayList<>();
        note(changes, "quantity", wanted.quantity(), rounded.quantity());
        note(changes, "limit", limit, rounded.limitPrice());
        note(changes, "stop", stop, rounded.stopPrice());
        return new Rounding.Fits(rounded, changes);
    }

    /// Returns why the exchange would refuse such an order; empty if it would not.
    public Optional<String> violation(OrderDraft order) {
        BigDecimal quantity = order.quantity();
        if (quantity.signum() <= 0 || quantity.compareTo(minQuantity) < 0) {
            return outside("quantity", quantity, "below the minimum", minQuantity);
        }
        BigDecimal most = most(order.type());
        if (quantity.compareTo(most) > 0) {
            return outside("quantity", quantity, "above the maximum", most);
        }
        if (quantity.remainder(stepSize).signum() != 0) {
            return outside("quantity", quantity, "no multiple of the step", stepSize);
        }
        BigDecimal price = order.judgedPrice();
        if (price.signum() <= 0) {
            return outside("price", price, "not above", BigDecimal.ZERO);
        }
        if (order.type() != OrderType.MARKET && price.remainder(tickSize).signum() != 0) {
            return outside("price", price, "no multiple of the tick", tickSize);
        }
        BigDecimal notional = quantity.multiply(price);
        return (order.type() == OrderType.LIMIT || minNotionalForMarket)
                        && notional.compareTo(minNotional) < 0
                ? outside("notional", notional, "below the minimum", minNotional)
                : Optional.empty();
    }

    private BigDecimal most(OrderType type) {
        return type == OrderType.LIMIT ? maxQuantity : maxQuantity.min(maxMarketQuantity);
    }

    private static void note(
            List<String> changes,
            String what,
            @Nullable BigDecimal wanted,
            @Nullable BigDecimal rounded) {
        if (wanted != null && rounded != null && wanted.compareTo(rounded) != 0) {
            changes.add("%s %s to %s".formatted(what, plain(wanted), plain(rounded)));
        }
    }

    private static Optional<String> outside(
            String what, BigDecimal value, String how, BigDecimal bound) {
        return Optional.of("%s %s is %s %s".formatted(what, plain(value), how, plain(bound)));
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
