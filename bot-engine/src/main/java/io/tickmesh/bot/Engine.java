package io.tickmesh.bot;

import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.bot.execution.PaperVenue;
import io.tickmesh.bot.execution.Quotes;
import io.tickmesh.bot.execution.VenueResult;
import io.tickmesh.bot.portfolio.Portfolio;
import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.bot.store.Ledger;
import io.tickmesh.bot.store.Stored;
import io.tickmesh.bot.store.StoredBot;
import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.time.DataTime;
import io.tickmesh.mesh.time.MeshTime;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Drives the bots: shows each closed candle to its bots in the order of the configuration, watches their positions on every price.
/// Belongs to one context; on a world and a ledger that answer at once it belongs to the thread that calls it.
public final class Engine {
    private static final Duration SECOND = Duration.ofSeconds(1);
    // More is never waiting unless the database is away: then resting orders wait with it.
    private static final int MOST_UNSETTLED = 1_000;

    private final EngineConfig config;
    private final Outside outside;
    private final Ledger ledger;
    private final Quotes quotes;
    private final Portfolio portfolio;
    private final PaperVenue venue;
    private final OrderFlow orders;
    private final Settlement settlement;
    private final EngineMeters meters;
    private final Decisions decisions;
    private final Fleet fleet;
    private final WarmUp warmUp;
    private final Moving moving;
    private final Tenure tenure;
    private final Turns turns;
    private final Runnable afterEach;
    private MeshTime.@Nullable Timer ticks;

    /// @param registry gets what the engine counts
    /// @param afterEach run whenever bots got their history or an order has come to its end
    public Engine(
            EngineConfig config,
            Outside outside,
            Ledger ledger,
            MeterRegistry registry,
            Runnable afterEach) {
        this(config, outside, ledger, _ -> true, registry, afterEach);
    }

    /// @param leases whether this engine may act for the bots of a shard now
    Engine(
            EngineConfig config,
            Outside outside,
            Ledger ledger,
            IntPredicate leases,
            MeterRegistry registry,
            Runnable afterEach) {
        this.config = config;
        this.outside = outside;
        this.ledger = ledger;
        this.afterEach = afterEach;
        this.tenure = new Tenure(leases);
        this.quotes = new Quotes(config.maxPriceAge());
        this.portfolio = new Portfolio(config.accounts());
        this.venue = new PaperVenue(config.paper());
        this.meters = new EngineMeters(registry);
        Announcer announcer = new Announcer(outside, ledger, this::goOn);
        BotFailures failures = new BotFailures(outside, announcer, meters);
        OrderEvents texts = new OrderEvents(outside);
        this.settlement = new Settlement(outside, portfolio, ledger, meters, texts, announcer);
        this.orders =
                new OrderFlow(
                        outside,
                        quotes,
                        config.paper(),
                        tenure,
                        venue,
                        portfolio,
                        ledger,
                        settlement,
                        texts,
                        announcer,
                        failures,
                        meters,
                        this::goOn);
        this.decisions = new Decisions(outside, portfolio, ledger, orders, meters, failures);
        this.turns =
                new Turns(
                        outside.time() instanceof DataTime,
                        () -> orders.isIdle() && announcer.isIdle());
        Presenter presenter = new Presenter(outside, quotes, tenure, decisions, turns, meters);
        this.fleet = new Fleet(presenter::past, presenter::live);
        Restart restart = new Restart(portfolio, venue, orders);
        this.warmUp = new WarmUp(outside, announcer, fleet, portfolio, restart, this::goOn);
        this.moving = new Moving(outside.time(), fleet, portfolio, venue, restart, ledger);
    }

    /// Returns the bots in the order of the configuration.
    Collection<Bot> bots() {
        return fleet.all();
    }

    Optional<Bot> bot(String id) {
        return fleet.find(id);
    }

    EngineConfig config() {
        return config;
    }

    public Portfolio portfolio() {
        return portfolio;
    }

    /// Returns the newest quotes.
    public Quotes quotes() {
        return quotes;
    }

