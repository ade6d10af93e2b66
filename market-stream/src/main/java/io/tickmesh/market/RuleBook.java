package io.tickmesh.market;

import io.tickmesh.market.venue.Venue;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.request.ListSymbols;
import io.tickmesh.mesh.time.Backoff;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rules of the symbols of all venues, read again now and then: exchanges change them. One node reads them from the exchange,
/// the others ask that node. For one context.
final class RuleBook {
    private static final Logger LOG = LoggerFactory.getLogger(RuleBook.class);

    private static final Duration PEER_TIMEOUT = Duration.ofSeconds(1);
    private static final int PATIENCE = 10;

    private final Vertx vertx;
    private final Mesh mesh;
    private final List<Venue> venues;
    private final FeedSettings settings;
    private final UnaryOperator<String> reader;
    private final Runnable changed;
    private final Map<Venue, List<SymbolRules>> rules = new LinkedHashMap<>();

    /// @param reader returns the node that reads the rules of a venue
    /// @param changed told when the rules of a venue become known
    RuleBook(
            Vertx vertx,
            Mesh mesh,
            List<Venue> venues,
            FeedSettings settings,
            UnaryOperator<String> reader,
            Runnable changed) {
        this.vertx = vertx;
        this.mesh = mesh;
        this.venues = venues;
        this.settings = settings;
        this.reader = reader;
        this.changed = changed;
    }

    /// Asks the venues.
    void start() {
        venues.forEach(venue -> ask(venue, 0, backoff()));
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

    private void ask(Venue venue, int failures, Backoff backoff) {
        String node = reader.apply(venue.name());
        if (node.equals(mesh.node()) || failures >= PATIENCE) {
            askExchange(venue);
            return;
        }
        mesh.askNode(node, new ListSymbols(), PEER_TIMEOUT)
                .map(answer ->
                        answer.items().stream()
                                .filter(rule -> venue.symbols().contains(rule.symbol()))
                                .toList())
                .onComplete(
                        found -> {
                            if (found.isEmpty()) {
                                askAgain(venue, failures + 1, backoff);
                            } else {
                                took(venue, found);
                                askLater(venue);
                            }
                        },
                        _ -> askAgain(venue, failures + 1, backoff));
    }

    private void askAgain(Venue venue, int failures, Backoff backoff) {
        vertx.setTimer(backoff.next().toMillis(), _ -> ask(venue, failures, backoff));
    }

    private void askLater(Venue venue) {
        if (!settings.lockstep()) {
            vertx.setTimer(settings.rulesEvery().toMillis(), _ -> ask(venue, 0, backoff()));
        }
    }

    private static Backoff backoff() {
        return new Backoff(
                Duration.ofMillis(200), Duration.ofSeconds(2), 0.3, RandomGenerator.getDefault());
    }

    private void askExchange(Venue venue) {
        venue.rules()
                .onComplete(
                        found -> {
                            took(venue, found);
                            askLater(venue);
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
