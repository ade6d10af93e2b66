package io.tickmesh.risk;

import io.tickmesh.mesh.event.BreakerScope;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.request.BreakerView;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Positions of a bot closed at a loss, fees included, without one in between that was not. A streak belongs to the account: a bot
/// that moves to another one begins anew there, but takes a breaker that is open along (see [BotBreakers]). Not thread-safe.
final class LossStreakRule implements BreakerRule {
    static final String NAME = "losses";

    private final Map<String, AccountLimits> accounts;
    private final Map<String, Integer> streaks = new HashMap<>();
    private final Map<String, Integer> changed = new HashMap<>();

    LossStreakRule(Map<String, AccountLimits> accounts) {
        this.accounts = accounts;
    }

    @Override
    public Optional<BreakerView> measure(Event event) {
        if (!(event instanceof PositionClosed closed)) {
            return Optional.empty();
        }
        AccountLimits limits = accounts.get(closed.account());
        if (limits == null) {
            return Optional.empty();
        }
        if (closed.realised().signum() >= 0) {
            restart(closed.bot());
            return Optional.empty();
        }
        int losses = streaks.merge(closed.bot(), 1, Integer::sum);
        changed.put(closed.bot(), losses);
        int limit = limits.guards().maxConsecutiveLosses();
        if (losses < limit) {
            return Optional.empty();
        }
        return Optional.of(
                new BreakerView(
                        NAME + ':' + closed.bot(),
                        BreakerScope.BOT,
                        closed.bot(),
                        NAME,
                        BigDecimal.valueOf(losses),
                        BigDecimal.valueOf(limit),
                        closed.time(),
                        closed.time().plus(limits.guards().lossesCoolOff())));
    }

    @Override
    public void restart(String subject) {
        if (streaks.remove(subject) != null) {
            changed.put(subject, 0);
        }
    }

    /// Returns what has changed since the last call.
    Map<String, Integer> takeChanges() {
        Map<String, Integer> taken = Map.copyOf(changed);
        changed.clear();
        return taken;
    }

    /// Goes on from where an earlier run ended.
    void restore(Map<String, Integer> measured) {
        measured.forEach((bot, losses) -> {
            if (losses > 0) {
                streaks.put(bot, losses);
            }
        });
    }
}
