package io.tickmesh.gateway.stream;

import io.tickmesh.mesh.event.BreakerScope;
import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.CircuitBreakerReset;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.event.Severity;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which events a client wants. An empty set wants all; a set of bots or symbols wants only what is about one of them.
///
/// @param severity the least that an event must have
public record EventFilter(
        Set<String> types, Set<String> bots, Set<String> symbols, Severity severity) {
    /// The names of all types, sorted.
    public static final Set<String> TYPES =
            Collections.unmodifiableSet(
                    new TreeSet<>(
                            Arrays.stream(Event.class.getPermittedSubclasses())
                                    .map(Class::getSimpleName)
                                    .toList()));

    /// Wants everything.
    public static final EventFilter ALL =
            new EventFilter(Set.of(), Set.of(), Set.of(), Severity.INFO);

    public EventFilter {
        if (!TYPES.containsAll(types)) {
            throw new IllegalArgumentException("types must be of " + TYPES + ", was " + types);
        }
        types = Set.copyOf(types);
        bots = Set.copyOf(bots);
        symbols = Set.copyOf(symbols);
    }

    boolean wants(Event event) {
        return wantsType(event.type())
                && (bots.isEmpty() || wantsBot(botOf(event)))
                && (symbols.isEmpty() || wantsSymbol(event))
                && (severity == Severity.INFO || event.severity().compareTo(severity) >= 0);
    }

    boolean wantsType(String type) {
        return types.isEmpty() || types.contains(type);
    }

    private boolean wantsBot(@Nullable String bot) {
        return bot != null && bots.contains(bot);
    }

    private boolean wantsSymbol(Event event) {
        if (event instanceof FeedStatusChanged feed) {
            // Without symbols it is about the whole feed, and so about each of them.
            return feed.symbols().isEmpty() || !Collections.disjoint(feed.symbols(), symbols);
        }
        String symbol = event.symbol();
        return symbol != null && symbols.contains(symbol);
    }

    /// A breaker of a bot is about that bot.
    private static @Nullable String botOf(Event event) {
        if (event instanceof CircuitBreakerFired fired && fired.scope() == BreakerScope.BOT) {
            return fired.subject();
        }
        if (event instanceof CircuitBreakerReset reset && reset.scope() == BreakerScope.BOT) {
            return reset.subject();
        }
        return event.bot();
    }
}
