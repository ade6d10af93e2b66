package io.tickmesh.bot;

import io.tickmesh.bot.execution.Order;
import io.tickmesh.bot.execution.OrderState;
import io.tickmesh.bot.execution.PaperTerms;
import io.tickmesh.bot.execution.PaperVenue;
import io.tickmesh.bot.execution.Quotes;
import io.tickmesh.bot.execution.TrackedOrder;
import io.tickmesh.bot.execution.VenueResult;
import io.tickmesh.bot.exit.Dust;
import io.tickmesh.bot.portfolio.Funding;
import io.tickmesh.bot.portfolio.Portfolio;
import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.bot.store.Announcement;
import io.tickmesh.bot.store.Change;
import io.tickmesh.bot.store.DuplicateOrderException;
import io.tickmesh.bot.store.InsufficientFundsException;
import io.tickmesh.bot.store.LeaseLostException;
import io.tickmesh.bot.store.Ledger;
import io.tickmesh.mesh.event.RiskReason;
import io.tickmesh.mesh.event.SignalAction;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.latency.Stage;
import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.Rounding;
import io.tickmesh.mesh.request.RiskAnswer;
import io.tickmesh.mesh.time.WallClock;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/// From a signal to an order at the venue: size, set money aside, ask risk, write the order down, send it. Without a ledger that takes
/// it, no order.
///
/// Belongs to one context. Orders of different bots are under way at the same time; risk answers in the order it is asked, and the
/// ledger writes in the order it is told, so the same data lead to the same fills.
final class OrderFlow {
    private static final String AWAY = "storage is away";
    private static final String FULL = "too much waits to be stored";

    private final Outside outside;
    private final Quotes quotes;
    private final PaperTerms terms;
    private final Tenure tenure;
    private final PaperVenue venue;
    private final Portfolio portfolio;
    private final Ledger ledger;
    private final Settlement settlement;
    private final OrderEvents texts;
    private final Announcer announcer;
    private final OrderMaker maker;
    private final EngineMeters meters;
    private final BotFailures failures;
    private final Runnable afterEach;
    private int underWay;

    /// @param afterEach run whenever an order has come as far as it comes by itself
    OrderFlow(
            Outside outside,
            Quotes quotes,
            PaperTerms terms,
            Tenure tenure,
            PaperVenue venue,
            Portfolio portfolio,
            Ledger ledger,
            Settlement settlement,
            OrderEvents texts,
            Announcer announcer,
            BotFailures failures,
            EngineMeters meters,
            Runnable afterEach) {
        this.outside = outside;
        this.quotes = quotes;
        this.terms = terms;
        this.tenure = tenure;
        this.venue = venue;
        this.portfolio = portfolio;
        this.ledger = ledger;
        this.settlement = settlement;
        this.texts = texts;
        this.announcer = announcer;
        this.meters = meters;
        this.failures = failures;
        this.maker = new OrderMaker(quotes, portfolio);
        this.afterEach = afterEach;
    }

    /// Returns whether no order is on its way; those that rest at the venue are not.
    boolean isIdle() {
        return underWay == 0;
    }

    /// Starts what a signal asks for. Never throws: the bots after this one get the same candle or price.
    ///
    /// @param trigger time of the candle or price that led to it
    void begin(Bot bot, SignalGenerated signal, Instant trigger) {
        bot.orderBegun();
        Future<TrackedOrder> way =
                Future.<Void>succeededFuture().compose(_ -> meant(bot, signal, trigger));
        bot.way(way);
        follow(bot, signal, way);
    }

    /// Withdraws the order that the venue has of a bot. Nothing happens if it has none.
    ///
    /// @return done when that is stored
    Future<Void> withdraw(Bot bot, String reason) {
        Working working = bot.working();
        if (working == null) {
            return Future.succeededFuture();
        }
        return venue.cancel(working.order().order().id(), reason, outside.time().instant())
                .map(cancelled -> arrived(bot, List.of(cancelled)).<Void>mapEmpty())
                // Its end is being stored already.
                .orElseGet(bot::settled);
    }

