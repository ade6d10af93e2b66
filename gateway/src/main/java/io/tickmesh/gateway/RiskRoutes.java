package io.tickmesh.gateway;

import io.tickmesh.mesh.request.ListRiskDecisions;
import io.tickmesh.mesh.request.ListRiskEvents;
import io.tickmesh.mesh.request.RiskDecisions;
import io.tickmesh.mesh.request.RiskEvents;

/// What risk did: breakers and trading states, decisions on orders.
final class RiskRoutes {
    private static final int PAGE = 100;

    private RiskRoutes() {}

    static void add(Api api) {
        api.ask(
                "/api/v1/risk/events",
                query ->
                        new ListRiskEvents(
                                query.text("subject"), query.text("cursor"), query.limit(PAGE)),
                (RiskEvents answer) -> new Page<>(answer.items(), answer.next()));
        api.ask(
                "/api/v1/risk/decisions",
                query ->
                        new ListRiskDecisions(
                                query.text("account"),
                                query.text("bot"),
                                query.text("cursor"),
                                query.limit(PAGE)),
                (RiskDecisions answer) -> new Page<>(answer.items(), answer.next()));
    }
}
