package io.tickmesh.gateway;

import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.CircuitBreakerReset;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.event.RiskApproved;
import io.tickmesh.mesh.event.RiskRejected;
import io.tickmesh.mesh.event.TradingStateChanged;
import io.tickmesh.mesh.request.RecallMarketEvents;
import io.tickmesh.mesh.request.RecallRiskEvents;
import io.tickmesh.mesh.request.RecallTradingEvents;
import io.tickmesh.mesh.request.RecalledEvents;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Remembers events as their owners do, and tells them when it is asked. Thread-safe.
final class FakeOwners {
    /// What was made known, in order.
    final List<Event> log = new CopyOnWriteArrayList<>();

    /// Pages that were asked for.
    final AtomicInteger asked = new AtomicInteger();

    /// Whether nothing was forgotten.
    volatile boolean complete = true;

    /// How many events it tells at once.
    volatile int page = 1_000;

    /// Begins to answer.
    void serve(FakeServices services) {
        TestGateway.await(
                Future.all(
                        services.mesh(ServiceName.MARKET_STREAM)
                                .serve(
                                        RecallMarketEvents.class,
                                        (RecallMarketEvents q) ->
                                                answer(
                                                        ServiceName.MARKET_STREAM,
                                                        q.since(),
                                                        q.cursor())),
                        services.mesh(ServiceName.BOT_ENGINE)
                                .serve(
                                        RecallTradingEvents.class,
                                        (RecallTradingEvents q) ->
                                                answer(
                                                        ServiceName.BOT_ENGINE,
                                                        q.since(),
                                                        q.cursor())),
                        services.mesh(ServiceName.RISK_SERVICE)
                                .serve(
                                        RecallRiskEvents.class,
                                        (RecallRiskEvents q) ->
                                                answer(
                                                        ServiceName.RISK_SERVICE,
                                                        q.since(),
                                                        q.cursor()))));
    }

    private Future<RecalledEvents> answer(
            ServiceName owner, Instant since, @Nullable String cursor) {
        asked.incrementAndGet();
        List<Event> all =
                log.stream()
                        .filter(event -> owner(event) == owner)
                        .filter(event ->
                                event.header().publishedMicros() >= since.toEpochMilli() * 1_000)
                        .toList();
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        int to = Math.min(all.size(), from + page);
        return Future.succeededFuture(
                new RecalledEvents(
                        all.subList(from, to),
                        to < all.size() ? Integer.toString(to) : null,
                        complete));
    }

    private static ServiceName owner(Event event) {
        return switch (event) {
            case CandleClosed _, FeedStatusChanged _ -> ServiceName.MARKET_STREAM;
            case RiskApproved _,
                    RiskRejected _,
                    CircuitBreakerFired _,
                    CircuitBreakerReset _,
                    TradingStateChanged _ ->
                    ServiceName.RISK_SERVICE;
            default -> ServiceName.BOT_ENGINE;
        };
    }
}
