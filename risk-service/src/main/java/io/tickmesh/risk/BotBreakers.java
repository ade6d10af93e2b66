package io.tickmesh.risk;

import io.tickmesh.mesh.event.BreakerScope;
import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.CircuitBreakerReset;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.request.BreakerView;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Optional;

/// The open breakers of bots, whichever account and node they fired on: a bot does not escape its breaker by a change of account. The
/// account on which one fired keeps it, and closes it. Not thread-safe.
final class BotBreakers {
    private static final int MOST = 10_000;

    private final LinkedHashMap<String, BreakerView> open = new LinkedHashMap<>();

    /// Takes in what a breaker did, here or on another node; other events change nothing.
    void on(Event event) {
        if (event instanceof CircuitBreakerFired fired && fired.scope() == BreakerScope.BOT) {
            put(
                    new BreakerView(
                            fired.breaker(),
                            fired.scope(),
                            fired.subject(),
                            fired.rule(),
                            fired.value(),
                            fired.limit(),
                            fired.time(),
                            fired.until()));
        } else if (event instanceof CircuitBreakerReset reset) {
            open.remove(reset.breaker());
        }
    }

    /// Takes in those that are stored as open.
    void restore(Collection<BreakerView> stored) {
        stored.forEach(this::put);
    }

    /// Returns a breaker of the bot that is open at `now`. One whose end nobody told of ends with its cool-off.
    Optional<BreakerView> openFor(String bot, Instant now) {
        return open.values().stream()
                .filter(breaker -> breaker.subject().equals(bot))
                .filter(breaker -> breaker.until() == null || breaker.until().isAfter(now))
                .findFirst();
    }

    private void put(BreakerView breaker) {
        open.putLast(breaker.breaker(), breaker);
        if (open.size() > MOST) {
            open.pollFirstEntry();
        }
    }
}
