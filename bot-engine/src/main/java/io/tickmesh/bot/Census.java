package io.tickmesh.bot;

import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.bot.store.Books;
import io.tickmesh.bot.store.Stored;
import io.tickmesh.bot.store.StoredBot;
import io.tickmesh.mesh.bus.Gathered;
import io.tickmesh.mesh.request.BotView;
import io.tickmesh.mesh.request.Bots;
import io.tickmesh.mesh.request.ListBots;
import io.tickmesh.mesh.request.ListPositions;
import io.tickmesh.mesh.request.PositionView;
import io.tickmesh.mesh.request.Positions;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Makes one list of what several nodes say, and of what is stored of bots that none of them runs just now. Belongs to one context.
final class Census {
    private final Queries queries;
    private final Books books;
    private final Map<String, Integer> configured = new HashMap<>();

    Census(EngineConfig config, Queries queries, Books books) {
        this.queries = queries;
        this.books = books;
        config.bots().forEach(bot -> configured.put(bot.id(), configured.size()));
    }

    /// Returns the bots, those of the configuration first and in its order, then the others in the order in which they were made. While
    /// the database is away, those that somebody runs.
    Future<Bots> bots(ListBots query, Gathered<Bots> answers) {
        Map<String, BotView> running = new TreeMap<>();
        answers.answers()
                .values()
                .forEach(bots -> bots.items().forEach(view -> running.put(view.id(), view)));
        return books.bots()
                .compose(ids -> withMissing(query, running, ids))
                .otherwise(failure -> {
                    if (failure instanceof RequestFailedException refused) {
                        throw refused;
                    }
                    return new Bots(inOrder(running, List.of()));
                });
    }

    private Future<Bots> withMissing(
            ListBots query, Map<String, BotView> running, List<String> stored) {
        List<String> missing =
                stored.stream()
                        .filter(id -> Queries.matches(query.bot(), id) && !running.containsKey(id))
                        .toList();
        if (missing.isEmpty()) {
            if (running.isEmpty() && query.bot() != null) {
                throw new RequestFailedException(Failure.NOT_FOUND, "no bot " + query.bot());
            }
            return Future.succeededFuture(new Bots(inOrder(running, stored)));
        }
        return Future.all(books.bots(missing), books.positions())
                .map(all -> {
                    List<Stored.OfBot> bots = all.resultAt(0);
                    List<Stored.Held> positions = all.resultAt(1);
                    Map<String, BigDecimal> held = new HashMap<>();
                    positions.forEach(
                            one -> held.put(one.position().bot(), one.position().quantity()));
                    for (Stored.OfBot bot : bots) {
                        StoredBot own = bot.bot();
                        BigDecimal quantity = held.getOrDefault(own.id(), BigDecimal.ZERO);
                        running.put(own.id(), queries.moving(own, bot.result(), quantity));
                    }
                    return new Bots(inOrder(running, stored));
                });
    }

    /// Returns the open positions of all bots. Without the database it fails if a node has not answered: whoever adds them up must not
    /// take a part for the whole.
    Future<Positions> positions(ListPositions query, Gathered<Positions> answers) {
        Map<String, PositionView> known = new LinkedHashMap<>();
        answers.answers()
                .values()
                .forEach(positions ->
                        positions.items().forEach(view -> known.put(view.bot(), view)));
        return books.positions()
                .map(stored -> {
                    for (Stored.Held held : stored) {
                        Position position = held.position();
                        if (Queries.matches(query, position)) {
                            known.computeIfAbsent(position.bot(), _ -> queries.stored(position));
                        }
                    }
                    return sorted(known);
                })
                .recover(failure ->
                        answers.silent().isEmpty()
                                ? Future.succeededFuture(sorted(known))
                                : Future.failedFuture(
                                        new RequestFailedException(
                                                Failure.UNAVAILABLE,
                                                "%s did not answer, and storage neither: %s"
                                                        .formatted(
                                                                answers.silent(),
                                                                failure.getMessage()))));
    }

    /// Fails with NOT_FOUND if one of the bots is not there.
    Future<Void> check(List<String> wanted) {
        return books.bots()
                .map(stored -> {
                    for (String id : wanted) {
                        if (!stored.contains(id)) {
                            throw new RequestFailedException(Failure.NOT_FOUND, "no bot " + id);
                        }
                    }
                    return null;
                });
    }

    private List<BotView> inOrder(Map<String, BotView> views, List<String> stored) {
        Map<String, Integer> ranks = new HashMap<>();
        stored.forEach(id -> ranks.put(id, configured.size() + ranks.size()));
        ranks.putAll(configured);
        List<BotView> all = new ArrayList<>(views.values());
        all.sort(Comparator.comparingInt(view -> ranks.getOrDefault(view.id(), Integer.MAX_VALUE)));
        return all;
    }

    private Positions sorted(Map<String, PositionView> views) {
        List<PositionView> all = new ArrayList<>(views.values());
        all.sort(
                Comparator.comparingInt((PositionView view) ->
                                configured.getOrDefault(view.bot(), Integer.MAX_VALUE))
                        .thenComparing(PositionView::bot));
        return new Positions(all);
    }
}
