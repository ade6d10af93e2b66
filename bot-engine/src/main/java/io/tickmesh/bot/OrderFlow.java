package io.tickmesh.bot;

import io.tickmesh.bot.execution.EntryPlan;
import io.tickmesh.bot.execution.Fees;
import io.tickmesh.bot.execution.Journal;
import io.tickmesh.bot.execution.Means;
import io.tickmesh.bot.execution.Order;
import io.tickmesh.bot.execution.OrderState;
import io.tickmesh.bot.execution.PaperTerms;
import io.tickmesh.bot.execution.PaperVenue;
import io.tickmesh.bot.execution.Quote;
import io.tickmesh.bot.execution.Quotes;
import io.tickmesh.bot.execution.TrackedOrder;
import io.tickmesh.bot.execution.VenueResult;
import io.tickmesh.bot.exit.Dust;
import io.tickmesh.bot.exit.ExitGuard;
import io.tickmesh.bot.portfolio.Booked;
import io.tickmesh.bot.portfolio.ClosedPosition;
import io.tickmesh.bot.portfolio.Funding;
import io.tickmesh.bot.portfolio.Portfolio;
import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.mesh.bot.Entry;
import io.tickmesh.mesh.bot.Sizing;
import io.tickmesh.mesh.event.OrderCancelled;
import io.tickmesh.mesh.event.OrderFilled;
import io.tickmesh.mesh.event.OrderPlaced;
import io.tickmesh.mesh.event.OrderRejected;
import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.event.PositionOpened;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.event.RiskReason;
import io.tickmesh.mesh.event.RiskRejected;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.latency.Stage;
import io.tickmesh.mesh.market.OrderDraft;
import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.Rounding;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.market.TimeInForce;
import io.tickmesh.mesh.request.FillView;
import io.tickmesh.mesh.request.RiskAnswer;
import io.tickmesh.mesh.time.WallClock;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// From a signal to a position: size, ask risk, fill on paper, book. What happens is written down before it is published.
///
/// Belongs to one context. Orders of different bots are under way at the same time; risk answers in the order it is asked, so
/// the same data lead to the same fills.
final class OrderFlow {
    private final Outside outside;
    private final Quotes quotes;
    private final EngineConfig config;
    private final Fees fees;
    private final PaperVenue venue;
    private final Portfolio portfolio;
    private final Journal journal;
    private final EngineMeters meters;
    private final BotFailures failures;
    private final Runnable afterEach;
    private int underWay;

    /// @param afterEach run whenever an order has come to its end
    OrderFlow(
            Outside outside,
            EngineConfig config,
            Quotes quotes,
            Portfolio portfolio,
            Journal journal,
            EngineMeters meters,
            Runnable afterEach) {
        this.outside = outside;
        this.quotes = quotes;
        this.config = config;
        this.fees = Fees.flat(config.feeRate());
        this.venue = new PaperVenue(PaperTerms.of(fees, config.slippageTicks()));
        this.portfolio = portfolio;
        this.journal = journal;
        this.meters = meters;
        this.failures = new BotFailures(outside, meters);
        this.afterEach = afterEach;
    }

    /// Returns whether no order is under way.
    boolean isIdle() {
        return underWay == 0;
    }

    /// Starts what a signal asks for. Never throws: the bots after this one get the same candle or price.
    ///
    /// @param trigger time of the candle or price that led to it
    void begin(Bot bot, SignalGenerated signal, Instant trigger, SymbolRules rules) {
        try {
            ask(bot, signal, trigger, rules);
        } catch (RuntimeException e) {
            failed(bot, signal, e);
        }
    }

    private void ask(Bot bot, SignalGenerated signal, Instant trigger, SymbolRules rules) {
        Instant now = outside.time().instant();
        Optional<Quote> quote = quotes.fresh(rules, now);
        Rounding draft = draft(bot, signal, quote, rules);
        Order order = order(bot, signal, trigger, draft, quote, now);
        bot.orderBegun();
        Optional<String> obstacle =
                quote.isEmpty() ? Optional.of("no fresh quote") : obstacle(order, draft);
        if (obstacle.isPresent()) {
            journal.add(new TrackedOrder(order, new OrderState.Rejected(now, obstacle.get())));
            rejected(bot, order, signal.id(), obstacle.get());
            return;
        }
        underWay++;
        outside.check(order.check())
                .onComplete(
                        answer ->
                                finish(
                                        bot,
                                        signal,
                                        () -> answered(bot, order, signal, answer, rules)),
                        failure ->
                                finish(bot, signal, () -> unanswered(bot, order, signal, failure)));
    }

