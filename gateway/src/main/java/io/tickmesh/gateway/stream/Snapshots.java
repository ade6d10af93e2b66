package io.tickmesh.gateway.stream;

import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshJson;
import io.tickmesh.mesh.request.Bots;
import io.tickmesh.mesh.request.Feeds;
import io.tickmesh.mesh.request.GetFeeds;
import io.tickmesh.mesh.request.GetPortfolio;
import io.tickmesh.mesh.request.GetRisk;
import io.tickmesh.mesh.request.ListBots;
import io.tickmesh.mesh.request.ListOrders;
import io.tickmesh.mesh.request.ListPositions;
import io.tickmesh.mesh.request.OrderView;
import io.tickmesh.mesh.request.Orders;
import io.tickmesh.mesh.request.Portfolio;
import io.tickmesh.mesh.request.Positions;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.request.RiskState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Tells how things are now: asks the services, and makes one message of what they say. Who asks for the same while a question
/// is under way, or a moment later, shares its answer. Belongs to one event loop.
final class Snapshots {
    private static final List<String> OPEN = List.of("INTENDED", "PLACED", "PARTIALLY_FILLED");
    private static final int PAGE = 1_000;
    private static final int MOST_PAGES = 10;
    private static final int MOST = 64;
    private static final Duration KEPT = Duration.ofMillis(500);

    private final Vertx vertx;
    private final Mesh mesh;
    private final Duration timeout;
    private final Function<Set<String>, List<?>> prices;
    private final Map<Scope, Snapshot> underWay = new HashMap<>();

    /// @param timeout how long a service may take for an answer
    /// @param prices returns the newest prices of symbols, of all if there are none, as REST shows them
    Snapshots(Vertx vertx, Mesh mesh, Duration timeout, Function<Set<String>, List<?>> prices) {
        this.vertx = vertx;
        this.mesh = mesh;
        this.timeout = timeout;
        this.prices = prices;
    }

    /// What is told.
    ///
    /// @param bots empty for all
    /// @param symbols empty for all
    private record Scope(Set<String> bots, Set<String> symbols) {
        boolean has(String bot, String symbol) {
            return (bots.isEmpty() || bots.contains(bot))
                    && (symbols.isEmpty() || symbols.contains(symbol));
        }
    }

    /// How things are at some time after a position of the events.
    ///
    /// @param position what came from it on may be in the message or not, and has to be sent after it
    /// @param message never fails; whoever does not answer is left out and named
    record Snapshot(long position, Future<Message> message) {}

    /// Returns how things are for the filter.
    ///
    /// @param position of the next event
    /// @param id of who has seen everything
    Snapshot of(EventFilter filter, long position, String id) {
        Scope scope = new Scope(filter.bots(), filter.symbols());
        Snapshot same = underWay.get(scope);
        if (same != null) {
            return same;
        }
        Snapshot snapshot = new Snapshot(position, ask(scope, id));
        if (underWay.size() < MOST) {
            underWay.put(scope, snapshot);
            var _ =
                    snapshot.message.onComplete(_ ->
                            vertx.setTimer(KEPT.toMillis(), _ -> underWay.remove(scope, snapshot)));
        }
        return snapshot;
    }

    private Future<Message> ask(Scope scope, String id) {
        Map<String, Future<?>> parts = new LinkedHashMap<>();
        parts.put(
                "bots",
                ask(new ListBots(null))
                        .map((Bots bots) ->
                                bots.items().stream()
                                        .filter(bot -> scope.has(bot.id(), bot.symbol()))
                                        .toList()));
        parts.put(
                "positions",
                ask(new ListPositions(null, null, null))
                        .map((Positions positions) ->
                                positions.items().stream()
                                        .filter(it -> scope.has(it.bot(), it.symbol()))
                                        .toList()));
        parts.put("orders", openOrders(scope));
        parts.put("portfolio", ask(new GetPortfolio()).map(Portfolio::items));
        parts.put("risk", this.<RiskState>ask(new GetRisk()));
        parts.put("feeds", ask(new GetFeeds()).map(Feeds::items));
        parts.put("prices", Future.succeededFuture(prices.apply(scope.symbols)));
        return Future.join(List.copyOf(parts.values())).transform(_ -> encoded(parts, id));
    }

    private <R extends Reply> Future<R> ask(Request<R> request) {
        return mesh.ask(request, timeout);
    }

    /// Off the loop: thousands of bots take milliseconds.
    private Future<Message> encoded(Map<String, Future<?>> parts, String id) {
        Map<String, Object> view = new LinkedHashMap<>();
        Set<String> missing = new TreeSet<>();
        parts.forEach((name, part) -> {
            if (part.succeeded()) {
                view.put(name, part.result());
            } else {
                missing.add(name);
            }
        });
        view.put("missing", missing);
        return vertx.executeBlocking(() -> MeshJson.write(view), false)
                .map(json -> Message.notice(id, "snapshot", json));
    }

    private Future<List<OrderView>> openOrders(Scope scope) {
        List<OrderView> orders = new ArrayList<>();
        List<Future<Void>> all =
                OPEN.stream().map(status -> pages(status, scope, null, 1, orders)).toList();
        return Future.all(all)
                .map(_ -> {
                    orders.sort(Comparator.comparing(OrderView::createdAt).reversed());
                    return orders;
                });
    }

    private Future<Void> pages(
            String status, Scope scope, @Nullable String cursor, int page, List<OrderView> orders) {
        return ask(new ListOrders(null, null, null, status, cursor, PAGE))
                .compose((Orders answer) -> {
                    answer.items().stream()
                            .filter(order -> scope.has(order.bot(), order.symbol()))
                            .forEach(orders::add);
                    return answer.next() == null || page == MOST_PAGES
                            ? Future.succeededFuture()
                            : pages(status, scope, answer.next(), page + 1, orders);
                });
    }
}
