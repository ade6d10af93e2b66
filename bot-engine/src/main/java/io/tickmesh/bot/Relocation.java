package io.tickmesh.bot;

import io.tickmesh.bot.store.Change;
import io.tickmesh.bot.store.Ledger;
import io.tickmesh.bot.store.Loader;
import io.tickmesh.bot.store.Shards;
import io.tickmesh.bot.store.Stored;
import io.tickmesh.bot.store.StoredBot;
import io.tickmesh.mesh.storage.Database;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Carries bots between the store and the engine, shard by shard. The leases of the shards are held meanwhile. Belongs to one context.
final class Relocation {
    private final Database database;
    private final Ledger ledger;
    private final EngineConfig config;
    private final InstantSource time;
    private final Engine engine;
    private final Commands commands;

    Relocation(
            Database database,
            Ledger ledger,
            EngineConfig config,
            InstantSource time,
            Engine engine,
            Commands commands) {
        this.database = database;
        this.ledger = ledger;
        this.config = config;
        this.time = time;
        this.engine = engine;
        this.commands = commands;
    }

    /// Reads what is stored of some shards, and stores what the configuration makes of it.
    ///
    /// @return fails if the database is away, or a lease was lost meanwhile
    Future<Arrival> load(Set<Integer> shards) {
        return load(database, ledger, config, time, shards);
    }

    static Future<Arrival> load(
            Database database,
            Ledger ledger,
            EngineConfig config,
            InstantSource time,
            Set<Integer> shards) {
        List<BotConfig> configured =
                config.bots().stream().filter(bot -> shards.contains(Shards.of(bot.id()))).toList();
        return Loader.load(database, shards)
                .compose(stored -> {
                    Roster roster = Roster.of(configured, stored, time.instant());
                    List<Change> changes = new ArrayList<>(roster.changes());
                    // It holds for this one move: who takes over after a crash must not believe it.
                    stored.decidedUntil()
                            .forEach((bot, _) -> changes.add(new Change.Decided(bot, null)));
                    Future<Void> kept =
                            changes.isEmpty() ? Future.succeededFuture() : ledger.commit(changes);
                    return kept.map(_ -> new Arrival(stored, roster.bots()));
                });
    }

    /// Lets the bots of those shards go on here; returns how many there are. Whatever it throws, none of them is here then.
    int adopt(Arrival arrival, Set<Integer> shards) {
        Arrival own = arrival.of(shards);
        try {
            commands.adopt(own.stored());
            engine.adopt(own.stored(), own.roster());
        } catch (RuntimeException e) {
            var _ = drop(shards);
            throw e;
        }
        return own.roster().size();
    }

    /// Gives up the bots of some shards in order, and stores what they have seen; returns how many there were. Never fails: what could
    /// not be stored, whoever runs the bots next finds out in another way.
    Future<Integer> giveUp(Set<Integer> shards) {
        commands.forget(shards);
        int before = engine.bots().size();
        return engine.giveUp(shards)
                .compose(seen -> {
                    List<Change> changes = new ArrayList<>();
                    seen.forEach((bot, end) -> changes.add(new Change.Decided(bot, end)));
                    int bots = before - engine.bots().size();
                    return (changes.isEmpty() || ledger.isAway()
                                    ? Future.<Void>succeededFuture()
                                    : ledger.commit(changes))
                            .transform((_, _) -> Future.succeededFuture(bots));
                });
    }

    /// Forgets the bots of some shards; returns how many there were.
    int drop(Set<Integer> shards) {
        commands.forget(shards);
        return engine.drop(shards);
    }

    /// What comes with some shards.
    ///
    /// @param roster the bots that there are from now on
    record Arrival(Stored stored, List<StoredBot> roster) {
        /// Returns what belongs to some of the shards alone.
        Arrival of(Set<Integer> shards) {
            return new Arrival(
                    new Stored(
                            stored.accounts(),
                            of(shards, stored.bots(), kept -> kept.bot().id()),
                            of(shards, stored.positions(), held -> held.position().bot()),
                            of(shards, stored.open(), row -> row.order().order().bot()),
                            of(shards, stored.lastOrders(), row -> row.order().order().bot()),
                            stored.lastExits(),
                            stored.decidedUntil()),
                    of(shards, roster, StoredBot::id));
        }

        private static <T> List<T> of(Set<Integer> shards, List<T> all, Function<T, String> bot) {
            return all.stream().filter(one -> shards.contains(Shards.of(bot.apply(one)))).toList();
        }
    }
}