    /// Takes in what the venue says of the order of a bot.
    ///
    /// @return the order after that, when it is stored
    Future<TrackedOrder> arrived(Bot bot, List<VenueResult> results) {
        underWay++;
        return settlement.settle(bot, results).onComplete(_ -> ended());
    }

    private void follow(Bot bot, SignalGenerated signal, Future<TrackedOrder> way) {
        underWay++;
        way.onComplete(
                _ -> ended(),
                failure -> {
                    // Whatever happens to an order, its bot must be able to go on.
                    if (bot.working() == null) {
                        bot.free();
                        bot.exit().failed(now());
                    }
                    if (!(failure instanceof LeaseLostException)) {
                        failures.report(bot, failure, signal.id());
                    }
                    ended();
                });
    }

    private void ended() {
        underWay--;
        afterEach.run();
    }

    private Future<TrackedOrder> meant(Bot bot, SignalGenerated signal, Instant trigger) {
        OrderMaker.Made made = maker.make(bot, signal, trigger, now());
        Order order = made.order();
        if (takesNothing()) {
            String why = ledger.isAway() ? AWAY : FULL;
            return notSent(bot, order, new OrderState.Rejected(now(), why));
        }
        return switch (made.draft()) {
            case Rounding.Refused(String why) ->
                    !order.isEntry() && made.quoted()
                            ? writeOff(bot, order, why)
                            : notSent(bot, order, new OrderState.Rejected(now(), why));
            case Rounding.Fits _ ->
                    switch (portfolio.reserve(order, terms.fees())) {
                        case Funding.Missing(String why) ->
                                notSent(bot, order, new OrderState.Rejected(now(), why));
                        case Funding.Reserved _ -> checked(bot, order, signal);
                    };
        };
    }

    private Future<TrackedOrder> checked(Bot bot, Order order, SignalGenerated signal) {
        return outside.check(order.check(bot.leavesByHand()))
                .transform((answer, failure) ->
                        failure == null
                                ? answered(bot, order, signal, answer)
                                : unanswered(bot, order, failure));
    }

    private Future<TrackedOrder> unanswered(Bot bot, Order order, Throwable failure) {
        String detail = "no answer: " + failure.getMessage();
        announcer.mention(texts.unanswered(order, detail, now()));
        return refused(bot, order, RiskReason.NO_ANSWER + ": " + detail);
    }

    private Future<TrackedOrder> answered(
            Bot bot, Order order, SignalGenerated signal, RiskAnswer answer) {
        long answeredMicros = WallClock.micros();
        outside.latency(
                Stage.SIGNAL_TO_RISK_ANSWER, answeredMicros - signal.header().publishedMicros());
        if (!answer.approved()) {
            return refused(bot, order, answer.refusal() + ": " + answer.detail());
        }
        if (!bot.mayOrder(signal.action())) {
            return refused(bot, order, "the bot is " + bot.status());
        }
        if (!tenure.mayAct(bot)) {
            return abandoned(bot, order);
        }
        TrackedOrder intent = new TrackedOrder(order, new OrderState.Intended(now()));
        return ledger.attempt(new Change.Ordered(intent, 1), portfolio.reserved(order.id()))
                .transform((_, failure) ->
                        failure == null
                                ? send(bot, order, answeredMicros)
                                : notWritten(bot, intent, failure));
    }

    /// The node may not act for the bot now: nothing is written or told, and whoever may decides anew.
    private Future<TrackedOrder> abandoned(Bot bot, Order order) {
        OrderState state = new OrderState.Refused(now(), "the bot is not ours now");
        TrackedOrder ended = new TrackedOrder(order, state);
        meters.abandoned();
        giveUp(bot, ended);
        bot.exit().failed(now());
        return Future.succeededFuture(ended);
    }

    private Future<TrackedOrder> refused(Bot bot, Order order, String why) {
        meters.refused();
        return notSent(bot, order, new OrderState.Refused(now(), why));
    }

