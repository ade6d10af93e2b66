package io.tickmesh.acceptance.books;

import io.tickmesh.acceptance.books.StoredBooks.Bot;
import io.tickmesh.acceptance.books.StoredBooks.Order;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Recomputes from the fills alone what everybody must own, and finds where the stored books, or the log of what was told, say
/// something else.
public final class Judge {
    private static final Duration GRACE = Duration.ofSeconds(15);

    private Judge() {}

    /// Returns what is wrong in the books; empty if they are right to the last digit.
    public static List<String> findings(StoredBooks books) {
        return findings(books, Duration.ZERO);
    }

    /// Returns the same for books that nodes have written whose clocks differ.
    ///
    /// @param skew most by which they do: a snapshot may be so much older than a fill that it knows
    public static List<String> findings(StoredBooks books, Duration skew) {
        Findings findings = new Findings();
        Map<String, Order> orders = new HashMap<>();
        books.orders().forEach(order -> orders.put(order.id(), order));
        new OrderJudge(findings).judge(books.orders(), books.fills());
        new MoneyJudge(new Recount(orders, books.fills(), findings), skew, findings).judge(books);
        new LogJudge(findings).judge(books);
        return findings.all();
    }

    /// Returns the same for the books in a database, as they are at this moment.
    public static List<String> findings(Connection connection) throws SQLException {
        return findings(StoredBooks.read(connection));
    }

    /// Returns the orders that are open although nothing will ever end them.
    ///
    /// @param started when the system that is running was started; what it has not made itself it must have ended or put back by now
    public static List<String> forgotten(StoredBooks books, Instant started, Instant now) {
        Findings findings = new Findings();
        Map<String, Bot> bots = new HashMap<>();
        books.bots().forEach(bot -> bots.put(bot.id(), bot));
        for (Order order : books.orders().stream().filter(Order::isOpen).toList()) {
            Bot bot = bots.get(order.bot());
            boolean rests =
                    !order.status().equals("INTENDED")
                            && !order.type().equals("MARKET")
                            && order.timeInForce().equals("GTC");
            findings.unless(
                    rests || order.createdAt().isAfter(latest(started, now)),
                    () ->
                            "order %s is %s since %s"
                                    .formatted(order.id(), order.status(), order.createdAt()));
            findings.unless(
                    order.expiresAt() == null || order.expiresAt().plus(GRACE).isAfter(now),
                    () ->
                            "order %s is %s, but had to expire at %s"
                                    .formatted(order.id(), order.status(), order.expiresAt()));
            findings.unless(
                    bot != null && !bot.deleted(),
                    () ->
                            "order %s is %s, but its bot %s is gone"
                                    .formatted(order.id(), order.status(), order.bot()));
        }
        return findings.all();
    }

    private static Instant latest(Instant started, Instant now) {
        Instant old = now.minus(GRACE);
        return started.isAfter(old) ? started : old;
    }
}
