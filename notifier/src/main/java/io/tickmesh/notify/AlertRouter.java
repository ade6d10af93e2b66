package io.tickmesh.notify;

import io.tickmesh.mesh.event.BotFailed;
import io.tickmesh.mesh.event.BotStatusChanged;
import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.CircuitBreakerReset;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.event.OrderFilled;
import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.event.Severity;
import io.tickmesh.mesh.event.TradingStateChanged;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/// Decides who is told about an event: its kind has a severity, and each channel takes alerts from some severity on.
final class AlertRouter {
    /// The events that people may be told about.
    static final Set<Class<? extends Event>> EVENTS =
            Set.of(
                    OrderFilled.class,
                    PositionClosed.class,
                    BotFailed.class,
                    BotStatusChanged.class,
                    CircuitBreakerFired.class,
                    CircuitBreakerReset.class,
                    TradingStateChanged.class,
                    FeedStatusChanged.class);

    private final Map<AlertKind, Severity> severities;
    private final List<Route> routes;
    private final BiConsumer<Alert, List<String>> outbox;

    /// @param outbox takes alerts and the names of the channels that want them
    AlertRouter(
            Map<AlertKind, Severity> severities,
            List<Route> routes,
            BiConsumer<Alert, List<String>> outbox) {
        this.severities = severities;
        this.routes = List.copyOf(routes);
        this.outbox = outbox;
    }

    /// Hands on the alert about the event, if there is one, for the channels that want it.
    void route(Event event) {
        AlertDraft draft = AlertDraft.about(event).orElse(null);
        Severity severity = draft == null ? null : severities.get(draft.kind());
        if (draft == null || severity == null) {
            return;
        }
        Alert alert =
                new Alert(
                        severity,
                        draft.kind(),
                        draft.text(),
                        event.id(),
                        event.time(),
                        event.bot(),
                        event.symbol());
        List<String> wanted =
                routes.stream()
                        .filter(route -> severity.compareTo(route.least) >= 0)
                        .map(Route::channel)
                        .toList();
        outbox.accept(alert, wanted);
    }

    /// @param least the least severity that the channel takes
    record Route(Severity least, String channel) {}
}
