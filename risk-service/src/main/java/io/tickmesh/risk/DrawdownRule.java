package io.tickmesh.risk;

import io.tickmesh.mesh.event.BreakerScope;
import io.tickmesh.mesh.event.EquitySnapshotTaken;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.request.BreakerView;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The fall of an account's equity, unrealised profit included, from its peak. Not thread-safe.
///
/// After a reset the peak is the current equity: from the old peak the breaker would fire again with the next snapshot, and
/// the account could never trade its way back.
final class DrawdownRule implements BreakerRule {
    static final String NAME = "drawdown";

    private final Map<String, AccountLimits> accounts;
    private final Map<String, Equity> equities = new HashMap<>();
    private final Map<String, Equity> changed = new HashMap<>();

    DrawdownRule(Map<String, AccountLimits> accounts) {
        this.accounts = accounts;
    }

    @Override
    public Optional<BreakerView> measure(Event event) {
        if (!(event instanceof EquitySnapshotTaken snapshot) || snapshot.bot() != null) {
            return Optional.empty();
        }
        AccountLimits limits = accounts.get(snapshot.account());
        if (limits == null) {
            return Optional.empty();
        }
        Equity before = equities.get(snapshot.account());
        if (before != null && snapshot.time().isBefore(before.at())) {
            return Optional.empty();
        }
        Equity equity =
                new Equity(
                        before == null ? snapshot.equity() : before.peak().max(snapshot.equity()),
                        snapshot.equity(),
                        snapshot.time());
        put(snapshot.account(), equity);
        BigDecimal limit = limits.guards().maxDrawdown();
        if (!equity.isDownBy(limit)) {
            return Optional.empty();
        }
        return Optional.of(
                new BreakerView(
                        NAME + ':' + snapshot.account(),
                        BreakerScope.ACCOUNT,
                        snapshot.account(),
                        NAME,
                        equity.drawdown(),
                        limit,
                        snapshot.time(),
                        limits.guards().drawdownCoolOff().map(snapshot.time()::plus).orElse(null)));
    }

    @Override
    public void restart(String subject) {
        Equity equity = equities.get(subject);
        if (equity != null) {
            put(subject, new Equity(equity.current(), equity.current(), equity.at()));
        }
    }

    /// Returns what has changed since the last call.
    Map<String, Equity> takeChanges() {
        Map<String, Equity> taken = Map.copyOf(changed);
        changed.clear();
        return taken;
    }

    /// Goes on from where an earlier run ended.
    void restore(Map<String, Equity> measured) {
        equities.putAll(measured);
    }

    private void put(String account, Equity equity) {
        if (!equity.equals(equities.put(account, equity))) {
            changed.put(account, equity);
        }
    }
}
