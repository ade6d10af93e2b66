package io.tickmesh.bot;

import io.tickmesh.bot.execution.PaperTerms;
import io.tickmesh.bot.execution.TrackedOrder;
import io.tickmesh.bot.exit.ExitGuard;
import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.bot.store.Change;
import io.tickmesh.bot.store.StoredBot;
import io.tickmesh.bot.strategy.Decision;
import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.event.SignalAction;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.market.SymbolRules;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One bot: when it may decide, and what is under way. It has one order under way at a time. Not thread-safe.
final class Bot {
    private final PaperTerms terms;
    private final OrderIds ids;
    private final PendingExit exit = new PendingExit();
    private final BotRecord record = new BotRecord();
    private final Stay stay;
    private StoredBot stored;
    private BotSetup setup;
    private @Nullable SymbolRules rules;
    private @Nullable ExitGuard guard;
    private double markedBid;
    private @Nullable Decision missedExit;
    private @Nullable Working working;
    private @Nullable Instant firstEvaluation;
    private Instant enterFrom = Instant.MIN;
    private BotStatus status = BotStatus.STARTING;
    private String reason = "waiting for history";
    private @Nullable String trouble;
    private boolean busy;
    private boolean halted;
    private boolean byHand;
    private Future<TrackedOrder> way = Future.failedFuture("no order yet");
    private Future<Void> settled = Future.succeededFuture();

    /// @param config of `stored`
    /// @param indicators of its symbol and interval
    Bot(StoredBot stored, BotConfig config, Indicators indicators, PaperTerms terms) {
        this.stored = stored;
        this.terms = terms;
        this.ids = new OrderIds(stored.id());
        this.stay = new Stay(stored.id());
        this.setup = new BotSetup(config, indicators, terms);
    }

    /// Does something else from now on. What is under way goes on.
    void redefine(StoredBot changed, BotConfig to, Indicators on) {
        setup.release();
        stored = changed;
        setup = new BotSetup(to, on, terms);
    }

    /// Gives up its indicators.
    void release() {
        setup.release();
    }

    String id() {
        return stored.id();
    }

    BotConfig config() {
        return setup.config();
    }

    StoredBot stored() {
        return stored;
    }

    void stored(StoredBot next) {
        stored = next;
    }

    BotStatus status() {
        return status;
    }

    /// Returns why it has its status, or what keeps it from doing what it should.
    String reason() {
        return trouble == null ? reason : trouble;
    }

    /// Notes what keeps it from closing its position, until that is closed.
    void trouble(String why) {
        trouble = why;
    }

    void status(BotStatus next, String why) {
        status = next;
        reason = why;
    }

    /// Does nothing any more until the next start.
    void halt(String why) {
        halted = true;
        status(BotStatus.FAILED, why);
    }

    BotRecord record() {
        return record;
    }

    PendingExit exit() {
        return exit;
    }

    OrderIds ids() {
        return ids;
    }

    Stay stay() {
        return stay;
    }

    /// Returns what it does.
    BotSetup setup() {
        return setup;
    }

    /// Returns the rules of its symbol; there are some as soon as it can have an order.
    SymbolRules rules() {
        return Objects.requireNonNull(rules, "rules of the symbol");
    }

    boolean knowsRules() {
        return rules != null;
    }

    void rules(SymbolRules known) {
        rules = known;
    }

    @Nullable Instant firstEvaluation() {
        return firstEvaluation;
    }

    /// Sets the time from which it may decide.
    void firstEvaluation(Instant time) {
        firstEvaluation = time;
    }

    /// Opens nothing before that time.
    void enterFrom(Instant time) {
        enterFrom = time;
    }

    /// Returns whether it evaluates candles at all.
    boolean isAwake() {
        return status == BotStatus.RUNNING || status == BotStatus.PAUSED;
    }

    /// Returns whether its position is looked after.
    boolean isWatching() {
        return (status != BotStatus.STOPPED || byHand) && !halted;
    }

    /// Returns whether nothing is done for it any more until the next start.
    boolean isHalted() {
        return halted;
    }