    private Optional<String> obstacle(Order order, Rounding draft) {
        return switch (draft) {
            case Rounding.Refused refused -> Optional.of(refused.reason());
            case Rounding.Fits _ ->
                    switch (portfolio.reserve(order, fees)) {
                        case Funding.Missing missing -> Optional.of(missing.reason());
                        case Funding.Reserved _ -> Optional.empty();
                    };
        };
    }

    private Rounding draft(
            Bot bot, SignalGenerated signal, Optional<Quote> quote, SymbolRules rules) {
        BigDecimal bid = quote.map(Quote::bid).orElseGet(() -> rules.price(signal.price()));
        return switch (signal.action()) {
            case ENTER ->
                    new EntryPlan(
                                    Sizing.quote(bot.config().orderQuote()),
                                    Entry.MARKET,
                                    bot.exits(),
                                    fees,
                                    config.slippageTicks())
                            .order(
                                    quote.map(Quote::ask).orElse(bid),
                                    new Means(
                                            portfolio.free(signal.account()),
                                            portfolio.result(signal.bot()).realised(),
                                            BigDecimal.ZERO),
                                    Double.NaN,
                                    rules);
            case EXIT -> Dust.sale(portfolio.position(signal.bot()).orElseThrow(), bid, rules);
        };
    }

    private Order order(
            Bot bot,
            SignalGenerated signal,
            Instant trigger,
            Rounding draft,
            Optional<Quote> quote,
            Instant now) {
        Side side =
                switch (signal.action()) {
                    case ENTER -> Side.BUY;
                    case EXIT -> Side.SELL;
                };
        BigDecimal quantity =
                draft instanceof Rounding.Fits(OrderDraft fitting, _)
                        ? fitting.quantity()
                        : BigDecimal.ZERO;
        return new Order(
                bot.orderId(trigger, signal.action()),
                signal.account(),
                signal.bot(),
                signal.symbol(),
                side,
                OrderType.MARKET,
                TimeInForce.IOC,
                quantity,
                quote.map(known -> known.facing(side))
                        .orElseGet(() -> BigDecimal.valueOf(signal.price())),
                quote.map(Quote::time).orElse(trigger),
                null,
                null,
                now,
                null,
                signal.reason(),
                signal.id());
    }

    /// Lets the venue know what the market is.
    void onPrice(PriceUpdated price) {
        // Orders that meet the market at once never wait for a price.
        var _ = venue.onPrice(price, outside.time().instant());
    }

    private void finish(Bot bot, SignalGenerated signal, Runnable ending) {
        underWay--;
        try {
            ending.run();
        } catch (RuntimeException e) {
            failed(bot, signal, e);
        }
        afterEach.run();
    }

    /// Whatever happens to an order, its bot must be able to go on.
    private void failed(Bot bot, SignalGenerated signal, RuntimeException failure) {
        bot.orderRefused(outside.time().instant());
        failures.report(bot, failure, signal.id());
    }

    private void unanswered(Bot bot, Order order, SignalGenerated signal, Throwable failure) {
        String detail = "no answer: " + failure.getMessage();
        refused(bot, order, RiskReason.NO_ANSWER, detail);
        // Risk said nothing, so this has to be said here; an answer that comes too late is void.
        outside.publish(
                new RiskRejected(
                        outside.header(outside.time().instant(), signal.id()),
                        order.id(),
                        order.account(),
                        order.bot(),
                        order.symbol(),
                        order.side(),
                        order.quantity(),
                        order.price(),
                        RiskReason.NO_ANSWER,
                        detail));
    }

    private void answered(
            Bot bot, Order order, SignalGenerated signal, RiskAnswer answer, SymbolRules rules) {
        long answeredMicros = WallClock.micros();
        outside.latency(
                Stage.SIGNAL_TO_RISK_ANSWER, answeredMicros - signal.header().publishedMicros());
        RiskReason refusal = answer.refusal();
        if (refusal != null) {
            refused(bot, order, refusal, answer.detail());
        } else {
            execute(bot, order, signal, rules, answeredMicros);
        }
    }

    private void refused(Bot bot, Order order, RiskReason reason, String detail) {
        Instant now = outside.time().instant();
        portfolio.release(order.id());
        journal.add(new TrackedOrder(order, new OrderState.Refused(now, reason + ": " + detail)));
        meters.refused();
        bot.orderRefused(now);
    }

