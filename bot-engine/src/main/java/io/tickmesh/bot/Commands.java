package io.tickmesh.bot;

import io.tickmesh.bot.store.Archive;
import io.tickmesh.bot.store.Change;
import io.tickmesh.bot.store.Ledger;
import io.tickmesh.bot.store.Shards;
import io.tickmesh.bot.store.Stored;
import io.tickmesh.bot.store.StoredBot;
import io.tickmesh.mesh.bot.BotDefinition;
import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.request.Bots;
import io.tickmesh.mesh.request.CancelOrder;
import io.tickmesh.mesh.request.ClosePositions;
import io.tickmesh.mesh.request.CommandBots;
import io.tickmesh.mesh.request.CreateBot;
import io.tickmesh.mesh.request.DeleteBot;
import io.tickmesh.mesh.request.FieldError;
import io.tickmesh.mesh.request.GetOrder;
import io.tickmesh.mesh.request.Orders;
import io.tickmesh.mesh.request.ReplaceBot;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes, changes, removes and commands bots, one command after the other. Each is stored before it counts, and answered then; asked
/// again it changes nothing. A command that cannot be done fails with a [RequestFailedException]. Belongs to one context.
final class Commands {
    private static final int MOST_WAITING = 100;

    private final Engine engine;
    private final Outside outside;
    private final Ledger ledger;
    private final Archive archive;
    private final Queries queries;
    private final Predicate<String> runs;
    private final Closing closing;
    // Bots that were deleted and would come back with their configuration.
    private final Map<String, StoredBot> deleted = new HashMap<>();
    private Future<?> last = Future.succeededFuture();
    private int waiting;

    /// @param runs whether a bot of that id is run here
    Commands(
            Engine engine,
            Outside outside,
            Ledger ledger,
            Archive archive,
            Queries queries,
            Predicate<String> runs) {
        this.engine = engine;
        this.outside = outside;
        this.ledger = ledger;
        this.archive = archive;
        this.queries = queries;
        this.runs = runs;
        this.closing = new Closing(engine, archive);
    }

    /// Learns of the bots that were deleted, among those that come here.
    void adopt(Stored stored) {
        stored.bots().stream()
                .map(Stored.OfBot::bot)
                .filter(StoredBot::deleted)
                .forEach(bot -> deleted.put(bot.id(), bot));
    }

    /// Forgets the bots that were deleted, among those that go.
    void forget(Set<Integer> shards) {
        deleted.keySet().removeIf(bot -> shards.contains(Shards.of(bot)));
    }

    Future<Bots> create(CreateBot command) {
        return inTurn(() -> {
            BotDefinition wanted = command.definition();
            var _ = checked(wanted);
            Bot known = engine.bot(wanted.id()).orElse(null);
            if (known != null) {
                return known.stored().definition().equals(wanted)
                        ? Future.succeededFuture(queries.bots(known))
                        : conflict("there is a bot %s already".formatted(wanted.id()));
            }
            StoredBot before = deleted.get(wanted.id());
            StoredBot bot =
                    new StoredBot(
                            wanted,
                            before == null ? 1 : before.version() + 1,
                            before == null ? null : before.configured(),
                            BotStatus.RUNNING,
                            now(),
                            false,
                            false);
            return ledger.commit(List.of(new Change.Kept(bot)))
                    .map(_ -> {
                        deleted.remove(bot.id());
                        if (!runs.test(bot.id())) {
                            throw moves(bot.id());
                        }
                        Bot added = engine.add(bot);
                        added.firstEvaluation(now());
                        engine.warmUp().change(added, BotStatus.STARTING, "made");
                        engine.warmUp().start(List.of(added));
                        return queries.bots(added);
                    });
        });
    }

    Future<Bots> replace(ReplaceBot command) {
        return inTurn(() -> {
            BotDefinition wanted = command.definition();
            Bot bot = known(wanted.id(), command.version());
            BotConfig config = checked(wanted);
            BotDefinition before = bot.stored().definition();
            if (before.equals(wanted)) {
                return Future.succeededFuture(queries.bots(bot));
            }
            boolean moves =
                    !before.symbol().equals(wanted.symbol())
                            || !before.account().equals(wanted.account());
            if (moves && isBusy(bot)) {
                return conflict(
                        "symbol and account of %s cannot change while it holds a position or has an order"
                                .formatted(bot.id()));
            }
            StoredBot changed = bot.stored().as(wanted);
            if (moves) {
                bot.orderBegun(); // nothing of the old symbol may be bought meanwhile
            }
            return ledger.commit(List.of(new Change.Kept(changed)))
                    .onComplete(_ -> {
                        if (moves) {
                            bot.free();
                        }
                    })
                    .map(_ -> {
                        requireHere(bot);
                        engine.redefine(bot, changed, config);
                        return queries.bots(bot);
                    });
        });
    }

    Future<Bots> delete(DeleteBot command) {
        return inTurn(() -> {
            Bot bot = known(command.bot(), command.version());
            if (isBusy(bot)) {
                return conflict("bot %s holds a position or has an order".formatted(bot.id()));
            }
            StoredBot gone = bot.stored().delete();
            Change change =
                    gone.configured() == null
                            ? new Change.Removed(bot.id())
                            : new Change.Kept(gone);
            // Nothing may begin meanwhile.
            bot.status(BotStatus.STOPPED, "being deleted");
            return ledger.commit(List.of(change))
                    .map(_ -> {
                        requireHere(bot);
                        if (gone.configured() != null) {
                            deleted.put(bot.id(), gone);
                        }
                        engine.warmUp().change(bot, BotStatus.STOPPED, "deleted");
                        engine.fleet().remove(bot);
                        bot.release();
                        return new Bots(List.of());
                    });
        });
    }

