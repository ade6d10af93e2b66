package io.tickmesh.bot;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.bot.store.Archive;
import io.tickmesh.bot.store.Change;
import io.tickmesh.bot.store.Leases;
import io.tickmesh.bot.store.Ledger;
import io.tickmesh.bot.store.Loader;
import io.tickmesh.bot.store.PostgresLedger;
import io.tickmesh.bot.store.Stored;
import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.latency.Stage;
import io.tickmesh.mesh.request.Candles;
import io.tickmesh.mesh.request.CheckOrder;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.ListOrders;
import io.tickmesh.mesh.request.OrderView;
import io.tickmesh.mesh.request.RiskAnswer;
import io.tickmesh.mesh.request.Symbols;
import io.tickmesh.mesh.storage.Database;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.time.LiveTime;
import io.tickmesh.mesh.time.MeshTime;
import io.tickmesh.mesh.time.WallClock;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The engine of one of several nodes on one database, without a mesh: the test says which shards it should have. Its methods block
/// the test.
final class Tenant {
    volatile boolean wantsAll;
    // What such changes are in is written when the test says so.
    volatile Predicate<Change> held = _ -> false;
    final List<Runnable> heldBack = new CopyOnWriteArrayList<>();
    volatile Runnable onHistory = () -> {};

    private final String name;
    private final Context context;
    private final MeshTime time;
    private final AtomicInteger sequence = new AtomicInteger();
    private @Nullable Parts parts;

    Tenant(Vertx vertx, DatabaseConfig config, String name, EngineConfig bots) {
        this.name = name;
        context = vertx.getOrCreateContext();
        time = new LiveTime(vertx);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Database database =
                on(() -> Future.succeededFuture(Database.open(vertx, config, "bots", meters)));
        TwoNodes.await(on(() -> Future.succeededFuture(database.migrate("db/bots"))));
        on(() -> Loader.keep(database, bots.accounts()));
        Stored accounts = on(() -> Loader.load(database, Set.of()));
        parts =
                on(() -> {
                    Leases leases = Leases.open(vertx, config, name, meters);
                    Ledger ledger = new Gate(new PostgresLedger(vertx, database, leases, meters));
                    Outside outside = new Still();
                    Engine engine =
                            new Engine(bots, outside, ledger, leases::isValid, meters, () -> {});
                    Archive archive = new Archive(database);
                    Commands commands =
                            new Commands(
                                    engine,
                                    outside,
                                    ledger,
                                    archive,
                                    new Queries(engine, name),
                                    _ -> true);
                    Tenancy tenancy =
                            new Tenancy(
                                    vertx,
                                    leases,
                                    false,
                                    _ -> wantsAll,
                                    () -> true,
                                    new Relocation(database, ledger, bots, time, engine, commands),
                                    meters);
                    engine.begin(accounts, List.of());
                    return tenancy.begin(Set.of())
                            .map(_ -> new Parts(database, engine, archive, commands, tenancy));
                });
    }

    Parts parts() {
        return Objects.requireNonNull(parts);
    }

    /// Makes the node have all shards, or none, and waits until it is so.
    void have(boolean all) {
        wantsAll = all;
        move();
        TwoNodes.until(() -> count(all ? 64 : 0));
    }

    /// Lets the node look at who should have what.
    void move() {
        run(() -> parts().tenancy.move());
    }

    /// Reads what all have made of the accounts.
    void follow(Set<Integer> own) {
        on(() ->
                Loader.balances(parts().database, own)
                        .onSuccess(balances ->
                                balances.forEach(balance ->
                                        parts().engine
                                                .portfolio()
                                                .follow(
                                                        balance.account(),
                                                        balance.cash(),
                                                        balance.result(),
                                                        balance.reservedByOthers()))));
    }

    private boolean count(int shards) {
        return on(() -> Future.succeededFuture(parts().tenancy.here().size())) == shards;
    }

    /// Returns the ids of the bots that are here.
    List<String> bots() {
        return on(
                () -> Future.succeededFuture(parts().engine.bots().stream().map(Bot::id).toList()));
    }

    /// Returns the one order that there is, if it has that status.
    Optional<OrderView> order(String status) {
        ListOrders all = new ListOrders(null, null, null, status, null, 2);
        return on(() -> parts().archive.orders(all)).items().stream().findFirst();
    }

