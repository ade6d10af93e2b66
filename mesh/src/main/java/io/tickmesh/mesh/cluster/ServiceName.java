package io.tickmesh.mesh.cluster;

import java.util.Arrays;
import java.util.Optional;

/// A verticle family that a node can run.
public enum ServiceName {
    MARKET_STREAM("market-stream"),
    BOT_ENGINE("bot-engine"),
    BACKTESTS("backtests"),
    RISK_SERVICE("risk-service"),
    NOTIFIER("notifier"),
    GATEWAY("gateway");

    private final String code;

    ServiceName(String code) {
        this.code = code;
    }

    /// Returns the name used in configuration and on the wire, for example `market-stream`.
    public String code() {
        return code;
    }

    public static Optional<ServiceName> ofCode(String code) {
        return Arrays.stream(values()).filter(service -> service.code.equals(code)).findFirst();
    }

    @Override
    public String toString() {
        return code;
    }
}
