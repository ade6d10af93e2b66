package io.tickmesh.gateway;

import io.tickmesh.mesh.request.CancelOrder;
import io.tickmesh.mesh.request.EquityHistory;
import io.tickmesh.mesh.request.Fills;
import io.tickmesh.mesh.request.GetOrder;
import io.tickmesh.mesh.request.GetPortfolio;
import io.tickmesh.mesh.request.ListEquity;
import io.tickmesh.mesh.request.ListFills;
import io.tickmesh.mesh.request.ListOrders;
import io.tickmesh.mesh.request.OrderView;
import io.tickmesh.mesh.request.Orders;
import io.tickmesh.mesh.request.Portfolio;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.vertx.core.http.HttpMethod;

/// What the bots do: orders, fills, portfolio, equity.
final class TradingRoutes {
    private TradingRoutes() {}

    static void add(Api api, Commands commands) {
        api.ask(
                "/api/v1/orders",
                TradingRoutes::orders,
                (Orders answer) -> new Page<>(answer.items(), answer.next()));
        api.ask("/api/v1/orders/:id", query -> new GetOrder(query.path("id")), TradingRoutes::only);
        commands.on(
                HttpMethod.DELETE,
                "/api/v1/orders/:id",
                query -> new CancelOrder(query.path("id")),
                (Orders answer) -> Answer.done(only(answer)));
        api.ask(
                "/api/v1/fills",
                TradingRoutes::fills,
                (Fills answer) -> new Page<>(answer.items(), answer.next()));
        api.ask(
                "/api/v1/portfolio",
                _ -> new GetPortfolio(),
                (Portfolio answer) -> Page.of(answer.items()));
        api.ask(
                "/api/v1/equity",
                TradingRoutes::equity,
                (EquityHistory answer) -> new Page<>(answer.items(), answer.next()));
    }

    private static OrderView only(Orders answer) {
        return answer.items().stream()
                .findFirst()
                .orElseThrow(() ->
                        new RequestFailedException(
                                Failure.NOT_FOUND, "There is no order of this id."));
    }

    private static ListOrders orders(Query query) {
        return new ListOrders(
                query.text("account"),
                query.text("bot"),
                query.text("symbol"),
                query.text("status"),
                query.text("cursor"),
                query.limit());
    }

    private static ListFills fills(Query query) {
        return new ListFills(
                query.text("account"),
                query.text("bot"),
                query.text("symbol"),
                query.text("cursor"),
                query.limit());
    }

    private static ListEquity equity(Query query) {
        return new ListEquity(
                query.text("account"),
                query.text("bot"),
                query.instant("from"),
                query.instant("to"),
                query.duration("every"),
                query.text("cursor"),
                query.limit());
    }
}
