package io.tickmesh.gateway;

import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.request.ChangeTradingState;
import io.tickmesh.mesh.request.GetRisk;
import io.tickmesh.mesh.request.ListRiskDecisions;
import io.tickmesh.mesh.request.ListRiskEvents;
import io.tickmesh.mesh.request.ResetBreaker;
import io.tickmesh.mesh.request.RiskDecisions;
import io.tickmesh.mesh.request.RiskEvents;
import io.tickmesh.mesh.request.RiskState;
import io.vertx.core.http.HttpMethod;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Limits, breakers and trading states: what they are, what they did, and changing them.
final class RiskRoutes {
    private static final String RISK = "/api/v1/risk";

    private RiskRoutes() {}

    static void add(Api api, Commands commands) {
        api.<RiskState>ask(RISK, _ -> new GetRisk(), Function.identity());
        api.askPart(
                RISK + "/breakers",
                _ -> new GetRisk(),
                _ -> "breakers",
                (String _, RiskState state) -> Page.of(state.breakers()));
        api.ask(
                RISK + "/events",
                query ->
                        new ListRiskEvents(
                                query.text("subject"), query.text("cursor"), query.limit()),
                (RiskEvents answer) -> new Page<>(answer.items(), answer.next()));
        api.ask(
                RISK + "/decisions",
                query ->
                        new ListRiskDecisions(
                                query.text("account"),
                                query.text("bot"),
                                query.text("cursor"),
                                query.limit()),
                (RiskDecisions answer) -> new Page<>(answer.items(), answer.next()));
        commands.on(
                HttpMethod.PUT,
                RISK + "/state",
                StateChange.class,
                (query, body) ->
                        new ChangeTradingState(body.account, body.state, query.reason(body.reason)),
                (RiskState state) -> Answer.done(state));
        commands.on(
                HttpMethod.POST,
                RISK + "/breakers/:id/reset",
                Reset.class,
                (query, body) -> new ResetBreaker(query.path("id"), query.reason(body.reason)),
                (RiskState state) -> Answer.done(state));
    }

    /// @param account null for all
    record StateChange(@Nullable String account, TradingState state, String reason) {}

    /// Why a breaker is reset.
    record Reset(String reason) {}
}