    /// Notes whether a person wants it out of its position, whatever it was told.
    void leaveByHand(boolean wanted) {
        byHand = wanted;
    }

    boolean leavesByHand() {
        return byHand;
    }

    /// Returns whether an order of that kind may go out.
    boolean mayOrder(SignalAction action) {
        return switch (action) {
            case ENTER -> status == BotStatus.RUNNING;
            case EXIT -> isWatching();
        };
    }

    /// Returns whether it may decide now.
    boolean isDue(Instant now) {
        return isAwake()
                && firstEvaluation != null
                && !now.isBefore(firstEvaluation)
                && isFree()
                && !exit.isWanted();
    }

    /// Returns whether no order is under way.
    boolean isFree() {
        return !busy;
    }

    /// Returns what the strategy wants after the last candle.
    Optional<Decision> decide(Instant now, boolean holding) {
        record.evaluated(now);
        return setup.decide(holding)
                .filter(decision ->
                        switch (decision.action()) {
                            case ENTER ->
                                    !holding
                                            && status == BotStatus.RUNNING
                                            && !now.isBefore(enterFrom);
                            case EXIT -> holding;
                        });
    }

    /// Looks at a candle that it could not act on. An exit is made up for, because a position that should be closed must be closed
    /// late rather than not at all; an entry is not.
    ///
    /// @param end when the candle closed
    void lookBack(Instant end, Position position) {
        if (missedExit == null
                && end.isAfter(position.openedAt())
                && end.isAfter(stored.toldAt())) {
            missedExit =
                    setup.decide(true)
                            .filter(decision -> decision.action() == SignalAction.EXIT)
                            .orElse(null);
        }
    }

    /// Returns the exit to be made up for, null for none.
    @Nullable Decision missedExit() {
        return missedExit;
    }

    void missedExit(Decision exit) {
        missedExit = exit;
    }

    void signalled(SignalGenerated signal) {
        record.signalled();
        if (signal.action() == SignalAction.EXIT) {
            missedExit = null;
            exit.want(signal);
        }
    }

    void orderBegun() {
        busy = true;
    }

    /// Returns how far the newest order came by itself; fails if there was none.
    Future<TrackedOrder> way() {
        return way;
    }

    void way(Future<TrackedOrder> next) {
        way = next;
    }

    /// Returns the order that the venue has, null if there is none.
    @Nullable Working working() {
        return working;
    }

    void working(@Nullable Working next) {
        working = next;
        busy = next != null;
    }

    /// Nothing is under way any more.
    void free() {
        working = null;
        busy = false;
    }

    /// Its position is closed.
    void left(Instant at) {
        guard = null;
        markedBid = 0;
        missedExit = null;
        trouble = null;
        byHand = false;
        exit.clear();
        enterFrom = at.plus(config().exits().cooldown());
    }

    /// Returns what watches its position; null without one.
    @Nullable ExitGuard guard() {
        return guard;
    }

    /// Watches its position from now on, which was opened, has changed or was put back.
    ///
    /// @param highestBid highest bid since it was opened, as far as it is known from elsewhere
    void watch(Position position, double highestBid) {
        double highest = Math.max(highestBid, guard == null ? 0 : guard.highestBid());
        guard = ExitGuard.of(config().exits(), position, terms.fees(), rules(), highest);
    }

    /// Returns what will watch a position that is being opened.
    ExitGuard guardOf(Position position) {
        return ExitGuard.of(config().exits(), position, terms.fees(), rules());
    }

    /// Returns how high the bid has been, if that is to be stored and has changed since it was asked last.
    Optional<Change.Marked> markToStore(@Nullable Position position) {
        if (guard == null
                || position == null
                || config().exits().trailing() == null
                || guard.highestBid() <= markedBid) {
            return Optional.empty();
        }
        markedBid = guard.highestBid();
        return Optional.of(new Change.Marked(id(), position.openedAt(), markedBid));
    }

    /// Returns a future that is done when everything that the venue has said of its orders so far is stored.
    Future<Void> settled() {
        return settled;
    }

    void settled(Future<Void> next) {
        settled = next;
    }
}
