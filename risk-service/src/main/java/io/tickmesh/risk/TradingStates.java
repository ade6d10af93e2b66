package io.tickmesh.risk;

import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.request.BreakerView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What each account may do: the configured state, or REDUCING while a breaker of the account is open, whichever is
/// stricter. Not thread-safe.
final class TradingStates {
    private static final String CONFIGURED = "configured";

    private final Map<String, TradingState> configured = new LinkedHashMap<>();
    private final Map<String, Current> states = new LinkedHashMap<>();

    TradingStates(Map<String, AccountLimits> accounts) {
        accounts.forEach((account, limits) -> {
            configured.put(account, limits.tradingState());
            states.put(account, new Current(limits.tradingState(), CONFIGURED));
        });
    }

    /// Returns the state of an account; HALTED if it is unknown.
    Current of(String account) {
        return states.getOrDefault(account, new Current(TradingState.HALTED, "unknown account"));
    }

    /// Takes in whether a breaker of the account is open; returns the state before if that changed it.
    Optional<TradingState> update(String account, @Nullable BreakerView breaker) {
        Current before = of(account);
        TradingState floor = configured.getOrDefault(account, TradingState.HALTED);
        Current now =
                breaker == null || floor.compareTo(TradingState.REDUCING) >= 0
                        ? new Current(floor, CONFIGURED)
                        : new Current(TradingState.REDUCING, reason(breaker));
        states.put(account, now);
        return now.state == before.state ? Optional.empty() : Optional.of(before.state);
    }

    private static String reason(BreakerView breaker) {
        return "breaker=%s value=%s limit=%s"
                .formatted(
                        breaker.breaker(),
                        breaker.value().toPlainString(),
                        breaker.limit().toPlainString());
    }

    /// @param reason why the account has this state
    record Current(TradingState state, String reason) {}
}
