package io.tickmesh.risk;

import static io.tickmesh.risk.Fixtures.NOON;
import static io.tickmesh.risk.Fixtures.entry;
import static io.tickmesh.risk.Fixtures.exit;
import static io.tickmesh.risk.Fixtures.price;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.OrderFilled;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.request.AccountRiskView;
import io.tickmesh.mesh.time.DataTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random fleets of bots that enter, fill in parts, lose orders, repeat events and exit.
class ExposurePropertyTest {
    private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT", "XRPUSDT");
    private static final Duration PATIENCE = Duration.ofSeconds(29);
    private static final BigDecimal PRICE = new BigDecimal("100");
    private static final BigDecimal SYMBOL_LIMIT = new BigDecimal("2500");
    private static final BigDecimal ACCOUNT_LIMIT = new BigDecimal("4000");

    private final DataTime time = new DataTime(NOON);
    private final List<Event> published = new ArrayList<>();
    private final RiskConfig config =
            Fixtures.config(
                    Fixtures.limits(
                            TradingState.ACTIVE, "1000", "2500", "4000", Fixtures.withoutRates()));
    private final RiskDesk desk =
            new RiskDesk(config, time, Fixtures.ORIGIN::header, published::add, _ -> {});
    // The orders that may still fill, and what the bots hold, kept by the test itself.
    private final Map<String, Order> working = new HashMap<>();
    private final Map<String, BigDecimal> quantities = new HashMap<>();
    private final List<OrderFilled> fills = new ArrayList<>();
    private int approvals;
    private int refusals;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void approvedExposureNeverExceedsTheLimitsAndFollowsFromTheFills(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < 2_000; step++) {
            time.advance(Duration.ofMillis(random.nextInt(500)));
            SYMBOLS.forEach(symbol -> desk.price(price(symbol, 99.9, 100, time.instant())));
            // An order that is still out after its time-out is not what the limits promise.
            working.values()
                    .removeIf(order ->
                            order.check().priceTime().plus(PATIENCE).isBefore(time.instant()));
            act(random, "order-" + step);
            checkLimits("step %d of seed %d".formatted(step, seed));
        }
        // Both sides of the limits were seen, or this shows nothing.
        assertThat(approvals).isGreaterThan(50);
        assertThat(refusals).isGreaterThan(50);

        time.advance(Duration.ofMinutes(1));
        assertThat(account().exposure()).isEqualByComparingTo(costOfFills());
    }

    private void act(Random random, String orderId) {
        String bot = "bot-" + random.nextInt(8);
        String symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
        switch (random.nextInt(6)) {
            case 0, 1 ->
                    ask(
                            entry(orderId)
                                    .of(bot, symbol)
                                    .quantity(Integer.toString(1 + random.nextInt(12)))
                                    .at(time.instant()));
            case 2 -> {
                BigDecimal held = quantities.getOrDefault(bot + symbol, BigDecimal.ZERO);
                if (held.signum() > 0) {
                    ask(
                            exit(orderId)
                                    .of(bot, symbol)
                                    .quantity(held.toPlainString())
                                    .at(time.instant()));
                }
            }
            case 3, 4 -> fillOne(random);
            default -> endOne(random);
        }
    }

    private void ask(Order order) {
        if (desk.check(order.check()).approved()) {
            approvals++;
            working.put(order.check().orderId(), order);
        } else {
            refusals++;
        }
    }

    /// Entries fill at their price; the limits are promised for approvals, not for what a market order slips.
    private void fillOne(Random random) {
        Order order = anyWorking(random);
        if (order == null) {
            return;
        }
        BigDecimal open = order.check().quantity();
        BigDecimal part =
                open.compareTo(BigDecimal.ONE) > 0 && random.nextBoolean() ? BigDecimal.ONE : open;
        BigDecimal rest = open.subtract(part);
        OrderFilled fill =
                order.filled("f" + fills.size(), part.toPlainString(), rest.toPlainString());
        if (order.check().side() == Side.SELL) {
            BigDecimal held =
                    quantities.getOrDefault(
                            order.check().bot() + order.check().symbol(), BigDecimal.ZERO);
            if (held.compareTo(part) < 0) {
                // Another exit was faster: the venue would not fill this one.
                working.remove(order.check().orderId());
                return;
            }
        }
        fills.add(fill);
        quantities.merge(
                order.check().bot() + order.check().symbol(),
                order.check().side().signed(part),
                BigDecimal::add);
        desk.on(fill);
        if (random.nextInt(4) == 0) {
            desk.on(fill);
        }
        if (rest.signum() == 0) {
            working.remove(order.check().orderId());
        } else {
            working.put(order.check().orderId(), order.quantity(rest.toPlainString()));
        }
    }

    private void endOne(Random random) {
        Order order = anyWorking(random);
        if (order != null) {
            working.remove(order.check().orderId());
            switch (random.nextInt(3)) {
                case 0 -> desk.on(order.rejected());
                case 1 -> desk.on(order.cancelled());
                default -> {
                    // lost without a word: only the time-out ends it
                }
            }
        }
    }

    private @Nullable Order anyWorking(Random random) {
        List<String> ids = working.keySet().stream().sorted().toList();
        return ids.isEmpty() ? null : working.get(ids.get(random.nextInt(ids.size())));
    }

    /// What the bots hold and what their working orders can still buy, counted here from scratch, is within the limits; and
    /// the desk never believes that it is less.
    private void checkLimits(String step) {
        BigDecimal account = BigDecimal.ZERO;
        for (String symbol : SYMBOLS) {
            BigDecimal atWork = BigDecimal.ZERO;
            for (Map.Entry<String, BigDecimal> held : quantities.entrySet()) {
                if (held.getKey().endsWith(symbol)) {
                    atWork = atWork.add(held.getValue());
                }
            }
            for (Order order : working.values()) {
                if (order.check().symbol().equals(symbol) && order.check().side() == Side.BUY) {
                    atWork = atWork.add(order.check().quantity());
                }
            }
            BigDecimal cost = atWork.multiply(PRICE);
            assertThat(cost).as("%s at %s", symbol, step).isLessThanOrEqualTo(SYMBOL_LIMIT);
            account = account.add(cost);
        }
        assertThat(account).as(step).isLessThanOrEqualTo(ACCOUNT_LIMIT);
        assertThat(account().exposure()).as(step).isBetween(account, ACCOUNT_LIMIT);
    }

    private BigDecimal costOfFills() {
        Map<String, BigDecimal> held = new HashMap<>();
        for (OrderFilled fill : fills) {
            held.merge(
                    fill.bot() + fill.symbol(),
                    fill.side().signed(fill.quantity()),
                    BigDecimal::add);
        }
        return held.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add).multiply(PRICE);
    }

    private AccountRiskView account() {
        return desk.state().accounts().getFirst();
    }
}
