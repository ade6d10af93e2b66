package io.tickmesh.bot;

import io.tickmesh.bot.portfolio.Account;
import io.tickmesh.bot.store.Archive;
import io.tickmesh.bot.store.Books;
import io.tickmesh.bot.store.EventLog;
import io.tickmesh.bot.store.Leases;
import io.tickmesh.bot.store.Loader;
import io.tickmesh.bot.store.PostgresLedger;
import io.tickmesh.bot.store.Shards;
import io.tickmesh.bot.store.Stored;
import io.tickmesh.bot.store.Upkeep;
import io.tickmesh.mesh.bus.BoundedInbox;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.request.BotChart;
import io.tickmesh.mesh.request.GetBotChart;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.storage.Database;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.time.DataTime;
import io.tickmesh.mesh.time.MeshTime;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The engine on its database and on the mesh. Belongs to one context.
final class Running {
    private static final Logger LOG = LoggerFactory.getLogger(Running.class);
    private static final int INBOX = 1_000;
    private static final Duration UPKEEP = Duration.ofMinutes(1);
    private static final long UPKEEP_PAUSE_MILLIS = 500;
    private static final Duration FOLLOW = Duration.ofSeconds(1);
    private static final Duration LAST_WRITES = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Mesh mesh;
    private final EngineConfig config;
    private final Database database;
    private final Leases leases;
    private final HistoryLoader history;
    private final PostgresLedger ledger;
    private final Engine engine;
    private final Archive archive;
    private final EventLog log;
    private final Queries queries;
    private final Charts charts;
    private final Commands commands;
    private final Upkeep upkeep;
    private final Relocation.Arrival first;
    private final boolean alone;
    private final Accounts accounts;
    private final Census census;
    private final Tenancy tenancy;
    private final Balances balances;
    private final List<MeshTime.Timer> timers = new ArrayList<>();
    private final List<Promise<Void>> waiting = new ArrayList<>();
    private final BoundedInbox<PriceUpdated> prices;
    private final BoundedInbox<Event> candles;
    private boolean begun;
    private boolean closed;

    private Running(
            Vertx vertx,
            Mesh mesh,
            EngineConfig config,
            Database database,
            Leases leases,
            PostgresLedger ledger,
            boolean alone,
            Relocation.Arrival first) {
        this.vertx = vertx;
        this.mesh = mesh;
        this.config = config;
        this.database = database;
        this.leases = leases;
        this.ledger = ledger;
        this.alone = alone;
        this.first = first;
        history = new HistoryLoader(vertx, mesh);
        MeshOutside outside = new MeshOutside(mesh, history, config.riskTimeout());
        engine =
                new Engine(
                        config.withAccounts(accounts(config, first.stored())),
                        outside,
                        ledger,
                        // Nobody takes from a node that is alone what it does not renew.
                        alone ? _ -> true : leases::isValid,
                        mesh.meters(),
                        this::settle);
        archive = new Archive(database);
        log = new EventLog(database, ledger, config.retention(), mesh.time()::instant);
        queries = new Queries(engine, mesh.node());
        charts = new Charts(vertx, mesh);
        commands = new Commands(engine, outside, ledger, archive, queries, this::runs);
        commands.adopt(first.stored());
        Books books = new Books(database);
        accounts = new Accounts(engine, books, alone);
        census = new Census(config, queries, books);
        tenancy =
                new Tenancy(
                        vertx,
                        leases,
                        alone,
                        shard -> mesh.ownership().isMine(Shards.key(shard)),
                        mesh.presence()::isSettled,
                        new Relocation(database, ledger, config, mesh.time(), engine, commands),
                        mesh.meters());
        balances = new Balances(database, engine, tenancy::here);
        upkeep = new Upkeep(database, config.retention());
        EquitySnapshots equity =
                new EquitySnapshots(engine, outside, ledger, accounts, id -> alone || isMine(id));
        prices = mesh.onPrices(priceInbox(), engine::onPrice);
        candles =
                mesh.onEvents(
                        Set.of(CandleClosed.class),
                        BoundedInbox.<Event>named("bots.candles", INBOX).dropOldest(),
                        event -> {
                            // A candle is decided on with the prices that came before it.
                            prices.drainNow();
                            engine.onCandle((CandleClosed) event);
                        });
        timers.add(mesh.time().every(config.equityPeriod(), config.equityPeriod(), equity::take));
        if (!(mesh.time() instanceof DataTime)) {
            timers.add(mesh.time().every(UPKEEP, UPKEEP, this::upkeep));
        }
    }

    /// Brings the tables up to date, reads what is in them, and makes an engine of that. As long as the database is away it waits.
    ///
    /// @param alone whether no other node may be there
    static Future<Running> open(
            Vertx vertx,
            Mesh mesh,
            EngineConfig config,
            Future<DatabaseConfig> storage,
            boolean alone) {
        return Database.ready(vertx, storage, "bots", "db/bots", mesh.meters())
                .compose(database -> {
                    // It is known where that is, or there would be no database.
                    Leases leases =
                            Leases.open(vertx, storage.result(), mesh.node(), mesh.meters());
                    PostgresLedger ledger =
                            new PostgresLedger(vertx, database, leases, mesh.meters());
                    return database.untilThere(() -> Loader.keep(database, config.accounts()))
                            .compose(_ ->
                                    alone
                                            ? all(mesh, config, database, leases, ledger)
                                            : nothing(database))
                            .map(first ->
                                    new Running(
                                            vertx, mesh, config, database, leases, ledger, alone,
                                            first));
                });
    }

