package io.tickmesh.bot.execution;

import io.tickmesh.bot.execution.Depth.Level;
import io.tickmesh.bot.execution.OpenOrder.Plan;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.market.TimeInForce;
import io.tickmesh.mesh.request.OrderBookView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Fills orders against live prices without kindness.
///
/// Market orders walk the book and pay slippage; what the book does not have is withdrawn. The part of a limit order that the market
/// meets at once is filled as a taker; the rest is filled at its limit only by what trades or quotes strictly beyond it. Nobody's
/// place in a queue is assumed, orders do not use up the book for each other, and the same calls lead to the same results.
///
/// All times must be of one clock. Not thread-safe.
public final class PaperVenue {
    private final PaperTerms terms;
    // In the order of their first use, because `onTime` walks through them.
    private final Map<String, PaperMarket> markets = new LinkedHashMap<>();
    private final Map<String, OpenOrder> open = new HashMap<>();
    // A few of each bot, see the terms; never an empty list.
    private final Map<String, List<OpenOrder>> openOfBot = new HashMap<>();

    public PaperVenue(PaperTerms terms) {
        this.terms = terms;
    }

    /// Returns how many orders are open.
    public int open() {
        return open.size();
    }

    /// Returns whether an order of a bot is open.
    public boolean has(String bot) {
        return openOfBot.containsKey(bot);
    }

    /// Takes an order in. Without latency it meets the newest price at once, else the first one after it; one without a price waits.
    ///
    /// @param budget what a buy may cost at most, fees included
    /// @return what became of it so far; nothing if it rests or is on its way
    public List<VenueResult> submit(
            Order order, SymbolRules rules, BigDecimal budget, Instant now) {
        return submit(order, rules, budget, now, null);
    }

    /// Takes an order in that meets a real order book, unless latency lets it arrive later.
    ///
    /// @param book null for the newest price
    public List<VenueResult> submit(
            Order order,
            SymbolRules rules,
            BigDecimal budget,
            Instant now,
            @Nullable OrderBookView book) {
        Optional<String> obstacle = obstacle(order, rules);
        if (obstacle.isPresent()) {
            return List.of(new VenueResult.Rejected(order, obstacle.get(), now));
        }
        OpenOrder fresh =
                new OpenOrder(
                        order,
                        rules,
                        terms.fees(),
                        now.plus(terms.latency()),
                        Executed.NONE,
                        budget);
        PaperMarket market = add(fresh);
        if (!terms.latency().isZero() || !market.hasQuote(rules)) {
            return List.of();
        }
        List<VenueResult> results = new ArrayList<>();
        meet(fresh, market, book, now, results);
        return results;
    }

    /// Puts back an order that rested before a restart.
    ///
    /// @param budget what a buy may still cost
    public void restore(TrackedOrder tracked, SymbolRules rules, BigDecimal budget) {
        OpenOrder back =
                new OpenOrder(
                        tracked.order(),
                        rules,
                        terms.fees(),
                        tracked.order().createdAt(),
                        tracked.state().executed(),
                        budget);
        back.rest();
        var _ = add(back);
    }

    /// Withdraws an order at once; empty if it is not open.
    public Optional<VenueResult> cancel(String orderId, String reason, Instant now) {
        OpenOrder known = open.get(orderId);
        if (known == null) {
            return Optional.empty();
        }
        PaperMarket market = Objects.requireNonNull(markets.get(known.order().symbol()));
        market.orders().remove(known);
        forget(known);
        return Optional.of(new VenueResult.Cancelled(known.order(), reason, now));
    }

    /// Forgets the orders of a bot, because another venue has them from now on.
    ///
    /// @param alsoMoving whether to forget those too that do not rest, but meet the next price
    public void leave(String bot, boolean alsoMoving) {
        for (OpenOrder order : List.copyOf(openOfBot.getOrDefault(bot, List.of()))) {
            if (alsoMoving || order.isResting()) {
                Objects.requireNonNull(markets.get(order.order().symbol())).orders().remove(order);
                forget(order);
            }
        }
    }

    /// Shows a price to the orders of its symbol. Without any it only remembers the price. One of a second node that publishes the
    /// symbol at the same time is passed over.
    public List<VenueResult> onPrice(PriceUpdated price, Instant now) {
        PaperMarket market = markets.computeIfAbsent(price.symbol(), _ -> new PaperMarket());
        boolean taken = market.accept(price, now);
        return taken && !market.orders().isEmpty() ? meetAll(market, now) : List.of();
    }

    /// Withdraws the orders whose time is over.
    public List<VenueResult> onTime(Instant now) {
        if (open.isEmpty()) {
            return List.of();
        }
        List<VenueResult> results = new ArrayList<>();
        for (PaperMarket market : markets.values()) {
            for (OpenOrder order : List.copyOf(market.orders())) {
                if (order.isOver(now)) {
                    meet(order, market, null, now, results);
                }
            }
        }
        return results;
    }

    private List<VenueResult> meetAll(PaperMarket market, Instant now) {
        List<VenueResult> results = new ArrayList<>();
        for (OpenOrder order : List.copyOf(market.orders())) {
            meet(order, market, null, now, results);
        }
        return results;
    }