    private Future<TrackedOrder> send(Bot bot, Order order, long answeredMicros) {
        Instant now = now();
        SignalAction action = order.isEntry() ? SignalAction.ENTER : SignalAction.EXIT;
        List<VenueResult> results;
        if (!tenure.mayAct(bot)) {
            results = List.of(new VenueResult.Rejected(order, "the bot is not ours now", now));
        } else if (!bot.mayOrder(action)) {
            results = List.of(new VenueResult.Rejected(order, "the bot is " + bot.status(), now));
        } else if (order.type() == OrderType.MARKET && quotes.fresh(bot.rules(), now).isEmpty()) {
            results = List.of(new VenueResult.Rejected(order, "no fresh quote", now));
        } else {
            results = venue.submit(order, bot.rules(), portfolio.reserved(order.id()), now);
        }
        return settlement.placed(bot, order, results, answeredMicros);
    }

    private Future<TrackedOrder> notWritten(Bot bot, TrackedOrder intent, Throwable failure) {
        return switch (failure) {
            case LeaseLostException _, DuplicateOrderException _ -> abandoned(bot, intent.order());
            case InsufficientFundsException missing ->
                    notSent(
                            bot,
                            intent.order(),
                            new OrderState.Rejected(now(), String.valueOf(missing.getMessage())));
            default -> perhapsWritten(bot, intent, failure);
        };
    }

    /// Whether the intent was written is unknown, so its end is written whatever it takes.
    private Future<TrackedOrder> perhapsWritten(Bot bot, TrackedOrder intent, Throwable failure) {
        OrderState.Intended intended = (OrderState.Intended) intent.state();
        String why = "not sent: " + failure.getMessage();
        TrackedOrder ended = intent.in(intended.cancelled(now(), why));
        Announcement rejected = texts.rejected(ended, intent.order().signalId());
        ledger.commit(List.of(new Change.Ordered(ended, 1), new Change.Told(rejected)))
                .onFailure(_ -> {});
        giveUp(bot, ended);
        announcer.tell(rejected);
        bot.exit().failed(now());
        return Future.succeededFuture(ended);
    }

    /// An order that never came to the venue.
    private Future<TrackedOrder> notSent(Bot bot, Order order, OrderState.Ended state) {
        if (bot.stay().isGone()) {
            return abandoned(bot, order);
        }
        TrackedOrder ended = new TrackedOrder(order, state);
        boolean entry = order.isEntry();
        giveUp(bot, ended);
        Change.Ordered change =
                entry ? new Change.Ordered(ended, 1) : bot.exit().refused(ended, now());
        if (!entry) {
            bot.trouble(
                    "exit refused %d times: %s".formatted(bot.exit().attempts(), state.reason()));
        }
        boolean rejected = state instanceof OrderState.Rejected;
        if (rejected) {
            meters.rejected();
        }
        Future<Void> written =
                rejected && (entry || bot.exit().tellsRejection())
                        ? announcer.record(texts.rejected(change.order(), order.signalId()), change)
                        : note(change);
        // Only a person waits for it, because nothing follows from it.
        return bot.leavesByHand()
                ? written.transform((_, _) -> Future.succeededFuture(change.order()))
                : Future.succeededFuture(change.order());
    }

    private Future<Void> note(Change change) {
        if (takesNothing()) {
            ledger.behind(List.of(change));
            return Future.succeededFuture();
        }
        return ledger.commit(List.of(change));
    }

    private boolean takesNothing() {
        return ledger.isAway() || ledger.isFull();
    }

    private void giveUp(Bot bot, TrackedOrder order) {
        // The bot may be back already, and its order with it.
        if (!bot.stay().isGone()) {
            portfolio.release(order.order().id());
        }
        bot.free();
    }

    private Future<TrackedOrder> writeOff(Bot bot, Order draft, String why) {
        Instant now = now();
        Position held = portfolio.position(bot.id()).orElseThrow();
        TrackedOrder order =
                new TrackedOrder(draft, new OrderState.Rejected(now, "written off: " + why));
        return settlement.writtenOff(bot, order, Dust.writeOff(held, draft.id(), now));
    }

    /// Returns the time that orders live in.
    Instant now() {
        return outside.time().instant();
    }
}
