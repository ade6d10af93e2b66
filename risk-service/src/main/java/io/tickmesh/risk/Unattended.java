package io.tickmesh.risk;

import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.request.AccountRiskView;
import io.tickmesh.mesh.request.BreakerView;
import io.tickmesh.mesh.request.TradingStateView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An account that no node decides on at the moment: its orders are refused, whatever else is stored of it.
///
/// @param config of this account alone
/// @param known what is stored; null if that cannot be read
record Unattended(RiskConfig config, String account, @Nullable Taken known) {
    private static final String REASON = "no node decides on its orders now";

    List<BreakerView> breakers() {
        return known == null ? List.of() : known.memory().breakers();
    }

    AccountRiskView view() {
        TradingStates states = new TradingStates(config.accounts());
        if (known != null) {
            Map<String, Choice> choices = known.memory().choices();
            choices.forEach((_, choice) -> states.choose(account, choice, true));
            states.update(
                    account,
                    breakers().stream().filter(it -> it.subject().equals(account)).toList());
        }
        List<TradingStateView> settings = new ArrayList<>(states.settings(account));
        settings.add(new TradingStateView("nodes", TradingState.HALTED, REASON, null, false));
        return new AccountRiskView(
                account,
                TradingState.HALTED,
                REASON,
                BigDecimal.ZERO,
                settings,
                Objects.requireNonNull(config.accounts().get(account)).asText());
    }
}
