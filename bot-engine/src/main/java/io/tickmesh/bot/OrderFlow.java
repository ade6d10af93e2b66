package io.tickmesh.bot;

import io.tickmesh.bot.execution.Execution;
import io.tickmesh.bot.execution.Journal;
import io.tickmesh.bot.execution.Order;
import io.tickmesh.bot.execution.PaperVenue;
import io.tickmesh.bot.execution.Quote;
import io.tickmesh.bot.execution.Quotes;
import io.tickmesh.bot.execution.Sizing;
import io.tickmesh.bot.portfolio.ClosedPosition;
import io.tickmesh.bot.portfolio.Portfolio;
import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.mesh.event.OrderFilled;
import io.tickmesh.mesh.event.OrderPlaced;
import io.tickmesh.mesh.event.OrderRejected;
import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.event.PositionOpened;
import io.tickmesh.mesh.event.RiskReason;
import io.tickmesh.mesh.event.RiskRejected;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.latency.Stage;
import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.market.TimeInForce;
import io.tickmesh.mesh.request.FillView;
import io.tickmesh.mesh.request.RiskAnswer;
import io.tickmesh.mesh.time.WallClock;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// From a signal to a position: size, ask risk, fill on paper, book. What happens is written down before it is published.
///
/// Belongs to one context. Orders of different bots are under way at the same time; risk answers in the order it is asked, so
/// the same data lead to the same fills.
final class OrderFlow {
    private final Outside outside;
    private final Quotes quotes;
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
        this.venue = new PaperVenue(config.feeRate(), config.slippageTicks());
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
        Order order = order(bot, signal, trigger, rules, quote, now);
        bot.orderBegun();
        Optional<String> obstacle =
                quote.isEmpty()
                        ? Optional.of("no fresh quote")
                        : rules.violation(order.quantity(), order.price());
        if (obstacle.isPresent()) {
            journal.rejected(order, obstacle.get());
            rejected(bot, order, signal.id(), obstacle.get());
            return;
        }
        underWay++;
        outside.check(order.check(signal.id()))
                .onComplete(
                        answer ->
                                finish(
                                        bot,
                                        signal,
                                        () -> answered(bot, order, signal, answer, rules)),
                        failure ->
                                finish(bot, signal, () -> unanswered(bot, order, signal, failure)));
    }

    private Order order(
            Bot bot,
            SignalGenerated signal,
            Instant trigger,
            SymbolRules rules,
            Optional<Quote> quote,
            Instant now) {
        Side side =
                switch (signal.action()) {
                    case ENTER -> Side.BUY;
                    case EXIT -> Side.SELL;
                };
        BigDecimal price =
                quote.map(known -> known.facing(side)).orElseGet(() -> rules.price(signal.price()));
        BigDecimal quantity =
                switch (side) {
                    case BUY -> Sizing.entry(bot.config().orderQuote(), price, rules);
                    case SELL -> portfolio.position(signal.bot()).orElseThrow().quantity();
                };
        return new Order(
                bot.orderId(trigger, signal.action()),
                signal.account(),
                signal.bot(),
                signal.symbol(),
                side,
                quantity,
                price,
                quote.map(Quote::time).orElse(trigger),
                now,
                signal.reason());
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
        journal.refused(order, now, reason + ": " + detail);
        meters.refused();
        bot.orderRefused(now);
    }

    private void execute(
            Bot bot, Order order, SignalGenerated signal, SymbolRules rules, long answeredMicros) {
        Instant now = outside.time().instant();
        long entry = journal.placed(order, now);
        OrderPlaced placed =
                new OrderPlaced(
                        outside.header(now, signal.id()),
                        order.id(),
                        order.account(),
                        order.bot(),
                        order.symbol(),
                        order.side(),
                        OrderType.MARKET,
                        TimeInForce.IOC,
                        order.quantity(),
                        order.price(),
                        null,
                        null);
        outside.publish(placed);
        Execution execution =
                quotes.fresh(rules, now)
                        .map(quote ->
                                venue.execute(order, quote, rules, portfolio.cash(order.account())))
                        .orElseGet(() -> new Execution.Refused("no fresh quote"));
        switch (execution) {
            case Execution.Filled filled -> {
                filled(bot, order, entry, placed, filled, rules);
                outside.latency(Stage.RISK_ANSWER_TO_FILL, WallClock.micros() - answeredMicros);
            }
            case Execution.Refused refused -> {
                journal.rejected(entry, order, now, refused.reason());
                rejected(bot, order, placed.id(), refused.reason());
            }
        }
    }

    private void rejected(Bot bot, Order order, String cause, String reason) {
        Instant now = outside.time().instant();
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
            Order order,
            long entry,
            OrderPlaced placed,
            Execution.Filled execution,
            SymbolRules rules) {
        FillView fill =
                new FillView(
                        order.id() + "-1",
                        order.id(),
                        order.account(),
                        order.bot(),
                        order.symbol(),
                        order.side(),
                        order.quantity(),
                        execution.price(),
                        execution.fee(),
                        outside.time().instant());
        journal.filled(entry, order, fill);
        meters.filled();
        switch (order.side()) {
            case BUY -> opened(bot, fill, filledEvent(fill, placed), rules);
            case SELL -> closed(bot, fill, filledEvent(fill, placed), order.reason());
        }
    }

    private OrderFilled filledEvent(FillView fill, OrderPlaced placed) {
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
                BigDecimal.ZERO);
    }

    private void opened(Bot bot, FillView fill, OrderFilled cause, SymbolRules rules) {
        Position position =
                portfolio.open(
                        fill,
                        Sizing.stop(fill.price(), bot.config().stopLossPercent(), rules),
                        Sizing.target(fill.price(), bot.config().takeProfitPercent(), rules));
        bot.entered();
        outside.publish(cause);
        outside.publish(
                new PositionOpened(
                        outside.header(fill.time(), cause.id()),
                        position.account(),
                        position.bot(),
                        position.symbol(),
                        position.quantity(),
                        position.entryPrice(),
                        position.entryFee(),
                        position.stopPrice(),
                        position.targetPrice()));
    }

    private void closed(Bot bot, FillView fill, OrderFilled cause, String reason) {
        ClosedPosition closed = portfolio.close(fill);
        Position position = closed.position();
        bot.left(fill.time());
        outside.publish(cause);
        outside.publish(
                new PositionClosed(
                        outside.header(fill.time(), cause.id()),
                        position.account(),
                        position.bot(),
                        position.symbol(),
                        position.quantity(),
                        position.entryPrice(),
                        closed.exitPrice(),
                        closed.fees(),
                        closed.realised(),
                        position.openedAt(),
                        reason));
    }
}