    /// Waits until a bot has that status here.
    void until(String bot, BotStatus status) {
        TwoNodes.until(() ->
                on(() ->
                        Future.succeededFuture(
                                parts().engine
                                        .bot(bot)
                                        .filter(known -> known.status() == status)
                                        .isPresent())));
    }

    /// Shows the engine a second that has just gone by: a price, and the candle that ends with it.
    void second(double open, double close) {
        Instant end = Instant.ofEpochSecond(time.instant().getEpochSecond());
        run(() -> {
            price(close);
            Header header = new Header(name + sequence.get(), end, name, null, WallClock.micros());
            parts().engine
                    .onCandle(
                            Fixtures.closed(
                                    header,
                                    "BTCUSDT",
                                    Fixtures.candle(end.toEpochMilli() - 1_000, open, close)));
        });
    }

    /// Shows the engine a price.
    void show(double bid) {
        run(() -> price(bid));
    }

    private void price(double bid) {
        parts().engine
                .onPrice(
                        new PriceUpdated(
                                "market",
                                sequence.incrementAndGet(),
                                WallClock.micros(),
                                time.instant().toEpochMilli(),
                                WallClock.micros(),
                                "BTCUSDT",
                                bid,
                                1_000_000,
                                bid + 0.01,
                                1_000_000,
                                bid,
                                1));
    }

    void run(Runnable task) {
        on(() -> {
            task.run();
            return Future.succeededFuture();
        });
    }

    /// Writes what was held back.
    void release() {
        held = _ -> false;
        run(() -> {
            heldBack.forEach(Runnable::run);
            heldBack.clear();
        });
    }

    <T extends @Nullable Object> T on(Callable<Future<T>> task) {
        return TwoNodes.await(begin(task));
    }

    /// Begins something on the context of the node.
    <T extends @Nullable Object> Future<T> begin(Callable<Future<T>> task) {
        Promise<T> done = Promise.promise();
        context.runOnContext(_ -> {
            try {
                task.call().onComplete(done);
            } catch (Exception e) {
                done.fail(e);
            }
        });
        return done.future();
    }

    /// What a node consists of; belongs to its context.
    record Parts(
            Database database,
            Engine engine,
            Archive archive,
            Commands commands,
            Tenancy tenancy) {}

    /// Lets through what is not held.
    private final class Gate implements Ledger {
        private final Ledger ledger;

        Gate(Ledger ledger) {
            this.ledger = ledger;
        }

        @Override
        public Future<Void> attempt(Change.Ordered intent, BigDecimal reserved) {
            return ledger.attempt(intent, reserved);
        }

        @Override
        public Future<Void> commit(List<? extends Change> changes) {
            if (changes.stream().noneMatch(held)) {
                return ledger.commit(changes);
            }
            Promise<Void> done = Promise.promise();
            heldBack.add(() -> ledger.commit(changes).onComplete(done));
            return done.future();
        }

        @Override
        public void behind(List<? extends Change> changes) {
            ledger.behind(changes);
        }

        @Override
        public boolean isAway() {
            return ledger.isAway();
        }

        @Override
        public boolean isFull() {
            return ledger.isFull();
        }

        @Override
        public Future<Void> idle() {
            return ledger.idle();
        }
    }

    /// One symbol without history, and risk that allows all.
    private final class Still implements Outside {
        @Override
        public MeshTime time() {
            return time;
        }

        @Override
        public Header header(Instant eventTime, @Nullable String cause) {
            String id = name + "-" + sequence.incrementAndGet();
            return new Header(id, eventTime, name, cause, WallClock.micros());
        }

        @Override
        public long micros() {
            return WallClock.micros();
        }

        @Override
        public void publish(Event event) {
            // nobody listens
        }

        @Override
        public void latency(Stage stage, long micros) {
            // not looked at
        }

        @Override
        public Future<RiskAnswer> check(CheckOrder order) {
            return World.approve(order);
        }

        @Override
        public Future<Symbols> symbols() {
            return Future.succeededFuture(new Symbols(List.of(Fixtures.BTCUSDT)));
        }

        @Override
        public Future<Candles> candles(ListCandles question) {
            onHistory.run();
            return Future.succeededFuture(
                    new Candles(question.symbol(), question.interval(), List.of(), null));
        }
    }
}
