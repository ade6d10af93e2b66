package io.tickmesh.mesh.event;

import java.util.LinkedHashMap;
import java.util.Map;

/// How much something matters to people, ascending.
public enum Severity {
    /// Good to know.
    INFO,
    /// Somebody should look when there is time.
    WARNING,
    /// Somebody should look now.
    CRITICAL;

    /// Returns the severity that an event has by itself.
    public static Severity of(Event event) {
        return switch (event) {
            case CircuitBreakerFired _ -> CRITICAL;
            case TradingStateChanged changed ->
                    changed.to() == TradingState.ACTIVE ? WARNING : CRITICAL;
            case BotStatusChanged changed -> changed.status() == BotStatus.FAILED ? CRITICAL : INFO;
            case FeedStatusChanged changed ->
                    switch (changed.status()) {
                        case STALE, RECONNECTING, DISCONNECTED -> WARNING;
                        case CONNECTED, BACKFILLED -> INFO;
                    };
            case BotFailed _, RiskRejected _, OrderRejected _, CircuitBreakerReset _ -> WARNING;
            case PriceUpdated _,
                    CandleClosed _,
                    SignalGenerated _,
                    RiskApproved _,
                    OrderPlaced _,
                    OrderFilled _,
                    OrderCancelled _,
                    PositionOpened _,
                    PositionClosed _,
                    EquitySnapshotTaken _ ->
                    INFO;
        };
    }

    /// Returns the severities by their names in configuration and queries.
    public static Map<String, Severity> byName() {
        Map<String, Severity> names = new LinkedHashMap<>();
        names.put("info", INFO);
        names.put("warning", WARNING);
        names.put("critical", CRITICAL);
        return names;
    }
}
