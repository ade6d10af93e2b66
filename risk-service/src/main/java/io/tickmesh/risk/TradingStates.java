package io.tickmesh.risk;

import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.request.BreakerView;
import io.tickmesh.mesh.request.TradingStateView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What each account may do: the strictest of what is configured, what a person chose, and REDUCING while a breaker of the account
/// is open. Not thread-safe.
final class TradingStates {
    private static final Current UNKNOWN = new Current(TradingState.HALTED, "unknown account");

    private final Map<String, Account> accounts = new LinkedHashMap<>();

    TradingStates(Map<String, AccountLimits> limits) {
        limits.forEach((id, it) -> accounts.put(id, new Account(it.tradingState())));
    }

    /// Returns the state of an account; HALTED if it is unknown.
    Current of(String account) {
        Account known = accounts.get(account);
        return known == null ? UNKNOWN : known.current;
    }

    /// Returns what a person chose for the account.
    Optional<Choice> choice(String account) {
        return Optional.ofNullable(accounts.get(account)).map(known -> known.choice);
    }

    /// Takes in what a person chose; returns the state before if that changed it.
    Optional<TradingState> choose(String account, Choice choice, boolean stored) {
        Account known = accounts.get(account);
        if (known == null) {
            return Optional.empty();
        }
        known.choice = choice;
        known.stored = stored;
        return known.renew();
    }

    /// Notes that a choice outlives a restart.
    void stored(String account, Choice choice) {
        Account known = accounts.get(account);
        if (known != null && choice.equals(known.choice)) {
            known.stored = true;
        }
    }

    /// Takes in which breakers of the account are open; returns the state before if that changed it.
    Optional<TradingState> update(String account, List<BreakerView> open) {
        Account known = accounts.get(account);
        if (known == null) {
            return Optional.empty();
        }
        known.open = open;
        return known.renew();
    }

    /// Returns who says what the account may do.
    List<TradingStateView> settings(String account) {
        Account known = accounts.get(account);
        return known == null ? List.of() : known.settings();
    }

    /// @param reason why the account has this state
    record Current(TradingState state, String reason) {}

    private static final class Account {
        private final TradingState configured;
        private @Nullable Choice choice;
        private boolean stored;
        private List<BreakerView> open = List.of();
        private Current current;

        Account(TradingState configured) {
            this.configured = configured;
            current = new Current(configured, "configured");
        }

        Optional<TradingState> renew() {
            TradingState before = current.state;
            TradingStateView strictest = settings().getFirst();
            for (TradingStateView setting : settings()) {
                if (setting.state().compareTo(strictest.state()) > 0) {
                    strictest = setting;
                }
            }
            current = new Current(strictest.state(), strictest.reason());
            return current.state == before ? Optional.empty() : Optional.of(before);
        }

        List<TradingStateView> settings() {
            List<TradingStateView> settings = new ArrayList<>();
            settings.add(
                    new TradingStateView("configuration", configured, "configured", null, true));
            if (choice != null) {
                settings.add(
                        new TradingStateView(
                                "person",
                                choice.state(),
                                "person: " + choice.reason(),
                                choice.since(),
                                stored));
            }
            for (BreakerView breaker : open) {
                settings.add(
                        new TradingStateView(
                                breaker.breaker(),
                                TradingState.REDUCING,
                                reason(breaker),
                                breaker.firedAt(),
                                true));
            }
            return settings;
        }

        private static String reason(BreakerView breaker) {
            return "breaker=%s value=%s limit=%s"
                    .formatted(
                            breaker.breaker(),
                            breaker.value().toPlainString(),
                            breaker.limit().toPlainString());
        }
    }
}