    private static Future<Relocation.Arrival> all(
            Mesh mesh,
            EngineConfig config,
            Database database,
            Leases leases,
            PostgresLedger ledger) {
        return database.untilThere(() -> leases.force(Shards.ALL))
                .compose(_ ->
                        database.untilThere(() ->
                                Relocation.load(
                                        database, ledger, config, mesh.time(), Shards.ALL)));
    }

    /// The accounts alone: bots come with their shards.
    private static Future<Relocation.Arrival> nothing(Database database) {
        return database.untilThere(() -> Loader.load(database, Set.of()))
                .map(stored -> new Relocation.Arrival(stored, List.of()));
    }

    /// Begins; the future is done when the bots that should be here are, as far as their shards are free.
    Future<Void> begin() {
        begun = true;
        engine.begin(first.stored(), first.roster());
        Future<Void> settled = tenancy.begin(alone ? Shards.ALL : Set.of());
        if (!alone) {
            Context context = vertx.getOrCreateContext();
            mesh.presence().onChange(() -> context.runOnContext(_ -> tenancy.move()));
            timers.add(mesh.time().every(FOLLOW, FOLLOW, balances::follow));
        }
        return settled;
    }

    Archive archive() {
        return archive;
    }

    EventLog log() {
        return log;
    }

    Accounts accounts() {
        return accounts;
    }

    Census census() {
        return census;
    }

    /// Fails with UNAVAILABLE if the bot would be run here, but is not now: it is on its way.
    void require(String bot) {
        if (!runs(bot)) {
            throw new RequestFailedException(
                    Failure.UNAVAILABLE, "bot %s moves between nodes".formatted(bot));
        }
    }

    private boolean runs(String bot) {
        return tenancy.has(Shards.of(bot));
    }

    Queries queries() {
        return queries;
    }

    /// Returns what a bot looks at.
    Future<BotChart> chart(GetBotChart query) {
        return charts.chart(query, queries.known(query.bot()));
    }

    Commands commands() {
        return commands;
    }

    /// Returns a future that is done when everything that the data up to `time` caused is done and stored.
    Future<Void> awaitStep(Instant time) {
        drain();
        if (mesh.time() instanceof DataTime data) {
            data.advanceTo(time);
        }
        return idle().compose(_ -> ledger.idle());
    }

    /// Takes nothing new, waits for what is under way, gives up its bots, and leaves.
    Future<Void> close() {
        closed = true;
        history.close();
        timers.forEach(MeshTime.Timer::cancel);
        // The others take the bots as soon as they are free; nobody does that while a node is
        // alone.
        Future<Void> free =
                tenancy.close(!alone).timeout(LAST_WRITES.toMillis(), TimeUnit.MILLISECONDS);
        return free.transform(
                        (_, _) -> {
                            mesh.close(prices);
                            mesh.close(candles);
                            engine.stop();
                            return idle();
                        })
                .compose(_ -> ledger.idle().timeout(LAST_WRITES.toMillis(), TimeUnit.MILLISECONDS))
                .transform((_, _) -> Future.join(leases.close(), database.close()).mapEmpty());
    }

    private boolean isMine(String key) {
        return mesh.ownership().isMine(key);
    }

    private void upkeep() {
        if (alone || isMine("upkeep")) {
            keep();
        }
    }

    private Future<Void> idle() {
        Promise<Void> done = Promise.promise();
        waiting.add(done);
        settle();
        return done.future();
    }

    private void settle() {
        if (waiting.isEmpty()) {
            return;
        }
        drain();
        if (!begun || (closed ? engine.hasNoOrders() : engine.isIdle())) {
            List<Promise<Void>> done = List.copyOf(waiting);
            waiting.clear();
            done.forEach(Promise::complete);
        }
    }

    private void drain() {
        prices.drainNow();
        candles.drainNow();
    }

    private void keep() {
        if (closed || !database.isAvailable()) {
            return;
        }
        upkeep.step(mesh.time().instant())
                .onComplete(
                        more -> {
                            if (more) {
                                vertx.setTimer(UPKEEP_PAUSE_MILLIS, _ -> keep());
                            }
                        },
                        failure ->
                                LOG.atWarn()
                                        .addKeyValue("reason", failure.getMessage())
                                        .log("old rows stay for now"));
    }

    private BoundedInbox.Builder<PriceUpdated> priceInbox() {
        BoundedInbox.Builder<PriceUpdated> latest =
                BoundedInbox.<PriceUpdated>named("bots.prices", INBOX)
                        .conflateBy(PriceUpdated::symbol);
        // In replay the age of a price is a matter of the data, not of how busy the machine is.
        return mesh.time() instanceof DataTime
                ? latest
                : latest.maxAge(config.maxPriceAge(), PriceUpdated::publishedMicros);
    }

    /// Accounts as they are kept, those of the configuration first.
    private static List<Account> accounts(EngineConfig config, Stored stored) {
        Map<String, Account> accounts = new LinkedHashMap<>();
        config.accounts().forEach(account -> accounts.put(account.id(), account));
        stored.accounts().forEach(kept -> accounts.put(kept.account().id(), kept.account()));
        return List.copyOf(accounts.values());
    }
}