    private void execute(
            Bot bot, Order order, SignalGenerated signal, SymbolRules rules, long answeredMicros) {
        Instant now = outside.time().instant();
        OrderState.Working state = new OrderState.Intended(now).placed(now);
        long entry = journal.add(new TrackedOrder(order, state));
        OrderPlaced placed =
                new OrderPlaced(
                        outside.header(now, signal.id()),
                        order.id(),
                        order.account(),
                        order.bot(),
                        order.symbol(),
                        order.side(),
                        order.type(),
                        order.timeInForce(),
                        order.quantity(),
                        order.price(),
                        order.limitPrice(),
                        order.stopPrice());
        outside.publish(placed);
        List<VenueResult> results =
                quotes.fresh(rules, now).isPresent()
                        ? venue.submit(order, rules, portfolio.reserved(order.id()), now)
                        : List.of(new VenueResult.Rejected(order, "no fresh quote", now));
        for (VenueResult result : results) {
            OrderState next = result.apply(state);
            journal.update(entry, new TrackedOrder(order, next));
            took(bot, result, next, placed, rules);
            if (next instanceof OrderState.Working working) {
                state = working;
            }
        }
        portfolio.release(order.id());
        outside.latency(Stage.RISK_ANSWER_TO_FILL, WallClock.micros() - answeredMicros);
    }

    private void took(
            Bot bot, VenueResult result, OrderState next, OrderPlaced placed, SymbolRules rules) {
        switch (result) {
            case VenueResult.Filled filled -> filled(bot, filled, next, placed, rules);
            case VenueResult.Cancelled end ->
                    withdrawn(bot, end.order(), next, end.reason(), placed);
            case VenueResult.Expired end -> withdrawn(bot, end.order(), next, end.reason(), placed);
            case VenueResult.Rejected end -> rejected(bot, end.order(), placed.id(), end.reason());
        }
    }

    private void withdrawn(
            Bot bot, Order order, OrderState state, String reason, OrderPlaced placed) {
        Instant now = outside.time().instant();
        outside.publish(
                new OrderCancelled(
                        outside.header(now, placed.id()),
                        order.id(),
                        order.account(),
                        order.bot(),
                        order.symbol(),
                        order.side(),
                        new TrackedOrder(order, state).remaining(),
                        reason));
        bot.orderRefused(now);
    }

    private void rejected(Bot bot, Order order, String cause, String reason) {
        Instant now = outside.time().instant();
        portfolio.release(order.id());
        meters.rejected();
        outside.publish(
                new OrderRejected(
                        outside.header(now, cause),
                        order.id(),
                        order.account(),
                        order.bot(),
                        order.symbol(),
                        order.side(),
                        order.quantity(),
                        reason));
        bot.orderRefused(now);
    }

    private void filled(
            Bot bot,
            VenueResult.Filled result,
            OrderState state,
            OrderPlaced placed,
            SymbolRules rules) {
        FillView fill = result.view();
        Order order = result.order();
        journal.add(fill);
        meters.filled();
        Booked booked = portfolio.book(fill);
        OrderFilled event = filledEvent(fill, placed, new TrackedOrder(order, state).remaining());
        outside.publish(event);
        switch (booked) {
            case Booked.Opened(Position position) -> {
                ExitGuard guard = bot.watch(position, fees, rules);
                bot.entered();
                opened(position, guard, event);
            }
            case Booked.Changed(Position position) -> {
                var _ = bot.watch(position, fees, rules);
            }
            case Booked.Closed(ClosedPosition closed) -> {
                bot.left(fill.time());
                closed(closed, event, order.reason());
            }
        }
    }

    private OrderFilled filledEvent(FillView fill, OrderPlaced placed, BigDecimal remaining) {
        return new OrderFilled(
                outside.header(fill.time(), placed.id()),
                fill.orderId(),
                fill.account(),
                fill.bot(),
                fill.symbol(),
                fill.side(),
                fill.fillId(),
                fill.quantity(),
                fill.price(),
                fill.fee(),
                remaining);
    }

    private void opened(Position position, ExitGuard guard, OrderFilled cause) {
        outside.publish(
                new PositionOpened(
                        outside.header(cause.header().time(), cause.id()),
                        position.account(),
                        position.bot(),
                        position.symbol(),
                        position.quantity(),
                        position.entryPrice(),
                        position.entryFee(),
                        guard.stopPrice(),
                        guard.targetPrice()));
    }

    private void closed(ClosedPosition closed, OrderFilled cause, String reason) {
        Position position = closed.position();
        outside.publish(
                new PositionClosed(
                        outside.header(closed.closedAt(), cause.id()),
                        position.account(),
                        position.bot(),
                        position.symbol(),
                        position.sold(),
                        position.entryPrice(),
                        closed.exitPrice(),
                        closed.fees(),
                        closed.realised(),
                        position.openedAt(),
                        reason));
    }
}
