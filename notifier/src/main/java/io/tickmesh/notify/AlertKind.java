package io.tickmesh.notify;

import io.tickmesh.mesh.event.Severity;

/// What people are told about, with the severity it has unless configured otherwise.
public enum AlertKind {
    ORDER_FILLED("order-filled", Severity.INFO),
    POSITION_CLOSED("position-closed", Severity.INFO),
    BOT_FAILED("bot-failed", Severity.WARNING),
    BOT_NOT_STARTED("bot-not-started", Severity.CRITICAL),
    BREAKER_FIRED("breaker-fired", Severity.CRITICAL),
    BREAKER_RESET("breaker-reset", Severity.WARNING),
    TRADING_LIMITED("trading-limited", Severity.CRITICAL),
    TRADING_RESUMED("trading-resumed", Severity.WARNING),
    FEED_INTERRUPTED("feed-interrupted", Severity.WARNING);

    private final String key;
    private final Severity usual;

    AlertKind(String key, Severity usual) {
        this.key = key;
        this.usual = usual;
    }

    /// Returns the kind of that name.
    static AlertKind ofKey(String key) {
        for (AlertKind kind : values()) {
            if (kind.key.equals(key)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("there is no kind of alert named " + key);
    }

    /// Returns the name used in the configuration.
    public String key() {
        return key;
    }

    /// Returns the severity that holds unless configured otherwise.
    public Severity usual() {
        return usual;
    }
}
