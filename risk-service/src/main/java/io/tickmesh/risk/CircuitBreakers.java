package io.tickmesh.risk;

import io.tickmesh.mesh.event.BreakerScope;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.request.BreakerView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The breakers that are open. One opens when its rule says so and closes after its cool-off, or when a person says so; what happens
/// in between neither opens it twice nor prolongs it. Not thread-safe.
final class CircuitBreakers {
    private final DrawdownRule drawdown;
    private final DailyLossRule dailyLoss;
    private final LossStreakRule lossStreak;
    private final Map<String, BreakerRule> rules;
    private final TreeMap<String, BreakerView> open = new TreeMap<>();

    CircuitBreakers(Map<String, AccountLimits> accounts) {
        drawdown = new DrawdownRule(accounts);
        dailyLoss = new DailyLossRule(accounts);
        lossStreak = new LossStreakRule(accounts);
        rules =
                new TreeMap<>(
                        Map.of(
                                DrawdownRule.NAME,
                                drawdown,
                                DailyLossRule.NAME,
                                dailyLoss,
                                LossStreakRule.NAME,
                                lossStreak));
    }

    /// Shows the event to the rules; returns the breakers that it opened.
    List<BreakerView> measure(Event event) {
        List<BreakerView> fired = new ArrayList<>();
        for (BreakerRule rule : rules.values()) {
            rule.measure(event)
                    .filter(breaker -> open.putIfAbsent(breaker.breaker(), breaker) == null)
                    .ifPresent(fired::add);
        }
        return fired;
    }

    /// Closes the breakers whose cool-off is over; returns them.
    List<BreakerView> resetDue(Instant now) {
        List<BreakerView> due =
                open.values().stream()
                        .filter(breaker -> breaker.until() != null && !breaker.until().isAfter(now))
                        .toList();
        due.forEach(breaker -> reset(breaker.breaker()));
        return due;
    }

    /// Closes a breaker, also one whose rule or account is not configured any more; returns it if it was open. What it measures begins
    /// anew.
    Optional<BreakerView> reset(String breaker) {
        BreakerView closed = open.remove(breaker);
        BreakerRule rule = closed == null ? null : rules.get(closed.rule());
        if (closed != null && rule != null) {
            rule.restart(closed.subject());
        }
        return Optional.ofNullable(closed);
    }

    /// Returns the open breakers of that subject.
    List<BreakerView> openFor(BreakerScope scope, String subject) {
        return open.values().stream()
                .filter(breaker -> breaker.scope() == scope && breaker.subject().equals(subject))
                .toList();
    }

    /// Returns the open breakers, by id.
    List<BreakerView> open() {
        return List.copyOf(open.values());
    }

    /// Returns what the rules have measured anew since the last call.
    Measured takeChanges() {
        return new Measured(
                drawdown.takeChanges(), dailyLoss.takeChanges(), lossStreak.takeChanges());
    }

    /// Goes on from where an earlier run ended.
    void restore(Measured measured, List<BreakerView> breakers) {
        drawdown.restore(measured.equities());
        dailyLoss.restore(measured.dailyLosses());
        lossStreak.restore(measured.losses());
        breakers.forEach(breaker -> open.put(breaker.breaker(), breaker));
    }
}
