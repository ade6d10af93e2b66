package io.tickmesh.bot;

import io.tickmesh.bot.execution.PaperVenue;
import io.tickmesh.bot.portfolio.Portfolio;
import io.tickmesh.bot.store.Change;
import io.tickmesh.bot.store.Ledger;
import io.tickmesh.mesh.time.MeshTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Gives up bots that another node is to run. Belongs to one context.
final class Moving {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(10);

    private final MeshTime time;
    private final Fleet fleet;
    private final Portfolio portfolio;
    private final PaperVenue venue;
    private final Restart restart;
    private final Ledger ledger;

    Moving(
            MeshTime time,
            Fleet fleet,
            Portfolio portfolio,
            PaperVenue venue,
            Restart restart,
            Ledger ledger) {
        this.time = time;
        this.fleet = fleet;
        this.portfolio = portfolio;
        this.venue = venue;
        this.restart = restart;
        this.ledger = ledger;
    }

    /// Lets the bots of these shards decide nothing any more, waits for what is under way, which is no longer than two seconds, and
    /// forgets them. Orders that rest stay open: who runs the bots next puts them back.
    ///
    /// @return until which candle each bot has seen all; fails never
    Future<Map<String, Instant>> giveUp(Set<Integer> shards) {
        List<Bot> bots = of(shards);
        bots.forEach(bot -> bot.stay().leave());
        return quiet(bots)
                .compose(_ -> marked(bots))
                .transform((_, _) -> {
                    Map<String, Instant> seen = new HashMap<>();
                    bots.forEach(bot -> seen(bot).ifPresent(end -> seen.put(bot.id(), end)));
                    // Also those that were made meanwhile.
                    of(shards).forEach(this::forget);
                    return Future.succeededFuture(seen);
                });
    }

    /// Forgets the bots of these shards at once: somebody else may run them already.
    ///
    /// @return how many bots there were
    int drop(Set<Integer> shards) {
        List<Bot> bots = of(shards);
        bots.forEach(this::forget);
        return bots.size();
    }

    /// A bot that has no history yet would have decided on what closed since it came.
    private static Optional<Instant> seen(Bot bot) {
        return bot.stay().isGone()
                ? Optional.empty()
                : bot.stay().seenUntil().or(() -> Optional.ofNullable(bot.firstEvaluation()));
    }

    private Future<Void> quiet(List<Bot> bots) {
        if (areQuiet(bots)) {
            return Future.succeededFuture();
        }
        Promise<Void> quiet = Promise.promise();
        long begun = System.nanoTime();
        MeshTime.Timer[] look = new MeshTime.Timer[1];
        look[0] =
                time.every(
                        LOOK,
                        LOOK,
                        () -> {
                            boolean late = System.nanoTime() - begun > PATIENCE.toNanos();
                            if (late || areQuiet(bots)) {
                                look[0].cancel();
                                quiet.tryComplete();
                            }
                        });
        return quiet.future();
    }

    private boolean areQuiet(List<Bot> bots) {
        // What came to rest meanwhile may not be filled here any more.
        bots.forEach(bot -> venue.leave(bot.id(), false));
        return bots.stream().allMatch(this::isQuiet);
    }

    private boolean isQuiet(Bot bot) {
        return bot.stay().isGone()
                || (bot.settled().isComplete()
                        && (bot.isFree() || (bot.working() != null && !venue.has(bot.id()))));
    }

    private Future<Void> marked(List<Bot> bots) {
        List<Change> marks = new ArrayList<>();
        for (Bot bot : bots) {
            if (!bot.stay().isGone()) {
                bot.markToStore(portfolio.position(bot.id()).orElse(null)).ifPresent(marks::add);
            }
        }
        return marks.isEmpty() || ledger.isAway() ? Future.succeededFuture() : ledger.commit(marks);
    }

    private List<Bot> of(Set<Integer> shards) {
        return fleet.all().stream().filter(bot -> shards.contains(bot.stay().shard())).toList();
    }

    private void forget(Bot bot) {
        if (bot.stay().isGone()) {
            return;
        }
        bot.stay().end();
        venue.leave(bot.id(), true);
        portfolio.forget(bot.id());
        restart.forget(bot.id());
        fleet.remove(bot);
        bot.release();
    }
}
