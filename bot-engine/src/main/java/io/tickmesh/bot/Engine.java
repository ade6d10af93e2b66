package io.tickmesh.bot;

import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.bot.execution.Journal;
import io.tickmesh.bot.execution.Quotes;
import io.tickmesh.bot.exit.Exit;
import io.tickmesh.bot.exit.ExitGuard;
import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.portfolio.Account;
import io.tickmesh.bot.portfolio.Portfolio;
import io.tickmesh.bot.store.Change;
import io.tickmesh.bot.store.Ledger;
import io.tickmesh.bot.strategy.Decision;
import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.event.BotStatusChanged;
import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.event.SignalAction;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.latency.Stage;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.Symbols;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Drives the bots: warms them up, shows each closed candle to its bots in the order of the configuration, watches stops on
/// every price. Belongs to one context.
public final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final Outside outside;
    private final EngineConfig config;
    private final Quotes quotes;
    private final Ledger ledger;
    private final Portfolio portfolio;
    private final Journal journal;
    private final OrderFlow orders;
    private final EngineMeters meters;
    private final BotFailures failures;
    private final Runnable afterEach;
    private final List<Bot> bots = new ArrayList<>();
    private final Map<SeriesKey, Series> series = new LinkedHashMap<>();
    // These two are only looked up by symbol.
    private final Map<String, List<Bot>> bySymbol = new HashMap<>();
    private final Map<String, SymbolRules> rules = new HashMap<>();
    private boolean knowsSymbols;
    private int asking;

    /// @param registry gets what the engine counts
    /// @param afterEach run whenever bots got their history or an order has come to its end
    public Engine(
            EngineConfig config,
            Outside outside,
            Ledger ledger,
            MeterRegistry registry,
            Runnable afterEach) {
        this.config = config;
        this.outside = outside;
        this.ledger = ledger;
        this.afterEach = afterEach;
        this.quotes = new Quotes(config.maxPriceAge());
        this.portfolio = new Portfolio(config.accounts());
        this.journal = new Journal(config.orderHistory(), config.fillHistory());
        this.meters = new EngineMeters(registry);
        this.failures = new BotFailures(outside, meters);
        this.orders = new OrderFlow(outside, config, quotes, portfolio, journal, meters, afterEach);
        Map<SeriesKey, List<Bot>> readers = new LinkedHashMap<>();
        Map<SeriesKey, Indicators> indicators = new HashMap<>();
        for (BotConfig bot : config.bots()) {
            SeriesKey key = new SeriesKey(bot.symbol(), bot.interval());
            Indicators shared = indicators.computeIfAbsent(key, _ -> new Indicators());
            Bot added = new Bot(bot, shared.reader());
            bots.add(added);
            bySymbol.computeIfAbsent(bot.symbol(), _ -> new ArrayList<>()).add(added);
            readers.computeIfAbsent(key, _ -> new ArrayList<>()).add(added);
        }
        readers.forEach((key, own) ->
                series.put(key, series(key, own, Objects.requireNonNull(indicators.get(key)))));
    }

    /// Returns the bots in the order of the configuration.
    List<Bot> bots() {
        return bots;
    }

    public Portfolio portfolio() {
        return portfolio;
    }

    /// Returns what was ordered and filled.
    public Journal journal() {
        return journal;
    }

    /// Returns the newest quotes.
    public Quotes quotes() {
        return quotes;
    }

    public Optional<SymbolRules> rules(String symbol) {
        return Optional.ofNullable(rules.get(symbol));
    }

    /// Starts the bots, in the background.
    public void begin() {
        outside.time().after(Duration.ZERO, this::schedule);
        outside.symbols().onComplete(this::onSymbols, this::onNoSymbols);
    }

    /// Returns whether nothing is under way: every bot has its history and no order is on its way.
    public boolean isIdle() {
        return knowsSymbols && asking == 0 && orders.isIdle();
    }

    /// Returns whether no order is on its way.
    boolean hasNoOrders() {
        return orders.isIdle();
    }

    /// Takes in a closed candle.
    public void onCandle(CandleClosed event) {
        Series own = series.get(new SeriesKey(event.symbol(), event.interval()));
        if (own != null) {
            own.candles.offer(event).ifPresent(question -> ask(own, question));
        }
    }

    /// Takes in a price.
    public void onPrice(PriceUpdated price) {
        quotes.accept(price);
        orders.onPrice(price);
        Instant now = outside.time().instant();
        if (!quotes.isFresh(price.time(), now)) {
            meters.stale();
        } else if (price.hasQuote()) {
            for (Bot bot : bySymbol.getOrDefault(price.symbol(), List.of())) {
                guard(bot, price, now);
            }
        }
    }

    private Series series(SeriesKey key, List<Bot> readers, Indicators indicators) {
        int warmUpBars = readers.stream().mapToInt(Bot::warmUpBars).max().orElse(0);
        CandleSeries candles =
                new CandleSeries(
                        key.symbol,
                        key.interval,
                        warmUpBars,
                        indicators::update,
                        event -> {
                            indicators.update(event.candle());
                            onLive(readers, event);
                        });
        return new Series(candles, readers);
    }

    private void schedule() {
        Instant start = outside.time().instant();
        for (int i = 0; i < bots.size(); i++) {
            bots.get(i).firstEvaluation(start.plus(config.startStagger().multipliedBy(i)));
        }
    }

    private void onSymbols(Symbols symbols) {
        symbols.items().forEach(known -> rules.put(known.symbol(), known));
        bots.forEach(bot -> obstacle(bot.config()).ifPresent(why -> fail(bot, why)));
        knowsSymbols = true;
        series.values().stream()
                .filter(own -> own.bots.stream().anyMatch(Engine::isAlive))
                .forEach(own -> ask(own, own.candles.warmUp()));
        afterEach.run();
    }

    private void onNoSymbols(Throwable failure) {
        bots.forEach(bot -> fail(bot, "no symbols: " + failure.getMessage()));
        knowsSymbols = true;
        afterEach.run();
    }

    private Optional<String> obstacle(BotConfig bot) {
        SymbolRules known = rules.get(bot.symbol());
        if (known == null) {
            return Optional.of("symbol %s is not streamed".formatted(bot.symbol()));
        }
        return portfolio
                .account(bot.account())
                .map(Account::currency)
                .filter(currency -> !currency.equals(known.quoteAsset()))
                .map(currency ->
                        "account %s holds %s, but %s is paid in %s"
                                .formatted(
                                        bot.account(), currency, bot.symbol(), known.quoteAsset()));
    }

    private void ask(Series own, ListCandles question) {
        asking++;
        outside.candles(question)
                .onComplete(
                        answer -> {
                            asking--;
                            own.bots.forEach(this::run);
                            join(own, answer.items());
                        },
                        failure -> {
                            asking--;
                            String why = "no history: " + failure.getMessage();
                            own.bots.stream()
                                    .filter(bot -> bot.status() == BotStatus.STARTING)
                                    .forEach(bot -> fail(bot, why));
                            join(own, List.of());
                        });
    }

    private void join(Series own, List<Candle> candles) {
        own.candles.join(candles).ifPresent(question -> ask(own, question));
        afterEach.run();
    }

    private void run(Bot bot) {
        if (bot.status() == BotStatus.STARTING) {
            change(bot, BotStatus.RUNNING, "has its history");
        }
    }

    private void fail(Bot bot, String why) {
        LOG.atWarn()
                .addKeyValue("bot", bot.config().id())
                .addKeyValue("reason", why)
                .log("bot cannot start");
        change(bot, BotStatus.FAILED, why);
    }

    private void change(Bot bot, BotStatus status, String why) {
        bot.status(status, why);
        outside.publish(
                new BotStatusChanged(
                        outside.header(outside.time().instant(), null),
                        bot.config().id(),
                        bot.config().symbol(),
                        status,
                        why));
    }

    private static boolean isAlive(Bot bot) {
        return bot.status() != BotStatus.FAILED;
    }

    private void onLive(List<Bot> readers, CandleClosed event) {
        Instant now = outside.time().instant();
        boolean fresh = quotes.isFresh(event.time(), now);
        if (!fresh) {
            meters.stale();
        }
        for (Bot bot : readers) {
            if (fresh && bot.isDue(now)) {
                evaluate(bot, event, now);
            }
        }
    }

    private void evaluate(Bot bot, CandleClosed event, Instant now) {
        long begun = System.nanoTime();
        Optional<Decision> decision;
        try {
            decision = bot.decide(now, portfolio.holds(bot.config().id()));
        } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
            failures.report(bot, e, event.id());
            return;
        }
        meters.evaluated(System.nanoTime() - begun);
        decision.ifPresent(wanted ->
                signal(
                        bot,
                        wanted,
                        event.candle().close(),
                        event,
                        event.header().publishedMicros()));
    }

    private void guard(Bot bot, PriceUpdated price, Instant now) {
        ExitGuard guard = bot.guard();
        Exit exit = guard == null ? null : guard.check(price.bid(), now);
        Optional<SignalGenerated> again = bot.exitToRepeat(now);
        if (again.isPresent()) {
            orders.begin(bot, again.get(), price.time(), rulesOf(bot));
        } else if (exit != null && bot.isFree()) {
            Decision leave =
                    new Decision(SignalAction.EXIT, exit.reason(), Map.of("bid", price.bid()));
            signal(bot, leave, price.bid(), price, price.publishedMicros());
        }
    }

    private void signal(
            Bot bot, Decision decision, double price, Event trigger, long triggerMicros) {
        BotConfig own = bot.config();
        SignalGenerated signal =
                new SignalGenerated(
                        outside.header(outside.time().instant(), trigger.id()),
                        own.id(),
                        own.account(),
                        own.symbol(),
                        own.interval(),
                        own.strategy().name(),
                        decision.action(),
                        price,
                        decision.reason(),
                        decision.indicators());
        bot.signalled(signal);
        meters.signalled();
        outside.latency(
                Stage.PUBLISHED_TO_SIGNAL, signal.header().publishedMicros() - triggerMicros);
        outside.publish(signal);
        ledger.behind(new Change.Signalled(signal));
        orders.begin(bot, signal, trigger.time(), rulesOf(bot));
    }

    /// A bot that is not FAILED has a symbol whose rules are known.
    private SymbolRules rulesOf(Bot bot) {
        return Objects.requireNonNull(rules.get(bot.config().symbol()));
    }

    private record SeriesKey(String symbol, Interval interval) {}

    private record Series(CandleSeries candles, List<Bot> bots) {}
}
