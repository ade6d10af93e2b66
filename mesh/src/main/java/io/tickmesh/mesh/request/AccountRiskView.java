package io.tickmesh.mesh.request;

import io.tickmesh.mesh.event.TradingState;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Limits of an account and how much of them is used.
///
/// @param state the strictest of `settings`
/// @param reason why it has this state
/// @param exposure value of open positions and of orders on their way
/// @param settings who says what it may do: the configuration, a person who said so, and each open breaker of the account
/// @param limits by name, in a fixed order
public record AccountRiskView(
        String account,
        TradingState state,
        String reason,
        BigDecimal exposure,
        List<TradingStateView> settings,
        Map<String, String> limits) {
    public AccountRiskView {
        settings = List.copyOf(settings);
        limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
    }
}
