package io.tickmesh.acceptance.books;

import io.tickmesh.acceptance.books.StoredBooks.Fill;
import io.tickmesh.acceptance.books.StoredBooks.Order;
import io.tickmesh.acceptance.books.StoredBooks.Position;
import io.tickmesh.acceptance.books.StoredBooks.Trade;
import java.util.Map;
import java.util.TreeMap;

/// The log of events against the books: whatever happened is told once, and nothing is told that did not happen.
final class LogJudge {
    private final Findings findings;
    private final Map<String, Integer> left = new TreeMap<>();

    LogJudge(Findings findings) {
        this.findings = findings;
    }

    void judge(StoredBooks books) {
        for (Told told : books.log()) {
            if (!told.subject().isEmpty()) {
                left.merge(told.type() + " of " + told.subject(), 1, Integer::sum);
            }
        }
        books.orders().forEach(this::order);
        books.fills().stream().map(Fill::id).forEach(id -> once("OrderFilled", id));
        for (Position position : books.positions()) {
            once("PositionOpened", Told.position(position.bot(), position.openedAt()));
        }
        for (Trade trade : books.trades()) {
            once("PositionOpened", Told.position(trade.bot(), trade.openedAt()));
            once("PositionClosed", Told.position(trade.bot(), trade.closedAt()));
        }
        left.forEach((what, count) ->
                findings.add(
                        "the log has %d %s that the books know nothing of".formatted(count, what)));
    }

    private void order(Order order) {
        int placed = take("OrderPlaced", order.id());
        int cancelled = take("OrderCancelled", order.id());
        int rejected = take("OrderRejected", order.id());
        boolean told =
                switch (order.status()) {
                    case "INTENDED" -> placed + cancelled + rejected == 0;
                    case "PLACED", "PARTIALLY_FILLED", "FILLED" ->
                            placed == 1 && cancelled + rejected == 0;
                    case "EXPIRED" -> placed == 1 && cancelled == 1 && rejected == 0;
                    // Withdrawn from the venue, or never sent.
                    case "CANCELLED" -> placed <= 1 && cancelled + rejected == 1;
                    case "REJECTED" -> placed <= 1 && cancelled == 0 && rejected == 1;
                    // An exit that was rejected at first can be refused later.
                    default -> placed + cancelled == 0 && rejected <= 1;
                };
        findings.unless(
                told,
                () ->
                        "order %s is %s (%s), but was told %d times as placed, %d as cancelled and %d as rejected"
                                .formatted(
                                        order.id(),
                                        order.status(),
                                        order.outcome(),
                                        placed,
                                        cancelled,
                                        rejected));
    }

    private void once(String type, String subject) {
        int found = take(type, subject);
        findings.unless(
                found == 1, () -> "the log has %d %s of %s".formatted(found, type, subject));
    }

    private int take(String type, String subject) {
        Integer found = left.remove(type + " of " + subject);
        return found == null ? 0 : found;
    }
}
