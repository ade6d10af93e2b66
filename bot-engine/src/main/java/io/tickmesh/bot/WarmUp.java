package io.tickmesh.bot;

import io.tickmesh.bot.portfolio.Account;
import io.tickmesh.bot.portfolio.Portfolio;
import io.tickmesh.bot.store.Announcement;
import io.tickmesh.mesh.bot.BotDefinition;
import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.event.BotStatusChanged;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.request.FieldError;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.Symbols;
import io.tickmesh.mesh.time.MeshTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings bots from STARTING to what they were told: the rules of their symbols, then their history. A symbol that is not streamed yet
/// is waited for. Belongs to one context.
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final Duration SOON = Duration.ofSeconds(5);
    // What closed before these is too old to be decided on.
    private static final long MOST_MISSED = 60;
    private static final Duration LATER = Duration.ofMinutes(15);

    private final Outside outside;
    private final Announcer announcer;
    private final Fleet fleet;
    private final Portfolio portfolio;
    private final Restart restart;
    private final Runnable afterEach;
    // Only looked up by symbol.
    private final Map<String, SymbolRules> rules = new HashMap<>();
    private MeshTime.@Nullable Timer next;
    private boolean knowsSymbols;
    private boolean stopped;
    private int asking;

    /// @param afterEach run whenever bots got rules or history
    WarmUp(
            Outside outside,
            Announcer announcer,
            Fleet fleet,
            Portfolio portfolio,
            Restart restart,
            Runnable afterEach) {
        this.outside = outside;
        this.announcer = announcer;
        this.fleet = fleet;
        this.portfolio = portfolio;
        this.restart = restart;
        this.afterEach = afterEach;
    }

    Restart restart() {
        return restart;
    }

    Optional<SymbolRules> rules(String symbol) {
        return Optional.ofNullable(rules.get(symbol));
    }

    /// Returns whether the rules of symbols have come once.
    boolean knowsSymbols() {
        return knowsSymbols;
    }

    /// Returns whether nothing is being asked.
    boolean isIdle() {
        return knowsSymbols && asking == 0;
    }

    /// Asks for the rules of all symbols, now and again and again: exchanges change them.
    void begin() {
        next = null;
        outside.symbols()
                .onComplete(
                        this::onSymbols,
                        failure -> {
                            String why = "no symbols: " + failure.getMessage();
                            waitFor(List.copyOf(fleet.all()), _ -> why);
                            onRules(SOON);
                        });
    }

    void stop() {
        stopped = true;
        if (next != null) {
            next.cancel();
        }
    }

    /// Starts bots that came later, or are others from now on, as far as that goes without waiting.
    ///
    /// @return whether all symbols are known
    boolean start(List<Bot> bots) {
        List<Bot> waiting = new ArrayList<>();
        for (Bot bot : bots) {
            SymbolRules known = rules.get(bot.config().symbol());
            if (known != null) {
                learn(bot, known);
            } else {
                waiting.add(bot);
            }
        }
        waitFor(waiting, bot -> "symbol %s is not streamed".formatted(bot.config().symbol()));
        return waiting.isEmpty();
    }

    /// Starts a bot anew that is another one from now on.
    void restart(Bot bot) {
        bot.status(BotStatus.STARTING, "waiting for history");
        start(List.of(bot));
        portfolio
                .position(bot.id())
                .filter(_ -> bot.knowsRules())
                .ifPresent(position -> bot.watch(position, 0));
    }

    /// Returns what keeps a definition from being followed, as far as the symbols are known.
    Optional<FieldError> obstacle(BotDefinition definition) {
        SymbolRules known = rules.get(definition.symbol());
        if (known == null) {
            return knowsSymbols
                    ? Optional.of(new FieldError("symbol", "is not streamed"))
                    : Optional.empty();
        }
        return obstacle(definition.account(), known)
                .map(why -> new FieldError("account", "does not fit: " + why));
    }

    /// Asks for history of a series.
    void ask(Series series, ListCandles question) {
        asking++;
        outside.candles(question)
                .onComplete(
                        answer -> {
                            asking--;
                            // Candles that closed meanwhile are decided on.
                            series.loaded();
                            series.bots().forEach(this::arm);
                            join(series, answer.items());
                            afterEach.run();
                        },
                        failure -> {
                            asking--;
                            String why = "no history: " + failure.getMessage();
                            series.bots().stream()
                                    .filter(bot -> bot.status() == BotStatus.STARTING)
                                    .forEach(bot -> fail(bot, why));
                            join(series, List.of());
                            afterEach.run();
                        });
    }

    /// Gives a bot up.
    void fail(Bot bot, String why) {
        LOG.atWarn()
                .addKeyValue("bot", bot.id())
                .addKeyValue("reason", why)
                .log("bot cannot start");
        change(bot, BotStatus.FAILED, why);
    }

    /// Sets and tells the status of a bot.
    void change(Bot bot, BotStatus status, String why) {
        bot.status(status, why);
        String symbol = bot.config().symbol();
        // It holds already; nobody waits until it is told.
        announcer
                .record(
                        new Announcement(
                                outside.header(outside.time().instant(), null),
                                header ->
                                        new BotStatusChanged(
                                                header, bot.id(), symbol, status, why)))
                .onFailure(_ -> {});
    }

    /// Makes a bot what it was told, if it has all that it needs; else it is STARTING.
    void arm(Bot bot) {
        if (bot.status() == BotStatus.FAILED) {
            return;
        }
        if (bot.stored().retired()) {
            changeOnce(bot, BotStatus.STOPPED, "no longer configured");
        } else if (bot.stored().told() == BotStatus.STOPPED) {
            changeOnce(bot, BotStatus.STOPPED, "stopped");
        } else if (!bot.knowsRules() || !fleet.seriesOf(bot).isLoaded()) {
            bot.status(BotStatus.STARTING, bot.knowsRules() ? "waiting for history" : bot.reason());
        } else if (bot.stored().told() == BotStatus.PAUSED) {
            changeOnce(bot, BotStatus.PAUSED, "paused");
        } else {
            changeOnce(bot, BotStatus.RUNNING, "has its history");
        }
    }

    private void changeOnce(Bot bot, BotStatus status, String why) {
        if (bot.status() != status) {
            change(bot, status, why);
        }
    }

    private void onSymbols(Symbols symbols) {
        symbols.items().forEach(known -> rules.put(known.symbol(), known));
        onRules(start(List.copyOf(fleet.all())) ? LATER : SOON);
    }

    private void onRules(Duration pause) {
        knowsSymbols = true;
        if (!stopped) {
            next = outside.time().after(pause, this::begin);
        }
        afterEach.run();
    }

    private void learn(Bot bot, SymbolRules known) {
        boolean first = !bot.knowsRules();
        bot.rules(known);
        if (bot.status() == BotStatus.FAILED) {
            if (first) {
                restart.resume(bot);
            }
            return;
        }
        Optional<String> obstacle = obstacle(bot.config().account(), known);
        if (obstacle.isPresent()) {
            fail(bot, obstacle.get());
            return;
        }
        if (first) {
            restart.resume(bot);
        }
        arm(bot);
        Series series = fleet.seriesOf(bot);
        series.begin(bars(series)).ifPresent(question -> ask(series, question));
    }

    /// A bot that holds a position looks back at the candles since it was opened, and one that moved here at those that closed
    /// meanwhile, with indicators that were warm by then.
    private int bars(Series series) {
        int most = 0;
        Instant now = outside.time().instant();
        for (Bot bot : series.bots()) {
            Duration interval = bot.config().interval().nominal();
            long since =
                    portfolio
                            .position(bot.id())
                            .map(held ->
                                    Duration.between(held.openedAt(), now).dividedBy(interval) + 1)
                            .orElse(0L);
            long missed =
                    bot.stay()
                            .seenUntil()
                            .map(end -> Duration.between(end, now).dividedBy(interval) + 1)
                            .orElse(0L);
            since = Math.max(since, Math.min(missed, MOST_MISSED));
            // A replay that has not begun has no time yet.
            long bars = bot.setup().warmUpBars() + Math.max(0, since);
            most = Math.clamp(bars, most, Integer.MAX_VALUE);
        }
        return most;
    }

    private Optional<String> obstacle(String account, SymbolRules known) {
        return portfolio
                .account(account)
                .map(Account::currency)
                .filter(currency -> !currency.equals(known.quoteAsset()))
                .map(currency ->
                        "account %s holds %s, but %s is paid in %s"
                                .formatted(account, currency, known.symbol(), known.quoteAsset()));
    }

    private void waitFor(List<Bot> bots, Function<Bot, String> reason) {
        List<Bot> changed =
                bots.stream()
                        .filter(bot ->
                                bot.status() == BotStatus.STARTING
                                        && !bot.reason().equals(reason.apply(bot)))
                        .toList();
        if (changed.isEmpty()) {
            return;
        }
        changed.forEach(bot -> change(bot, BotStatus.STARTING, reason.apply(bot)));
        LOG.atWarn()
                .addKeyValue("bots", changed.size())
                .addKeyValue("first", changed.getFirst().id())
                .addKeyValue("reason", changed.getFirst().reason())
                .log("bots wait");
    }

    private void join(Series series, List<Candle> candles) {
        series.join(candles).ifPresent(question -> ask(series, question));
    }
}
