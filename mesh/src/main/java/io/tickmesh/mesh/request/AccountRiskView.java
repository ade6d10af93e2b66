package io.tickmesh.mesh.request;

import io.tickmesh.mesh.event.TradingState;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Limits of an account and how much of them is used.
///
/// @param reason why it has this state
/// @param exposure value of open positions and of orders on their way
/// @param limits by name, in a fixed order
public record AccountRiskView(
        String account,
        TradingState state,
        String reason,
        BigDecimal exposure,
        Map<String, String> limits) {
    public AccountRiskView {
        limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
    }
}