    public Optional<SymbolRules> rules(String symbol) {
        return warmUp.rules(symbol);
    }

    /// Returns the price at which a position is valued: the bid, or what was paid until there is one.
    public BigDecimal mark(Position position) {
        return rules(position.symbol()).flatMap(quotes::bid).orElseGet(position::entryPrice);
    }

    /// Starts the bots of the configuration, in the background.
    public void begin() {
        Instant now = outside.time().instant();
        begin(Stored.NOTHING, Roster.of(config.bots(), Stored.NOTHING, now).bots());
    }

    /// Starts bots where an earlier run left them, in the background.
    void begin(Stored stored, List<StoredBot> roster) {
        stored.accounts().forEach(this::restore);
        take(stored, roster);
        outside.time().after(Duration.ZERO, this::schedule);
        ticks = outside.time().every(SECOND, SECOND, this::tick);
        warmUp.begin();
    }

    /// Takes in bots that another node ran until now, or nobody: they go on where they were left, in the background, and decide on
    /// what closed while they moved.
    void adopt(Stored stored, List<StoredBot> roster) {
        stored.accounts().stream()
                .filter(kept -> portfolio.account(kept.account().id()).isEmpty())
                .forEach(this::restore);
        List<Bot> added = take(stored, roster);
        Instant now = outside.time().instant();
        added.forEach(bot -> bot.firstEvaluation(now));
        if (warmUp.knowsSymbols()) {
            warmUp.start(added);
        }
        afterEach.run();
    }

    /// Gives up bots, see [Moving#giveUp].
    Future<Map<String, Instant>> giveUp(Set<Integer> shards) {
        return moving.giveUp(shards).onComplete(_ -> afterEach.run());
    }

    /// Forgets bots at once that somebody else may run already; returns how many there were.
    int drop(Set<Integer> shards) {
        int dropped = moving.drop(shards);
        afterEach.run();
        return dropped;
    }

    /// Takes nothing new in; what is under way goes on.
    void stop() {
        warmUp.stop();
        if (ticks != null) {
            ticks.cancel();
        }
        mark();
    }

    /// Returns whether nothing is under way: every bot has its history and no order is on its way.
    public boolean isIdle() {
        return warmUp.isIdle() && hasNoOrders();
    }

    /// Returns whether no order is on its way.
    boolean hasNoOrders() {
        return orders.isIdle() && turns.isEmpty();
    }

    /// Returns whether all that the venue has said is stored and booked.
    boolean isSettled() {
        return settlement.waiting() == 0;
    }

    /// Takes in a closed candle.
    public void onCandle(CandleClosed event) {
        turns.event(() ->
                List.copyOf(fleet.series(new Series.Key(event.symbol(), event.interval())))
                        .forEach(series ->
                                series.offer(event)
                                        .ifPresent(question -> warmUp.ask(series, question))));
    }

    /// Takes in a price.
    public void onPrice(PriceUpdated price) {
        turns.event(() -> priced(price));
    }

    /// Takes in a bot, which starts as soon as it has its history.
    Bot add(StoredBot stored) {
        return add(stored, null);
    }

    /// @param seenBefore close of the last candle that it has seen elsewhere, if that is known
    private Bot add(StoredBot stored, @Nullable Instant seenBefore) {
        DefinitionCheck check = check();
        List<String> problems = new ArrayList<>();
        BotConfig bot =
                check.check(stored.definition(), error -> problems.add(error.toString()))
                        .orElseGet(() -> BotConfig.broken(stored.definition()));
        Series series = series(bot, seenBefore);
        Bot added = new Bot(stored, bot, series.reader(), config.paper());
        if (seenBefore != null) {
            added.stay().begin(seenBefore);
        }
        fleet.add(added, series);
        if (!problems.isEmpty()) {
            warmUp.fail(added, String.join("; ", problems));
        }
        return added;
    }

