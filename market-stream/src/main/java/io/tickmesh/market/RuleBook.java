package io.tickmesh.market;

import io.tickmesh.market.venue.Venue;
import io.tickmesh.mesh.market.SymbolRules;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rules of the symbols of all venues, read again now and then: exchanges change them. For one context.
final class RuleBook {
    private static final Logger LOG = LoggerFactory.getLogger(RuleBook.class);

    private final Vertx vertx;
    private final List<Venue> venues;
    private final FeedSettings settings;
    private final Runnable changed;
    private final Map<Venue, List<SymbolRules>> rules = new LinkedHashMap<>();

    /// @param changed told when the rules of a venue become known
    RuleBook(Vertx vertx, List<Venue> venues, FeedSettings settings, Runnable changed) {
        this.vertx = vertx;
        this.venues = venues;
        this.settings = settings;
        this.changed = changed;
    }

    /// Asks the venues.
    void start() {
        venues.forEach(this::ask);
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    /// Returns whether the rules of all venues are known.
    boolean isComplete() {
        return rules.size() == venues.size();
    }

    /// Returns whether the rules of the first venue are known.
    boolean knowsFirst() {
        return rules.containsKey(venues.getFirst());
    }

    /// Returns what is known, in the order of the venues.
    List<SymbolRules> all() {
        return venues.stream()
                .flatMap(venue -> rules.getOrDefault(venue, List.of()).stream())
                .toList();
    }

    private void ask(Venue venue) {
        venue.rules()
                .onComplete(
                        found -> {
                            took(venue, found);
                            if (!settings.lockstep()) {
                                vertx.setTimer(settings.rulesEvery().toMillis(), _ -> ask(venue));
                            }
                        },
                        failure ->
                                LOG.atDebug()
                                        .addKeyValue("reason", failure.getMessage())
                                        .log("stopped before the rules were known"));
    }

    private void took(Venue venue, List<SymbolRules> found) {
        List<SymbolRules> before = rules.put(venue, found);
        if (before == null) {
            changed.run();
            return;
        }
        for (SymbolRules rule : found) {
            before.stream()
                    .filter(old -> old.symbol().equals(rule.symbol()) && !old.equals(rule))
                    .forEach(old ->
                            LOG.atInfo()
                                    .addKeyValue("venue", venue.name())
                                    .addKeyValue("before", old)
                                    .addKeyValue("now", rule)
                                    .log("the rules of a symbol have changed"));
        }
    }
}
