package io.tickmesh.bot;

import io.tickmesh.bot.execution.Fees;
import io.tickmesh.bot.exit.ExitGuard;
import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.bot.strategy.Decision;
import io.tickmesh.bot.strategy.Strategy;
import io.tickmesh.mesh.bot.Entry;
import io.tickmesh.mesh.bot.Exits;
import io.tickmesh.mesh.bot.Sizing;
import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.event.SignalAction;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.request.BotView;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One bot: when it may decide, and what is under way. Not thread-safe.
///
/// It has one order under way at a time. An exit that was refused is kept and tried again, with growing pauses, until it is
/// filled.
final class Bot {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final BotConfig config;
    private final Strategy strategy;
    private BotStatus status = BotStatus.STARTING;
    private String reason = "waiting for history";
    private @Nullable Instant firstEvaluation;
    private @Nullable Instant lastEvaluation;
    private long evaluations;
    private long signals;
    private long failures;
    private @Nullable String lastFailure;
    private boolean ordering;
    private @Nullable SignalGenerated exit;
    private @Nullable ExitGuard guard;
    private Duration pause = FIRST_PAUSE;
    private Instant exitFrom = Instant.MIN;
    private Instant enterFrom = Instant.MIN;
    private long lastEntryMillis;
    private long lastExitMillis;

    /// @param indicators of its symbol and interval
    Bot(BotConfig config, Indicators indicators) {
        this.config = config;
        this.strategy = config.strategy().factory().apply(config.parameters(), indicators);
    }

    BotConfig config() {
        return config;
    }

    BotStatus status() {
        return status;
    }

    int warmUpBars() {
        return strategy.warmUpBars();
    }

    void status(BotStatus next, String why) {
        status = next;
        reason = why;
    }

    /// Sets the time from which it may decide.
    void firstEvaluation(Instant time) {
        firstEvaluation = time;
    }

    /// Returns whether it may decide now.
    boolean isDue(Instant now) {
        return status == BotStatus.RUNNING
                && firstEvaluation != null
                && !now.isBefore(firstEvaluation)
                && isFree();
    }

    /// Returns whether no order is under way and none is waiting to be tried again.
    boolean isFree() {
        return !ordering && exit == null;
    }

    /// Returns what the strategy wants after the last candle.
    Optional<Decision> decide(Instant now, boolean holding) {
        lastEvaluation = now;
        evaluations++;
        return strategy.decide(holding)
                .filter(decision ->
                        switch (decision.action()) {
                            case ENTER -> !holding && !now.isBefore(enterFrom);
                            case EXIT -> holding;
                        });
    }

    /// Counts a failure of the strategy and returns how many there have been.
    long failed(String error) {
        lastFailure = error;
        return ++failures;
    }

    /// Returns the id of the order for a decision that something at `trigger` led to. The same for the same decision; no two
    /// decisions share one, even at the same instant.
    String orderId(Instant trigger, SignalAction action) {
        long millis = trigger.toEpochMilli();
        return switch (action) {
            case ENTER -> {
                lastEntryMillis = Math.max(millis, lastEntryMillis + 1);
                yield orderId(lastEntryMillis, "E");
            }
            case EXIT -> {
                lastExitMillis = Math.max(millis, lastExitMillis + 1);
                yield orderId(lastExitMillis, "X");
            }
        };
    }

    private String orderId(long millis, String action) {
        return config.id() + "-" + Long.toString(millis, Character.MAX_RADIX) + "-" + action;
    }

    void signalled(SignalGenerated signal) {
        signals++;
        if (signal.action() == SignalAction.EXIT) {
            exit = signal;
        }
    }

    void orderBegun() {
        ordering = true;
    }

    void orderRefused(Instant now) {
        ordering = false;
        if (exit != null) {
            exitFrom = now.plus(pause);
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        }
    }

    /// Watches its position from now on, which was opened or has changed.
    ExitGuard watch(Position position, Fees fees, SymbolRules rules) {
        double highest = guard == null ? 0 : guard.highestBid();
        ExitGuard next = ExitGuard.of(exits(), position, fees, rules, highest);
        guard = next;
        return next;
    }

    /// Returns what watches its position; null without one.
    @Nullable ExitGuard guard() {
        return guard;
    }

    Exits exits() {
        return new Exits(
                config.stopLossPercent(),
                config.takeProfitPercent(),
                List.of(),
                null,
                null,
                config.cooldown());
    }

    void entered() {
        ordering = false;
    }

    void left(Instant now) {
        ordering = false;
        exit = null;
        guard = null;
        pause = FIRST_PAUSE;
        enterFrom = now.plus(config.cooldown());
    }

    /// Returns the refused exit that is to be tried again now.
    Optional<SignalGenerated> exitToRepeat(Instant now) {
        return ordering || now.isBefore(exitFrom) ? Optional.empty() : Optional.ofNullable(exit);
    }

    BotView view(BigDecimal position, BigDecimal realised) {
        return new BotView(
                config.id(),
                config.account(),
                config.symbol(),
                config.interval(),
                config.strategy().name(),
                null,
                config.parameters().texts(),
                Sizing.quote(config.orderQuote()),
                Entry.MARKET,
                exits(),
                status,
                reason,
                firstEvaluation,
                lastEvaluation,
                evaluations,
                signals,
                failures,
                lastFailure,
                position,
                realised);
    }
}