    /// Makes a bot what its new definition says.
    void redefine(Bot bot, StoredBot changed, BotConfig to) {
        fleet.detach(bot);
        Series series = fleet.open(Fleet.key(to), BotSetup.warmUpBars(to));
        bot.redefine(changed, to, series.reader());
        fleet.add(bot, series);
        warmUp.restart(bot);
    }

    /// Says whether definitions are right, as far as one can know without the symbols.
    DefinitionCheck check() {
        return new DefinitionCheck(config.strategies(), accountIds());
    }

    Fleet fleet() {
        return fleet;
    }

    WarmUp warmUp() {
        return warmUp;
    }

    Decisions decisions() {
        return decisions;
    }

    OrderFlow orders() {
        return orders;
    }

    private Set<String> accountIds() {
        Set<String> ids = new LinkedHashSet<>();
        portfolio.accounts().forEach(account -> ids.add(account.id()));
        return ids;
    }

    private void restore(Stored.OfAccount kept) {
        portfolio.learn(kept.account());
        portfolio.restoreAccount(kept.account().id(), kept.cash(), kept.result());
    }

    private List<Bot> take(Stored stored, List<StoredBot> roster) {
        // What an attempt that failed has left of them is old by now.
        roster.forEach(bot -> {
            portfolio.forget(bot.id());
            warmUp.restart().forget(bot.id());
        });
        stored.bots().forEach(kept -> portfolio.restoreBot(kept.bot().id(), kept.result()));
        stored.positions().forEach(held -> portfolio.restorePosition(held.position()));
        List<Bot> added = new ArrayList<>();
        roster.forEach(bot -> added.add(add(bot, stored.decidedUntil().get(bot.id()))));
        warmUp.restart().remember(stored, fleet);
        return added;
    }

    /// A bot that holds something looks back at the candles since then, and one that has missed candles sees them: both need a series
    /// that begins with its history.
    private Series series(BotConfig bot, @Nullable Instant seenBefore) {
        int bars = BotSetup.warmUpBars(bot);
        boolean looksBack = portfolio.holds(bot.id());
        return fleet.open(
                Fleet.key(bot),
                series ->
                        series.isFresh()
                                || (series.has(bars)
                                        && !looksBack
                                        && (seenBefore == null
                                                || series.end()
                                                        .filter(end -> end.isAfter(seenBefore))
                                                        .isEmpty())));
    }

    private void goOn() {
        turns.next();
        afterEach.run();
    }

    private void schedule() {
        Instant due = outside.time().instant();
        for (Bot bot : fleet.all()) {
            bot.firstEvaluation(due);
            due = due.plus(config.startStagger());
        }
    }

    private void tick() {
        Instant now = outside.time().instant();
        deliver(venue.onTime(now));
        mark();
    }

    private void mark() {
        for (Bot bot : fleet.all()) {
            if (tenure.mayAct(bot)) {
                bot.markToStore(portfolio.position(bot.id()).orElse(null))
                        .ifPresent(mark -> ledger.behind(List.of(mark)));
            }
        }
    }

    private void priced(PriceUpdated price) {
        quotes.accept(price);
        Instant now = outside.time().instant();
        if (settlement.waiting() < MOST_UNSETTLED) {
            deliver(venue.onPrice(price, now));
        }
        if (!quotes.isFresh(price.time(), now)) {
            meters.stale();
        } else if (price.hasQuote()) {
            for (Bot bot : fleet.ofSymbol(price.symbol())) {
                if (bot.isWatching() && bot.knowsRules() && tenure.mayDecide(bot)) {
                    turns.step(() -> decisions.guard(bot, price, now));
                }
            }
        }
    }

    private void deliver(List<VenueResult> results) {
        if (results.isEmpty()) {
            return;
        }
        Map<String, List<VenueResult>> byBot = new LinkedHashMap<>();
        results.forEach(result ->
                byBot.computeIfAbsent(result.order().bot(), _ -> new ArrayList<>()).add(result));
        // What cannot be stored has stopped its bot, and been told.
        byBot.forEach((id, own) ->
                fleet.find(id).ifPresent(bot -> orders.arrived(bot, own).onFailure(_ -> {})));
    }
}
