package io.tickmesh.bot;

import io.tickmesh.bot.execution.Means;
import io.tickmesh.bot.execution.Order;
import io.tickmesh.bot.execution.Quote;
import io.tickmesh.bot.execution.Quotes;
import io.tickmesh.bot.exit.Dust;
import io.tickmesh.bot.portfolio.Portfolio;
import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.mesh.event.SignalAction;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.market.OrderDraft;
import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.Rounding;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.TimeInForce;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Makes orders of what signals ask for: how much, at which price, until when. Belongs to one context.
final class OrderMaker {
    private final Quotes quotes;
    private final Portfolio portfolio;

    OrderMaker(Quotes quotes, Portfolio portfolio) {
        this.quotes = quotes;
        this.portfolio = portfolio;
    }

    /// What a signal asks for.
    ///
    /// @param draft whether the exchange would take it, or why not
    /// @param quoted whether there was a fresh quote
    record Made(Order order, Rounding draft, boolean quoted) {}

    /// @param trigger time of the candle or price that led to the signal
    Made make(Bot bot, SignalGenerated signal, Instant trigger, Instant now) {
        Optional<Quote> quote =
                bot.knowsRules() ? quotes.fresh(bot.rules(), now) : Optional.empty();
        Rounding draft =
                quote.map(known -> draft(bot, signal, known))
                        .orElseGet(() -> new Rounding.Refused("no fresh quote"));
        return new Made(order(bot, signal, trigger, now, draft, quote), draft, quote.isPresent());
    }

    private Rounding draft(Bot bot, SignalGenerated signal, Quote quote) {
        return switch (signal.action()) {
            case ENTER ->
                    bot.setup()
                            .plan()
                            .order(
                                    quote.ask(),
                                    new Means(
                                            portfolio.free(signal.account()),
                                            portfolio.result(signal.bot()).realised(),
                                            BigDecimal.ZERO),
                                    bot.setup().averageTrueRange(),
                                    bot.rules());
            case EXIT -> Dust.sale(held(bot), quote.bid(), bot.rules());
        };
    }

    private Order order(
            Bot bot,
            SignalGenerated signal,
            Instant trigger,
            Instant now,
            Rounding draft,
            Optional<Quote> quote) {
        Side side = signal.action() == SignalAction.ENTER ? Side.BUY : Side.SELL;
        Optional<OrderDraft> fits =
                draft instanceof Rounding.Fits(OrderDraft fitting, _)
                        ? Optional.of(fitting)
                        : Optional.empty();
        OrderType type = fits.map(OrderDraft::type).orElse(OrderType.MARKET);
        boolean atOnce = type == OrderType.MARKET;
        Duration expireAfter = bot.config().entry().expireAfter();
        return new Order(
                bot.ids().next(trigger, signal.action()),
                signal.account(),
                signal.bot(),
                signal.symbol(),
                side,
                type,
                atOnce ? TimeInForce.IOC : bot.config().entry().timeInForce(),
                fits.map(OrderDraft::quantity)
                        .orElseGet(() -> side == Side.BUY ? BigDecimal.ZERO : held(bot).quantity()),
                quote.map(known -> known.facing(side))
                        .orElseGet(() -> BigDecimal.valueOf(signal.price())),
                quote.map(Quote::time).orElse(trigger),
                fits.map(OrderDraft::limitPrice).orElse(null),
                fits.map(OrderDraft::stopPrice).orElse(null),
                now,
                atOnce || expireAfter == null ? null : now.plus(expireAfter),
                signal.reason(),
                signal.id());
    }

    private Position held(Bot bot) {
        return portfolio.position(bot.id()).orElseThrow();
    }
}
