package io.tickmesh.market;

import io.tickmesh.market.venue.Venue;
import io.tickmesh.mesh.market.SymbolRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rules of the symbols of all venues. For one context.
final class RuleBook {
    private static final Logger LOG = LoggerFactory.getLogger(RuleBook.class);

    private final List<Venue> venues;
    private final Runnable changed;
    private final Map<Venue, List<SymbolRules>> rules = new LinkedHashMap<>();

    /// @param changed told when the rules of a venue become known
    RuleBook(List<Venue> venues, Runnable changed) {
        this.venues = venues;
        this.changed = changed;
    }

    /// Asks the venues.
    void start() {
        venues.forEach(this::ask);
    }

    boolean isEmpty() {
        return rules.isEmpty();
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
                            rules.put(venue, found);
                            changed.run();
                        },
                        failure ->
                                LOG.atDebug()
                                        .addKeyValue("reason", failure.getMessage())
                                        .log("stopped before the rules were known"));
    }
}