    Future<Bots> command(CommandBots command) {
        return inTurn(() -> {
            List<Bot> bots = command.bots().stream().distinct().map(queries::known).toList();
            BotStatus told =
                    switch (command.command()) {
                        case START -> BotStatus.RUNNING;
                        case PAUSE -> BotStatus.PAUSED;
                        case STOP -> BotStatus.STOPPED;
                    };
            Map<Bot, StoredBot> changed = new HashMap<>();
            List<Change> changes = new ArrayList<>();
            for (Bot bot : bots) {
                if (bot.stored().told() != told || bot.stored().retired()) {
                    StoredBot next = bot.stored().tell(told, now());
                    changed.put(bot, next);
                    changes.add(new Change.Kept(next));
                }
            }
            Future<Void> stored =
                    changes.isEmpty() ? Future.succeededFuture() : ledger.commit(changes);
            // All of them are told before anybody hears that one could not be.
            return stored.compose(_ ->
                            Future.join(
                                    bots.stream().map(bot -> obey(bot, changed.get(bot))).toList()))
                    .map(_ -> new Bots(bots.stream().map(queries::view).toList()));
        });
    }

    Future<Orders> cancel(CancelOrder command) {
        for (Bot bot : engine.bots()) {
            Working working = bot.working();
            if (working != null && working.order().order().id().equals(command.orderId())) {
                requireStorage();
                return engine.orders()
                        .withdraw(bot, "withdrawn by request")
                        .compose(_ -> archive.order(new GetOrder(command.orderId())));
            }
        }
        return archive.order(new GetOrder(command.orderId()));
    }

    /// Begins at once, whatever other commands wait for.
    Future<Orders> close(ClosePositions command) {
        if (command.bots().isEmpty()) {
            throw RequestFailedException.invalid(
                    List.of(new FieldError("bots", "must name at least one bot")));
        }
        requireStorage();
        return closing.close(
                command, command.bots().stream().distinct().map(queries::known).toList());
    }

    private Future<?> obey(Bot bot, @Nullable StoredBot next) {
        if (next == null) {
            return Future.succeededFuture();
        }
        if (bot.stay().isGone()) {
            return Future.failedFuture(moves(bot.id()));
        }
        bot.stored(next);
        engine.warmUp().arm(bot);
        Working working = bot.working();
        return switch (next.told()) {
            case STOPPED -> {
                bot.exit().clear();
                bot.leaveByHand(false);
                yield engine.orders().withdraw(bot, "the bot was stopped");
            }
            case PAUSED ->
                    working != null && working.order().order().isEntry()
                            ? engine.orders().withdraw(bot, "the bot was paused")
                            : Future.succeededFuture();
            case STARTING, RUNNING, FAILED -> Future.succeededFuture();
        };
    }

    private BotConfig checked(BotDefinition definition) {
        List<FieldError> errors = new ArrayList<>();
        Optional<BotConfig> config = engine.check().check(definition, errors::add);
        engine.warmUp().obstacle(definition).ifPresent(errors::add);
        if (!errors.isEmpty()) {
            throw RequestFailedException.invalid(errors);
        }
        return config.orElseThrow();
    }

    private Bot known(String id, @Nullable Long version) {
        Bot bot = queries.known(id);
        long actual = bot.stored().version();
        if (version != null && version != actual) {
            throw new RequestFailedException(
                    Failure.OUTDATED,
                    "bot %s has version %d, not %d: somebody has changed it"
                            .formatted(id, actual, version));
        }
        return bot;
    }

    /// What was stored counts; it is the next owner's to answer for it.
    private static void requireHere(Bot bot) {
        if (bot.stay().isGone()) {
            throw moves(bot.id());
        }
    }

    private static RequestFailedException moves(String bot) {
        return new RequestFailedException(
                Failure.UNAVAILABLE, "bot %s moves between nodes".formatted(bot));
    }

    private boolean isBusy(Bot bot) {
        return !bot.isFree() || engine.portfolio().holds(bot.id());
    }

    private <T> Future<T> inTurn(Supplier<Future<T>> command) {
        if (waiting == MOST_WAITING) {
            return Future.failedFuture(
                    new RequestFailedException(Failure.UNAVAILABLE, "too many commands at once"));
        }
        waiting++;
        Future<T> done =
                last.transform(
                                (_, _) -> {
                                    requireStorage();
                                    return command.get();
                                })
                        .onComplete(_ -> waiting--);
        last = done;
        return done;
    }

    private void requireStorage() {
        if (ledger.isAway() || ledger.isFull()) {
            throw new RequestFailedException(
                    Failure.UNAVAILABLE, "storage is away, nothing can be changed");
        }
    }

    private static <T> Future<T> conflict(String why) {
        return Future.failedFuture(new RequestFailedException(Failure.CONFLICT, why));
    }

    private Instant now() {
        return outside.time().instant();
    }
}
