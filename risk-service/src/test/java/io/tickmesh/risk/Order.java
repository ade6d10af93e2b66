package io.tickmesh.risk;

import static io.tickmesh.risk.Fixtures.NOON;
import static io.tickmesh.risk.Fixtures.ORIGIN;
import static io.tickmesh.risk.Fixtures.amount;

import io.tickmesh.mesh.event.OrderCancelled;
import io.tickmesh.mesh.event.OrderFilled;
import io.tickmesh.mesh.event.OrderRejected;
import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.request.CheckOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Consumer;

/// An order in the making: one at 100 of `bot-1` in the account `main`, at the market, unless said otherwise. Each change makes
/// another order.
final class Order {
    private final String orderId;
    private final Side side;
    private String account = "main";
    private String bot = "bot-1";
    private String symbol = "BTCUSDT";
    private OrderType type = OrderType.MARKET;
    private String quantity = "1";
    private String price = "100";
    private Instant priceTime = NOON;
    private boolean reducing;
    private boolean manual;

    Order(String orderId, Side side) {
        this.orderId = orderId;
        this.side = side;
    }

    Order of(String otherBot, String otherSymbol) {
        return with(order -> {
            order.bot = otherBot;
            order.symbol = otherSymbol;
        });
    }

    Order inAccount(String other) {
        return with(order -> order.account = other);
    }

    Order type(OrderType other) {
        return with(order -> order.type = other);
    }

    Order quantity(String other) {
        return with(order -> order.quantity = other);
    }

    Order price(String other) {
        return with(order -> order.price = other);
    }

    Order at(Instant other) {
        return with(order -> order.priceTime = other);
    }

    Order reducing() {
        return with(order -> order.reducing = true);
    }

    Order manual() {
        return with(order -> order.manual = true);
    }

    CheckOrder check() {
        return new CheckOrder(
                orderId,
                account,
                bot,
                symbol,
                side,
                type,
                amount(quantity),
                amount(price),
                priceTime,
                reducing,
                manual,
                "signal-of-" + orderId);
    }

    OrderFilled filled() {
        return filled("fill-of-" + orderId, quantity, "0");
    }

    OrderFilled filled(String fillId, String filled, String remaining) {
        return new OrderFilled(
                ORIGIN.header(priceTime, null),
                orderId,
                account,
                bot,
                symbol,
                side,
                fillId,
                amount(filled),
                amount(price),
                BigDecimal.ZERO,
                amount(remaining));
    }

    OrderCancelled cancelled() {
        return new OrderCancelled(
                ORIGIN.header(priceTime, null),
                orderId,
                account,
                bot,
                symbol,
                side,
                amount(quantity),
                "test");
    }

    OrderRejected rejected() {
        return new OrderRejected(
                ORIGIN.header(priceTime, null),
                orderId,
                account,
                bot,
                symbol,
                side,
                amount(quantity),
                "test");
    }

    private Order with(Consumer<Order> change) {
        Order other = new Order(orderId, side);
        other.account = account;
        other.bot = bot;
        other.symbol = symbol;
        other.type = type;
        other.quantity = quantity;
        other.price = price;
        other.priceTime = priceTime;
        other.reducing = reducing;
        other.manual = manual;
        change.accept(other);
        return other;
    }
}
