package io.tickmesh.risk;

import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.event.RiskReason;
import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.request.CheckOrder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The market as risk itself sees it: the newest price of each symbol. Not thread-safe.
final class MarketPrices {
    private final Map<String, PriceUpdated> prices = new HashMap<>();

    void add(PriceUpdated price) {
        prices.put(price.symbol(), price);
    }

    /// Returns a refusal if the price of the order, or the newest of its symbol, is older than `limit` or missing. Ages count
    /// from the exchange's time; a price from the future is as wrong as an old one, because one of the clocks is.
    @Nullable Refusal stale(CheckOrder order, Duration limit, Instant now) {
        PriceUpdated market = prices.get(order.symbol());
        if (market == null) {
            return new Refusal(
                    RiskReason.STALE_PRICE,
                    "marketPriceAge=none limit=%dms".formatted(limit.toMillis()));
        }
        Refusal refusal = stale("orderPriceAge", order.priceTime(), limit, now);
        return refusal != null ? refusal : stale("marketPriceAge", market.time(), limit, now);
    }

    /// Returns a refusal if the order is valued further from the market than `limit`, a fraction. There is no deviation within
    /// the spread; outside it counts from the nearer side. A limit order on its own side of the market may be as far away as it
    /// likes: it rests, and is filled at its limit or better.
    @Nullable Refusal deviating(CheckOrder order, BigDecimal limit) {
        PriceUpdated market = prices.get(order.symbol());
        double price = order.price().doubleValue();
        if (market != null
                && order.type() == OrderType.LIMIT
                && rests(order.side(), price, market)) {
            return null;
        }
        double nearest = market == null ? 0 : nearest(market, price);
        // Without a market price this is infinite, which is too far.
        double deviation = Math.abs(price - nearest) / nearest;
        return deviation <= limit.doubleValue()
                ? null
                : new Refusal(
                        RiskReason.PRICE_DEVIATION,
                        "price=%s market=%s deviation=%.5f limit=%s"
                                .formatted(
                                        order.price().toPlainString(),
                                        BigDecimal.valueOf(nearest).toPlainString(),
                                        deviation,
                                        limit.toPlainString()));
    }

    private static boolean rests(Side side, double price, PriceUpdated market) {
        return switch (side) {
            case BUY -> price <= (market.hasQuote() ? market.ask() : market.last());
            case SELL -> price >= (market.hasQuote() ? market.bid() : market.last());
        };
    }

    private static double nearest(PriceUpdated market, double price) {
        return market.hasQuote()
                ? Math.max(market.bid(), Math.min(market.ask(), price))
                : market.last();
    }

    private static @Nullable Refusal stale(
            String name, Instant priceTime, Duration limit, Instant now) {
        Duration age = Duration.between(priceTime, now);
        return age.abs().compareTo(limit) <= 0
                ? null
                : new Refusal(
                        RiskReason.STALE_PRICE,
                        "%s=%dms limit=%dms".formatted(name, age.toMillis(), limit.toMillis()));
    }
}
