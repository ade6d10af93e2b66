package io.tickmesh.gateway;

import io.tickmesh.mesh.backtest.BacktestView;
import io.tickmesh.mesh.request.BacktestEquity;
import io.tickmesh.mesh.request.BacktestTrades;
import io.tickmesh.mesh.request.Backtests;
import io.tickmesh.mesh.request.CancelBacktest;
import io.tickmesh.mesh.request.GetBacktest;
import io.tickmesh.mesh.request.GetBacktestEquity;
import io.tickmesh.mesh.request.ListBacktestTrades;
import io.tickmesh.mesh.request.ListBacktests;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/// Backtests: start, follow, read, cancel.
final class BacktestRoutes {
    private static final String BACKTESTS = "/api/v1/backtests";
    private static final String BACKTEST = BACKTESTS + "/:id";

    private BacktestRoutes() {}

    static void add(Api api, Commands commands) {
        api.ask(
                BACKTESTS,
                query -> new ListBacktests(query.text("cursor"), query.limit()),
                (Backtests answer) -> new Page<>(answer.items(), answer.next()));
        api.ask(BACKTEST, query -> new GetBacktest(query.path("id")), BacktestRoutes::only);
        api.ask(
                BACKTEST + "/trades",
                query ->
                        new ListBacktestTrades(
                                query.path("id"), query.text("cursor"), query.limit()),
                (BacktestTrades answer) -> new Page<>(answer.items(), answer.next()));
        api.ask(
                BACKTEST + "/equity",
                query ->
                        new GetBacktestEquity(
                                query.path("id"),
                                points(query),
                                query.text("cursor"),
                                query.limit()),
                (BacktestEquity answer) -> new Page<>(answer.items(), answer.next()));
        commands.on(
                HttpMethod.POST,
                BACKTESTS,
                BacktestBody.class,
                (_, body) -> body.request(),
                (Backtests answer) -> accepted(only(answer)));
        commands.on(
                HttpMethod.DELETE,
                BACKTEST,
                query -> new CancelBacktest(query.path("id")),
                (Backtests answer) -> Answer.done(only(answer)));
    }

    /// Returns how many points the whole curve is to have; null for pages.
    private static @Nullable Integer points(Query query) {
        Long points = query.optionalNumber("points");
        return points == null ? null : points.intValue();
    }

    private static Answer accepted(BacktestView view) {
        return Answer.accepted(BACKTESTS + "/" + view.id(), view);
    }

    private static BacktestView only(Backtests answer) {
        return answer.items().stream()
                .findFirst()
                .orElseThrow(() ->
                        new RequestFailedException(
                                Failure.NOT_FOUND, "There is no backtest of this id."));
    }
}
