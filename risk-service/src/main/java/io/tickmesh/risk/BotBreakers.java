package io.tickmesh.risk;

import io.tickmesh.mesh.event.BreakerScope;
import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.CircuitBreakerReset;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.request.BreakerView;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The open breakers of bots, whichever account and node they fired on: a bot does not escape its breaker by a change of account. The
/// account on which one fired keeps it, and closes it. Not thread-safe.
final class BotBreakers {
    /// Most that are kept; beyond that the oldest is forgotten.
    static final int MOST = 10_000;

    private final LinkedHashMap<String, BreakerView> open = new LinkedHashMap<>();

    /// The same by bot: every order asks for those of one.
    private final Map<String, Map<String, BreakerView>> ofBot = new HashMap<>();

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
            remove(reset.breaker());
        }
    }

    /// Takes in those that are stored as open.
    void restore(Collection<BreakerView> stored) {
        stored.forEach(this::put);
    }

    /// Returns a breaker of the bot that is open at `now`. One whose end nobody told of ends with its cool-off.
    Optional<BreakerView> openFor(String bot, Instant now) {
        return ofBot.getOrDefault(bot, Map.of()).values().stream()
                .filter(breaker -> breaker.until() == null || breaker.until().isAfter(now))
                .findFirst();
    }

    private void put(BreakerView breaker) {
        remove(breaker.breaker());
        open.put(breaker.breaker(), breaker);
        ofBot.computeIfAbsent(breaker.subject(), _ -> new LinkedHashMap<>())
                .put(breaker.breaker(), breaker);
        if (open.size() > MOST) {
            remove(open.firstEntry().getKey());
        }
    }

    private void remove(String breaker) {
        BreakerView removed = open.remove(breaker);
        if (removed != null) {
            ofBot.computeIfPresent(
                    removed.subject(),
                    (_, own) -> {
                        own.remove(breaker);
                        return own.isEmpty() ? null : own;
                    });
        }
    }
}
