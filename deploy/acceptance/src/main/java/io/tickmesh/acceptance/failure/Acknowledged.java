package io.tickmesh.acceptance.failure;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickmesh.acceptance.books.StoredBooks;
import io.tickmesh.acceptance.books.StoredBooks.Fill;
import io.tickmesh.acceptance.books.StoredBooks.Order;
import java.math.BigDecimal;
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
    public Acknowledged untilNow() {
        Acknowledged copy = new Acknowledged();
        copy.fills.putAll(fills);
        copy.placed.putAll(placed);
        copy.cancelled.putAll(cancelled);
        copy.closed.putAll(closed);
        copy.events.addAll(events);
        return copy;
    }

    /// Returns what the books do not know, or know differently.
    public List<String> missing(StoredBooks books) {
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
