package io.tickmesh.risk;

import io.tickmesh.mesh.event.BreakerScope;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.request.BreakerView;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Positions of a bot closed at a loss, fees included, without one in between that was not. Not thread-safe.
final class LossStreakRule implements BreakerRule {
    static final String NAME = "losses";

    private final Map<String, AccountLimits> accounts;
    private final Map<String, Integer> streaks = new HashMap<>();

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
            streaks.remove(closed.bot());
            return Optional.empty();
        }
        int losses = streaks.merge(closed.bot(), 1, Integer::sum);
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
        streaks.remove(subject);
    }
}
