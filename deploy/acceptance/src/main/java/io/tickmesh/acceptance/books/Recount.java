package io.tickmesh.acceptance.books;

import io.tickmesh.acceptance.books.StoredBooks.Fill;
import io.tickmesh.acceptance.books.StoredBooks.Order;
import io.tickmesh.acceptance.books.StoredBooks.Trade;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Walks through the fills in the order in which they were written, and knows afterwards what everybody must own. Their numbers tell this
/// order for each account even where several nodes write: a transaction locks the accounts that it moves before it numbers a fill.
final class Recount {
    private final Map<String, Order> orders;
    private final Findings findings;
    private final Map<String, Holding> holdings = new TreeMap<>();
    private final Map<String, Sums> accounts = new TreeMap<>();
    private final Map<String, Sums> bots = new TreeMap<>();
    private final Map<String, Trade> trades = new TreeMap<>();
    private final Map<String, List<Step>> steps = new TreeMap<>();

    /// @param holds whether any bot of the account held something
    record Step(Instant time, Sums sums, boolean holds) {}

    Recount(Map<String, Order> orders, List<Fill> fills, Findings findings) {
        this.orders = orders;
        this.findings = findings;
        fills.forEach(this::add);
    }

    /// Returns what the bots hold, by bot.
    Map<String, Holding> holdings() {
        return holdings;
    }

    Sums account(String id) {
        return accounts.getOrDefault(id, Sums.NONE);
    }

    Sums bot(String id) {
        return bots.getOrDefault(id, Sums.NONE);
    }

    /// Returns the accounts and bots that have fills.
    List<String> accounts() {
        return List.copyOf(accounts.keySet());
    }

    List<String> bots() {
        return List.copyOf(bots.keySet());
    }

    /// Returns the closed positions by the id of the fill that closed them.
    Map<String, Trade> trades() {
        return trades;
    }

    /// Returns what an account had after each of its fills.
    List<Step> steps(String account) {
        return steps.getOrDefault(account, List.of());
    }

    private void add(Fill fill) {
        findings.unless(
                fill.quantity().signum() > 0 && (fill.price().signum() > 0 || fill.isWriteOff()),
                () ->
                        "fill %s has quantity %s at %s"
                                .formatted(fill.id(), fill.quantity(), fill.price()));
        change(fill, sums -> sums.paid(fill.flow(), fill.fee()));
        Holding before = holdings.get(fill.bot());
        Holding after = (before == null ? Holding.none(fill) : before).after(fill);
        if (before != null) {
            fits(before, fill);
        }
        findings.unless(
                after.quantity().signum() >= 0,
                () ->
                        "fill %s sells %s more than %s holds"
                                .formatted(fill.id(), after.quantity().negate(), fill.bot()));
        if (after.quantity().signum() > 0) {
            holdings.put(fill.bot(), after);
        } else {
            holdings.remove(fill.bot());
            closed(fill, after);
        }
        steps.computeIfAbsent(fill.account(), _ -> new ArrayList<>())
                .add(new Step(fill.time(), account(fill.account()), holds(fill.account())));
    }

    private void fits(Holding held, Fill fill) {
        findings.unless(
                held.symbol().equals(fill.symbol()) && held.account().equals(fill.account()),
                () ->
                        "fill %s is of %s for %s, but %s holds %s for %s"
                                .formatted(
                                        fill.id(),
                                        fill.symbol(),
                                        fill.account(),
                                        fill.bot(),
                                        held.symbol(),
                                        held.account()));
        Order order = orders.get(fill.orderId());
        findings.unless(
                order == null || !order.entry() || held.openedBy().equals(fill.orderId()),
                () ->
                        "double position: fill %s of %s enters, but %s holds %s of %s"
                                .formatted(
                                        fill.id(),
                                        fill.orderId(),
                                        fill.bot(),
                                        held.quantity(),
                                        held.openedBy()));
    }

    private void closed(Fill fill, Holding all) {
        change(fill, sums -> sums.earned(all.profit()));
        trades.put(
                fill.id(),
                new Trade(
                        fill.id(),
                        fill.account(),
                        fill.bot(),
                        all.bought(),
                        all.cost(),
                        all.sold(),
                        all.proceeds(),
                        all.fees(),
                        all.profit(),
                        all.openedAt(),
                        fill.time()));
    }

    private void change(Fill fill, UnaryOperator<Sums> by) {
        accounts.put(fill.account(), by.apply(account(fill.account())));
        bots.put(fill.bot(), by.apply(bot(fill.bot())));
    }

    private boolean holds(String account) {
        return holdings.values().stream().anyMatch(held -> held.account().equals(account));
    }

    /// Returns whether two amounts are the same to the last digit.
    static boolean same(BigDecimal a, BigDecimal b) {
        return a.compareTo(b) == 0;
    }
}
