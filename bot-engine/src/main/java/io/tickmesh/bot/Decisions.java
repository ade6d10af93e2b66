package io.tickmesh.bot;

import io.tickmesh.bot.exit.Exit;
import io.tickmesh.bot.exit.ExitGuard;
import io.tickmesh.bot.portfolio.Portfolio;
import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.bot.store.Change;
import io.tickmesh.bot.store.Ledger;
import io.tickmesh.bot.strategy.Decision;
import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.event.SignalAction;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.latency.Stage;
import io.tickmesh.mesh.market.Candle;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What bots want: their strategies on candles, their stops on prices, and people. Each becomes a signal, which is published, noted
/// and followed. Belongs to one context.
final class Decisions {
    private final Outside outside;
    private final Portfolio portfolio;
    private final Ledger ledger;
    private final OrderFlow orders;
    private final EngineMeters meters;
    private final BotFailures failures;

    Decisions(
            Outside outside,
            Portfolio portfolio,
            Ledger ledger,
            OrderFlow orders,
            EngineMeters meters,
            BotFailures failures) {
        this.outside = outside;
        this.portfolio = portfolio;
        this.ledger = ledger;
        this.orders = orders;
        this.meters = meters;
        this.failures = failures;
    }

    /// Asks the strategy of a bot after a candle.
    void evaluate(Bot bot, CandleClosed event, Instant now) {
        decide(bot, event.id(), now)
                .ifPresent(wanted ->
                        signal(
                                bot,
                                wanted,
                                event.candle().close(),
                                event,
                                event.header().publishedMicros()));
    }

    /// Asks the strategy of a bot after a candle that closed while the bot moved here.
    ///
    /// @param end when the candle closed
    void catchUp(Bot bot, Candle candle, Instant end, Instant now) {
        decide(bot, null, now)
                .ifPresent(wanted ->
                        orders.begin(bot, tell(bot, wanted, candle.close(), null, now), end));
    }

    private Optional<Decision> decide(Bot bot, @Nullable String cause, Instant now) {
        long begun = System.nanoTime();
        try {
            Optional<Decision> decision = bot.decide(now, portfolio.holds(bot.id()));
            meters.evaluated(System.nanoTime() - begun);
            return decision;
        } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
            failures.report(bot, e, cause);
            return Optional.empty();
        }
    }

    /// Lets a bot look at a candle that it can not act on any more.
    ///
    /// @param end when the candle closed
    void lookBack(Bot bot, Instant end) {
        if (!bot.isWatching() || bot.exit().isWanted()) {
            return;
        }
        Position held = portfolio.position(bot.id()).orElse(null);
        if (held == null) {
            return;
        }
        try {
            bot.lookBack(end, held);
        } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
            failures.report(bot, e, null);
        }
    }

    /// Looks after the position of a bot on a price.
    void guard(Bot bot, PriceUpdated price, Instant now) {
        ExitGuard guard = bot.guard();
        if (guard == null) {
            return;
        }
        Exit exit = guard.check(price.bid(), now);
        if (bot.exit().isWanted()) {
            SignalGenerated again = bot.exit().due(now);
            if (again != null && bot.isFree()) {
                orders.begin(bot, again, price.time());
            }
            return;
        }
        Decision leave = bot.missedExit();
        if (exit != null) {
            leave = new Decision(SignalAction.EXIT, exit.reason(), Map.of("bid", price.bid()));
        }
        if (leave == null) {
            return;
        }
        if (bot.isFree()) {
            signal(bot, leave, price.bid(), price, price.publishedMicros());
        } else if (bot.working() != null) {
            // The rest of an entry: what is held goes when that is out of the way.
            orders.withdraw(bot, leave.reason()).onFailure(_ -> {});
        }
    }

    /// Gets a bot that has no order out of its position because a person says so. Like any exit it is tried until it comes through.
    ///
    /// @param price at which the position is valued
    void leave(Bot bot, String reason, double price) {
        Instant now = outside.time().instant();
        bot.leaveByHand(true);
        Decision decision = new Decision(SignalAction.EXIT, reason, Map.of("price", price));
        orders.begin(bot, tell(bot, decision, price, null, now), now);
    }

    private void signal(
            Bot bot, Decision decision, double price, Event trigger, long triggerMicros) {
        SignalGenerated signal = tell(bot, decision, price, trigger.id(), outside.time().instant());
        outside.latency(
                Stage.PUBLISHED_TO_SIGNAL, signal.header().publishedMicros() - triggerMicros);
        orders.begin(bot, signal, trigger.time());
    }

    private SignalGenerated tell(
            Bot bot, Decision decision, double price, @Nullable String cause, Instant now) {
        BotConfig own = bot.config();
        SignalGenerated signal =
                new SignalGenerated(
                        outside.header(now, cause),
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
        outside.publish(signal);
        ledger.behind(List.of(new Change.Signalled(signal)));
        return signal;
    }
}
