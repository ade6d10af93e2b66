package io.tickmesh.acceptance.failure;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickmesh.acceptance.books.EmbeddedServer;
import io.tickmesh.acceptance.books.StoredBooks;
import io.tickmesh.acceptance.books.StoredBooks.Account;
import io.tickmesh.acceptance.books.StoredBooks.Bot;
import io.tickmesh.acceptance.books.StoredBooks.Fill;
import io.tickmesh.acceptance.books.StoredBooks.Order;
import io.tickmesh.acceptance.books.StoredBooks.Position;
import io.tickmesh.acceptance.system.Rest;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/// Compares what a node says with what is stored, to the last digit.
public final class RestComparison {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int FILLS = 500;

    private final List<String> differences = new ArrayList<>();

    private RestComparison() {}

    /// Compares at a moment at which nothing changes: the books are read before and after. What stays different is returned.
    public static List<String> differences(Rest rest, EmbeddedServer server)
            throws IOException, SQLException {
        List<String> last = List.of("the books never stood still for a comparison");
        long end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() - end < 0) {
            try (Connection connection = server.connect()) {
                StoredBooks before = StoredBooks.withoutLog(connection);
                RestComparison comparison = new RestComparison();
                comparison.compare(rest, before);
                StoredBooks after = StoredBooks.withoutLog(connection);
                if (comparison.differences.isEmpty() && stoodStill(before, after)) {
                    return List.of();
                }
                if (stoodStill(before, after)) {
                    last = comparison.differences;
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return last;
    }

    private static boolean stoodStill(StoredBooks before, StoredBooks after) {
        return before.fills().size() == after.fills().size()
                && before.orders().equals(after.orders())
                && before.positions().equals(after.positions());
    }

    private void compare(Rest rest, StoredBooks books) throws IOException {
        accounts(rest.items("/api/v1/portfolio"), books.accounts());
        positions(rest.items("/api/v1/positions"), books.positions());
        bots(rest.items("/api/v1/bots"), books);
        for (String status : List.of("PLACED", "PARTIALLY_FILLED")) {
            TreeSet<String> told = new TreeSet<>();
            rest.all("/api/v1/orders?status=" + status)
                    .forEach(order -> told.add(order.path("orderId").asText()));
            TreeSet<String> stored = new TreeSet<>();
            books.orders().stream()
                    .filter(order -> order.status().equals(status))
                    .map(Order::id)
                    .forEach(stored::add);
            same(status + " orders", "the node", told.toString(), stored.toString());
        }
        fills(rest.items("/api/v1/fills?limit=" + FILLS), books.fills());
    }

    private void accounts(List<JsonNode> told, List<Account> stored) {
        Map<String, JsonNode> byId = byField(told, "account");
        same("accounts", "the node", "" + byId.size(), "" + stored.size());
        for (Account account : stored) {
            JsonNode view = byId.get(account.id());
            if (view != null) {
                same("initial cash", account.id(), view, "initialCash", account.initialCash());
                same("cash", account.id(), view, "cash", account.cash());
                same("realised profit", account.id(), view, "realised", account.realised());
                same("fees", account.id(), view, "fees", account.fees());
            }
        }
    }

    private void positions(List<JsonNode> told, List<Position> stored) {
        Map<String, JsonNode> byBot = byField(told, "bot");
        same("positions", "the node", "" + byBot.size(), "" + stored.size());
        for (Position position : stored) {
            JsonNode view = byBot.get(position.bot());
            if (view == null) {
                differences.add("the node knows no position of " + position.bot());
                continue;
            }
            same("position", position.bot(), view, "quantity", position.quantity());
            same("entry fee", position.bot(), view, "entryFee", position.entryFee());
            same(
                    "entry price",
                    position.bot(),
                    view,
                    "entryPrice",
                    position.cost().divide(position.bought(), MathContext.DECIMAL128));
        }
    }

    private void bots(List<JsonNode> told, StoredBooks books) {
        Map<String, JsonNode> byId = byField(told, "id");
        Map<String, BigDecimal> held = new HashMap<>();
        books.positions().forEach(position -> held.put(position.bot(), position.quantity()));
        for (Bot bot : books.bots()) {
            JsonNode view = byId.get(bot.id());
            if (bot.deleted() != (view == null)) {
                differences.add(
                        "bot %s is %s".formatted(bot.id(), bot.deleted() ? "not gone" : "gone"));
            }
            if (view != null) {
                same(
                        "position",
                        bot.id(),
                        view,
                        "position",
                        held.getOrDefault(bot.id(), BigDecimal.ZERO));
                same("realised profit", bot.id(), view, "realised", bot.realised());
                String status = view.path("status").asText();
                if (!bot.told().equals("RUNNING")) {
                    same("status", bot.id(), status, bot.told());
                }
            }
        }
    }

    private void fills(List<JsonNode> told, List<Fill> stored) {
        List<Fill> newest = stored.reversed().stream().limit(FILLS).toList();
        same("newest fills", "the node", "" + told.size(), "" + newest.size());
        for (int i = 0; i < Math.min(told.size(), newest.size()); i++) {
            Fill fill = newest.get(i);
            same("fill", "" + i, told.get(i).path("fillId").asText(), fill.id());
            same("price", fill.id(), told.get(i), "price", fill.price());
            same("quantity", fill.id(), told.get(i), "quantity", fill.quantity());
            same("fee", fill.id(), told.get(i), "fee", fill.fee());
        }
    }

    private static Map<String, JsonNode> byField(List<JsonNode> items, String field) {
        Map<String, JsonNode> byField = new HashMap<>();
        items.forEach(item -> byField.put(item.path(field).asText(), item));
        return byField;
    }

    private void same(String what, String whose, JsonNode view, String field, BigDecimal stored) {
        BigDecimal told = new BigDecimal(view.path(field).asText());
        if (told.compareTo(stored) != 0) {
            same(what, whose, told.toPlainString(), stored.toPlainString());
        }
    }

    private void same(String what, String whose, String told, String stored) {
        if (!told.equals(stored)) {
            differences.add(
                    "%s of %s is %s, but %s is stored".formatted(what, whose, told, stored));
        }
    }
}
