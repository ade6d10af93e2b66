package io.tickmesh.bot.execution;

import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.market.TimeInForce;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Orders and prices of one symbol with a tick of 0.01 and a step of 0.001.
final class Orders {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final SymbolRules RULES =
            new SymbolRules(
                    "ETHUSDT",
                    "ETH",
                    "USDT",
                    new BigDecimal("0.01"),
                    new BigDecimal("0.001"),
                    new BigDecimal("0.001"),
                    new BigDecimal("9000"),
                    BigDecimal.ONE);

    private Orders() {}

    static BigDecimal money(String amount) {
        return new BigDecimal(amount);
    }

    static Order market(String id, Side side, String quantity) {
        return order(id, side, OrderType.MARKET, TimeInForce.IOC, quantity, null, null);
    }

    static Order limit(String id, Side side, TimeInForce time, String quantity, String price) {
        return order(id, side, OrderType.LIMIT, time, quantity, price, null);
    }

    static Order stop(String id, Side side, String quantity, String price) {
        return order(id, side, OrderType.STOP, TimeInForce.GTC, quantity, price, null);
    }

    /// @param price its limit or stop; 100 for a market order
    static Order order(
            String id,
            Side side,
            OrderType type,
            TimeInForce time,
            String quantity,
            @Nullable String price,
            @Nullable Instant expiresAt) {
        BigDecimal own = price == null ? null : money(price);
        return new Order(
                id,
                "main",
                "bot",
                "ETHUSDT",
                side,
                type,
                time,
                money(quantity),
                money("100"),
                NOON,
                type == OrderType.LIMIT ? own : null,
                type == OrderType.STOP ? own : null,
                NOON,
                expiresAt,
                "because",
                "signal");
    }

    /// Returns a quote without a trade.
    static PriceUpdated quote(double bid, double bidQuantity, double ask, double askQuantity) {
        return price(bid, bidQuantity, ask, askQuantity, 0, 0);
    }

    static PriceUpdated price(
            double bid,
            double bidQuantity,
            double ask,
            double askQuantity,
            double last,
            double lastQuantity) {
        return new PriceUpdated(
                "alpha",
                1,
                0,
                NOON.toEpochMilli(),
                0,
                "ETHUSDT",
                bid,
                bidQuantity,
                ask,
                askQuantity,
                last,
                lastQuantity);
    }
}
