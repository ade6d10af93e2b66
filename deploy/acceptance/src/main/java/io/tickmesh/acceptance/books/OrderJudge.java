package io.tickmesh.acceptance.books;

import io.tickmesh.acceptance.books.StoredBooks.Fill;
import io.tickmesh.acceptance.books.StoredBooks.Order;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Orders against their fills, and against each other.
final class OrderJudge {
    private final Findings findings;

    OrderJudge(Findings findings) {
        this.findings = findings;
    }

    void judge(List<Order> orders, List<Fill> fills) {
        Map<String, List<Fill>> byOrder = new HashMap<>();
        Set<String> ids = new HashSet<>();
        for (Fill fill : fills) {
            findings.unless(
                    ids.add(fill.id()), () -> "fill %s is there twice".formatted(fill.id()));
            byOrder.computeIfAbsent(fill.orderId(), _ -> new ArrayList<>()).add(fill);
        }
        Map<String, List<Order>> byDecision = new HashMap<>();
        Map<String, Order> openByBot = new HashMap<>();
        for (Order order : orders) {
            List<Fill> own = byOrder.getOrDefault(order.id(), List.of());
            byOrder.remove(order.id());
            sums(order, own.stream().filter(fill -> !fill.isWriteOff()).toList());
            findings.unless(
                    own.stream().noneMatch(Fill::isWriteOff) || "REJECTED".equals(order.status()),
                    () -> "order %s was sent, but written off".formatted(order.id()));
            status(order);
            own.forEach(fill -> belongs(order, fill));
            byDecision
                    .computeIfAbsent(
                            order.bot() + " " + order.signal() + " " + order.entry(),
                            _ -> new ArrayList<>())
                    .add(order);
            if (order.isOpen()) {
                Order other = openByBot.put(order.bot(), order);
                findings.unless(
                        other == null,
                        () ->
                                "%s has two orders under way: %s and %s"
                                        .formatted(
                                                order.bot(),
                                                other == null ? "" : other.id(),
                                                order.id()));
            }
        }
        byOrder.forEach((order, own) ->
                findings.add(
                        "fill %s has no order, it names %s".formatted(own.getFirst().id(), order)));
        byDecision.values().forEach(this::once);
    }

    private void sums(Order order, List<Fill> fills) {
        BigDecimal quantity = sum(fills, Fill::quantity);
        BigDecimal value = sum(fills, Fill::value);
        BigDecimal fee = sum(fills, Fill::fee);
        String whose = "order " + order.id();
        findings.unless(
                fills.size() == order.fills(),
                () ->
                        "order %s counts %d fills, it has %d"
                                .formatted(order.id(), order.fills(), fills.size()));
        findings.compare("filled quantity", whose, order.filled(), quantity);
        findings.compare("value", whose, order.value(), value);
        findings.compare("fee", whose, order.fee(), fee);
        findings.unless(
                quantity.compareTo(order.quantity()) <= 0,
                () ->
                        "order %s of %s is filled with %s"
                                .formatted(order.id(), order.quantity(), quantity));
    }

    private static BigDecimal sum(List<Fill> fills, Function<Fill, BigDecimal> amount) {
        return fills.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void status(Order order) {
        boolean none = order.filled().signum() == 0;
        boolean all = Recount.same(order.filled(), order.quantity());
        boolean fits =
                switch (order.status()) {
                    case "FILLED" -> all;
                    case "PARTIALLY_FILLED" -> !none && !all;
                    case "CANCELLED", "EXPIRED" -> !all && order.outcome() != null;
                    case "REFUSED", "REJECTED" -> none && order.outcome() != null;
                    default -> none;
                };
        findings.unless(
                fits,
                () ->
                        "order %s is %s with %s of %s filled, and says %s"
                                .formatted(
                                        order.id(),
                                        order.status(),
                                        order.filled(),
                                        order.quantity(),
                                        order.outcome()));
    }

    private void belongs(Order order, Fill fill) {
        findings.unless(
                fill.account().equals(order.account())
                        && fill.bot().equals(order.bot())
                        && fill.symbol().equals(order.symbol())
                        && fill.side().equals(order.side()),
                () ->
                        "fill %s is not what order %s asked for: %s %s of %s for %s"
                                .formatted(
                                        fill.id(),
                                        order.id(),
                                        fill.side(),
                                        fill.symbol(),
                                        fill.bot(),
                                        fill.account()));
        findings.unless(
                !fill.time().isBefore(order.createdAt()),
                () -> "fill %s is older than the intent of %s".formatted(fill.id(), order.id()));
    }

    /// A decision is tried again only after all that was tried before has ended without getting everything; an entry that got
    /// something is not tried again.
    private void once(List<Order> tries) {
        // What was refused while the database was away is written behind, after what came later.
        tries.sort(Comparator.comparing(Order::createdAt));
        for (int i = 0; i + 1 < tries.size(); i++) {
            Order earlier = tries.get(i);
            Order later = tries.get(i + 1);
            boolean over = !earlier.isOpen() && !earlier.status().equals("FILLED");
            boolean empty = earlier.filled().signum() == 0;
            findings.unless(
                    over && (empty || !earlier.entry()),
                    () ->
                            "two orders for one decision: %s (%s) and %s (%s)"
                                    .formatted(
                                            earlier.id(),
                                            earlier.status(),
                                            later.id(),
                                            later.status()));
        }
    }
}
