package io.tickmesh.acceptance.failure;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickmesh.acceptance.books.EmbeddedServer;
import io.tickmesh.acceptance.books.Judge;
import io.tickmesh.acceptance.books.StoredBooks;
import io.tickmesh.acceptance.books.StoredBooks.Fill;
import io.tickmesh.acceptance.books.StoredBooks.Order;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What the system has told its users: it must never be taken back. Thread-safe.
public final class Acknowledged {
    /// The events of interest.
    public static final String TYPES =
            "SignalGenerated,OrderPlaced,OrderFilled,OrderCancelled,PositionClosed";

    /// Those that are written before they are told.
    private static final Set<String> LOGGED =
            Set.of("OrderPlaced", "OrderFilled", "OrderCancelled", "PositionClosed");

    private final Map<String, JsonNode> fills = new ConcurrentHashMap<>();
    private final Map<String, JsonNode> placed = new ConcurrentHashMap<>();
    private final Map<String, JsonNode> cancelled = new ConcurrentHashMap<>();
    private final Map<String, JsonNode> closed = new ConcurrentHashMap<>();
    private final Set<String> events = ConcurrentHashMap.newKeySet();

    /// Takes in an event that a user has seen.
    public void event(JsonNode event) {
        String type = event.path("type").asText();
        if (LOGGED.contains(type)) {
            events.add(event.path("id").asText());
        }
        switch (type) {
            case "OrderFilled" -> fills.put(event.path("fillId").asText(), event);
            case "OrderPlaced" -> placed.put(event.path("orderId").asText(), event);
            case "OrderCancelled" -> cancelled.put(event.path("orderId").asText(), event);
            case "PositionClosed" ->
                    closed.put(
                            event.path("bot").asText() + " " + event.path("realised").asText(),
                            event);
            default -> {
                // Signals are written behind: they may be lost.
            }
        }
    }

    /// Takes in the fills of a REST answer.
    void fills(List<JsonNode> answer) {
        answer.forEach(fill -> fills.put(fill.path("fillId").asText(), fill));
    }

    public int count() {
        return fills.size();
    }

    /// Returns what has been seen until now: books that are read later must have all of it.
    Acknowledged untilNow() {
        Acknowledged copy = new Acknowledged();
        copy.fills.putAll(fills);
        copy.placed.putAll(placed);
        copy.cancelled.putAll(cancelled);
        copy.closed.putAll(closed);
        copy.events.addAll(events);
        return copy;
    }

    /// What the judge says.
    ///
    /// @param findings what is lost, doubled or wrong, in the books or against what was seen
    /// @param orders how many were judged
    /// @param seen how many fills
    public record Verdict(List<String> findings, int orders, int fills, int seen) {}

    /// Judges the books as they are now, and what has been seen until now by them.
    ///
    /// @param started as in [Judge#forgotten]
    /// @param skew as in [Judge#findings(StoredBooks, Duration)]
    public Verdict judge(EmbeddedServer server, Instant started, Duration skew)
            throws IOException, SQLException {
        Acknowledged seen = untilNow();
        try (Connection connection = server.connect()) {
            StoredBooks books = StoredBooks.read(connection);
            List<String> findings = new ArrayList<>(Judge.findings(books, skew));
            findings.addAll(Judge.forgotten(books, started, Instant.now()));
            findings.addAll(seen.missing(books));
            return new Verdict(
                    List.copyOf(findings),
                    books.orders().size(),
                    books.fills().size(),
                    seen.count());
        }
    }

    /// Returns what the books do not know, or know differently.
    List<String> missing(StoredBooks books) {
        List<String> missing = new ArrayList<>();
        Map<String, Fill> written = new HashMap<>();
        books.fills().forEach(fill -> written.put(fill.id(), fill));
        Map<String, Order> orders = new HashMap<>();
        books.orders().forEach(order -> orders.put(order.id(), order));
        fills.forEach((id, seen) -> {
            Fill fill = written.get(id);
            if (fill == null) {
                missing.add("fill %s was seen, but is lost".formatted(id));
            } else if (!isSame(fill, seen)) {
                missing.add("fill %s was seen as %s, but is %s".formatted(id, seen, fill));
            }
        });
        placed.keySet().stream()
                .filter(id -> !orders.containsKey(id))
                .forEach(id -> missing.add("order %s was seen, but is lost".formatted(id)));
        cancelled.keySet().stream()
                .filter(id -> !orders.containsKey(id) || orders.get(id).isOpen())
                .forEach(id ->
                        missing.add("order %s was seen cancelled, but is open".formatted(id)));
        closed.forEach((key, seen) -> {
            BigDecimal realised = money(seen, "realised");
            String bot = seen.path("bot").asText();
            if (books.trades().stream()
                    .noneMatch(trade ->
                            trade.bot().equals(bot) && trade.realised().compareTo(realised) == 0)) {
                missing.add("the end of a position was seen, but is lost: " + key);
            }
        });
        Set<String> log = new HashSet<>();
        books.log().forEach(told -> log.add(told.id()));
        events.stream()
                .filter(id -> !log.contains(id))
                .forEach(id ->
                        missing.add("event %s was seen, but is not in the log".formatted(id)));
        return missing;
    }

    private static boolean isSame(Fill fill, JsonNode seen) {
        return fill.quantity().compareTo(money(seen, "quantity")) == 0
                && fill.price().compareTo(money(seen, "price")) == 0
                && fill.fee().compareTo(money(seen, "fee")) == 0
                && fill.orderId().equals(seen.path("orderId").asText());
    }

    private static BigDecimal money(JsonNode node, String field) {
        return new BigDecimal(node.path(field).asText());
    }
}