    private void meet(
            OpenOrder order,
            PaperMarket market,
            @Nullable OrderBookView book,
            Instant now,
            List<VenueResult> results) {
        boolean ended;
        if (order.isOver(now)) {
            ended = results.add(new VenueResult.Expired(order.order(), "its time is over", now));
        } else if (!market.hasQuote(order.rules())) {
            ended = false;
        } else if (order.isResting()) {
            ended = wake(order, market, now, results);
        } else {
            ended = order.hasArrived(now) && arrive(order, market, book, now, results);
        }
        if (ended) {
            market.orders().remove(order);
            forget(order);
        }
    }

    /// Returns whether the order has ended.
    private boolean arrive(
            OpenOrder order,
            PaperMarket market,
            @Nullable OrderBookView book,
            Instant now,
            List<VenueResult> results) {
        Side side = order.order().side();
        SymbolRules rules = order.rules();
        Depth depth =
                book == null
                        ? market.depth(side, terms.slippageTicks(), rules)
                        : Depth.of(book, side, rules);
        return switch (order.order().type()) {
            case MARKET -> takeAtMarket(order, depth, now, results);
            case LIMIT -> takeToLimit(order, depth, now, results);
            case STOP -> {
                order.rest();
                yield wake(order, market, now, results);
            }
        };
    }

    private boolean takeAtMarket(
            OpenOrder order, Depth depth, Instant now, List<VenueResult> results) {
        Side side = order.order().side();
        Plan plan = order.plan(depth.worse(side, terms.slippageTicks(), order.rules()));
        take(order, plan, now, results);
        if (!order.isFilled()) {
            results.add(withdrawn(order, plan, now));
        }
        return true;
    }

    private boolean takeToLimit(
            OpenOrder order, Depth depth, Instant now, List<VenueResult> results) {
        BigDecimal limit = Objects.requireNonNull(order.order().limitPrice());
        Plan plan = order.plan(depth.within(order.order().side(), limit));
        take(order, plan, now, results);
        if (order.isFilled()) {
            return true;
        }
        if (order.order().timeInForce() != TimeInForce.GTC || plan.shortage() != null) {
            return results.add(withdrawn(order, plan, now));
        }
        order.rest();
        return false;
    }

    private static void take(OpenOrder order, Plan plan, Instant now, List<VenueResult> results) {
        if (plan.isWhole() || order.order().timeInForce() != TimeInForce.FOK) {
            plan.parts().forEach(part -> results.add(order.fill(part, false, now)));
        }
    }

    private static VenueResult withdrawn(OpenOrder order, Plan plan, Instant now) {
        String shortage = plan.shortage();
        if (shortage != null) {
            return order.isUntouched()
                    ? new VenueResult.Rejected(order.order(), shortage, now)
                    : new VenueResult.Cancelled(order.order(), shortage, now);
        }
        String missing =
                "%s not to be had at once"
                        .formatted(plan.missing().stripTrailingZeros().toPlainString());
        return new VenueResult.Cancelled(order.order(), missing, now);
    }

    /// Returns whether the order has ended.
    private boolean wake(
            OpenOrder order, PaperMarket market, Instant now, List<VenueResult> results) {
        Side side = order.order().side();
        BigDecimal stop = order.order().stopPrice();
        if (stop == null) {
            return passThrough(order, market, now, results);
        }
        int beyond = market.facing(side, order.rules()).compareTo(stop);
        return (side == Side.BUY ? beyond >= 0 : beyond <= 0)
                && takeAtMarket(
                        order,
                        market.depth(side, terms.slippageTicks(), order.rules()),
                        now,
                        results);
    }

    private static boolean passThrough(
            OpenOrder order, PaperMarket market, Instant now, List<VenueResult> results) {
        BigDecimal limit = Objects.requireNonNull(order.order().limitPrice());
        BigDecimal amount = market.beyond(order.order().side(), limit);
        if (amount.signum() <= 0) {
            return false;
        }
        Plan plan = order.plan(new Depth(List.of(new Level(limit, amount))));
        for (Level part : plan.parts()) {
            market.handOut(part.quantity());
            results.add(order.fill(part, true, now));
        }
        return order.isFilled()
                || (plan.shortage() != null && results.add(withdrawn(order, plan, now)));
    }

    private Optional<String> obstacle(Order order, SymbolRules rules) {
        if (open.containsKey(order.id())) {
            return Optional.of("there is an open order with that id");
        }
        int own = openOfBot.getOrDefault(order.bot(), List.of()).size();
        if (own >= terms.ordersPerBot()) {
            return Optional.of(
                    "bot has %d open orders, the limit is %d".formatted(own, terms.ordersPerBot()));
        }
        return rules.violation(order.draft());
    }

    private PaperMarket add(OpenOrder order) {
        PaperMarket market =
                markets.computeIfAbsent(order.order().symbol(), _ -> new PaperMarket());
        market.orders().add(order);
        open.put(order.order().id(), order);
        openOfBot.computeIfAbsent(order.order().bot(), _ -> new ArrayList<>(1)).add(order);
        return market;
    }

    private void forget(OpenOrder order) {
        open.remove(order.order().id());
        List<OpenOrder> own = openOfBot.get(order.order().bot());
        if (own != null && own.remove(order) && own.isEmpty()) {
            openOfBot.remove(order.order().bot());
        }
    }
}
