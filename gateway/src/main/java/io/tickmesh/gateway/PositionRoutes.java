package io.tickmesh.gateway;

import io.tickmesh.mesh.request.AccountView;
import io.tickmesh.mesh.request.ClosePositions;
import io.tickmesh.mesh.request.GetPortfolio;
import io.tickmesh.mesh.request.ListPositions;
import io.tickmesh.mesh.request.Orders;
import io.tickmesh.mesh.request.Portfolio;
import io.tickmesh.mesh.request.PositionView;
import io.tickmesh.mesh.request.Positions;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Open positions: look, and sell.
final class PositionRoutes {
    private static final String POSITIONS = "/api/v1/positions";

    private final Commands commands;

    private PositionRoutes(Commands commands) {
        this.commands = commands;
    }

    static void add(Api api, Commands commands) {
        PositionRoutes routes = new PositionRoutes(commands);
        api.ask(
                POSITIONS,
                query ->
                        new ListPositions(
                                query.text("account"), query.text("bot"), query.text("symbol")),
                (Positions answer) -> Page.of(answer.items()));
        commands.onBody(
                HttpMethod.POST,
                POSITIONS + "/:bot/close",
                Closing.class,
                (query, body) -> routes.close(List.of(query.path("bot")), body.why(query)));
        commands.onBody(
                HttpMethod.POST,
                POSITIONS + "/close",
                SeveralClosing.class,
                (query, body) ->
                        body.bots == null
                                ? routes.closeAll(
                                        Objects.requireNonNull(body.account), body.why(query))
                                : routes.close(body.bots, body.why(query)));
    }

    private Future<Answer> close(List<String> bots, String reason) {
        return commands.ask(
                new ClosePositions(bots, reason),
                (Orders answer) -> Answer.done(Page.of(answer.items())));
    }

    /// An account that is not there holds nothing, and must not look as if all had been sold.
    private Future<Answer> closeAll(String account, String reason) {
        return commands.look(new GetPortfolio())
                .compose(portfolio -> holders(account, portfolio))
                .compose(bots ->
                        bots.isEmpty()
                                ? Future.succeededFuture(Answer.done(Page.of(List.of())))
                                : close(bots, reason));
    }

    private Future<List<String>> holders(String account, Portfolio portfolio) {
        if (portfolio.items().stream().map(AccountView::account).noneMatch(account::equals)) {
            return Future.failedFuture(
                    new RequestFailedException(
                            Failure.NOT_FOUND, "There is no account " + account + "."));
        }
        return commands.look(new ListPositions(account, null, null))
                .map(open -> open.items().stream().map(PositionView::bot).distinct().toList());
    }

    /// @param reason why; null if nobody said it
    record Closing(@Nullable String reason) {
        String why(Query query) {
            return query.reason(reason);
        }
    }

    /// @param bots ids; null for all of the account
    /// @param account null if bots are named
    record SeveralClosing(
            @Nullable List<String> bots, @Nullable String account, @Nullable String reason) {
        String why(Query query) {
            return query.reason(reason);
        }
    }
}
