package io.tickmesh.risk;

import io.tickmesh.mesh.event.BreakerScope;
import io.tickmesh.mesh.event.RiskReason;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.request.BreakerView;
import io.tickmesh.mesh.request.CheckOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rules that an order has to pass, in the order in which they are asked; the first that fails gives the reason.
///
/// Every order: UNKNOWN_ACCOUNT, TRADING_HALTED, STALE_PRICE, STALE_FEED. Entries also: TRADING_REDUCING, BREAKER_OPEN, PRICE_DEVIATION,
/// ORDER_RATE (account, then bot), ORDER_NOTIONAL, SYMBOL_EXPOSURE, ACCOUNT_EXPOSURE.
///
/// An exit makes the user's risk smaller, so no limit on risk may stop it; nor may the distance from the market, which grows
/// exactly when a market crashes. A stale price stops it because whoever wants out on an old price knows nothing: the next
/// price brings the decision again, or another. The same goes for a silent feed, whose newest price may look young and be
/// wrong: when its streams are heard again, the decision is taken on what they say. Only a sell can be an exit: bots hold long
/// positions only.
///
/// HALTED is the emergency stop: strategies do nothing at all, positions stay as they are until a person has looked. What that
/// person then closes passes, because a kill switch that locks positions in would be a trap. Withdrawing an order is never asked
/// about. Not thread-safe.
final class PreTradeRules {
    private final Map<String, AccountLimits> accounts;
    private final TradingStates states;
    private final CircuitBreakers breakers;
    private final BotBreakers bots;
    private final Exposure exposure;
    private final FeedHealth feeds;
    private final MarketPrices market;
    private final OrderRates rates = new OrderRates();
    private final List<Rule> everyOrder = List.of(this::halted, this::stalePrice, this::staleFeed);
    private final List<Rule> entries =
            List.of(
                    this::reducing,
                    this::breakerOpen,
                    this::priceDeviation,
                    this::accountRate,
                    this::botRate,
                    this::orderNotional,
                    this::symbolExposure,
                    this::accountExposure);

    PreTradeRules(
            Map<String, AccountLimits> accounts,
            Brakes brakes,
            BotBreakers bots,
            Exposure exposure,
            FeedHealth feeds,
            MarketPrices market) {
        this.accounts = accounts;
        states = brakes.states();
        breakers = brakes.breakers();
        this.bots = bots;
        this.exposure = exposure;
        this.feeds = feeds;
        this.market = market;
    }

    /// Returns why the order may not be sent at `now`; empty if it may.
    Optional<Refusal> check(CheckOrder order, Instant now) {
        AccountLimits limits = accounts.get(order.account());
        if (limits == null) {
            return Optional.of(
                    new Refusal(RiskReason.UNKNOWN_ACCOUNT, "account=" + order.account()));
        }
        Case asked = new Case(order, limits, now);
        return firstFailure(everyOrder, asked)
                .or(() -> isExit(order) ? Optional.empty() : firstFailure(entries, asked));
    }

    /// Counts an approved order and reserves its exposure; returns the numbers that it leaves behind.
    String approved(CheckOrder order, Instant now) {
        count(order, now);
        if (!isExit(order)) {
            exposure.reserve(order, now);
        }
        return "notional=%s symbolExposure=%s accountExposure=%s"
                .formatted(
                        notional(order).toPlainString(),
                        exposure.ofSymbol(order.account(), order.symbol()).toPlainString(),
                        exposure.ofAccount(order.account()).toPlainString());
    }

    /// Takes in an order that an earlier run approved at `at`, and that may be on its way.
    void resume(CheckOrder order, Instant at) {
        count(order, at);
        if (!isExit(order)) {
            exposure.reserve(order, at);
        }
    }

    /// Counts an order that was approved at `at` towards the rates, which must be called in the order of time.
    private void count(CheckOrder order, Instant at) {
        AccountLimits limits = accounts.get(order.account());
        if (limits != null) {
            rates.add(accountKey(order), limits.guards().accountOrders(), at);
            rates.add(botKey(order), limits.guards().botOrders(), at);
        }
    }

    static boolean isExit(CheckOrder order) {
        return order.reducing() && order.side() == Side.SELL;
    }

    private static Optional<Refusal> firstFailure(List<Rule> rules, Case asked) {
        for (Rule rule : rules) {
            Refusal refusal = rule.check(asked);
            if (refusal != null) {
                return Optional.of(refusal);
            }
        }
        return Optional.empty();
    }

    private @Nullable Refusal halted(Case asked) {
        TradingStates.Current current = states.of(asked.order.account());
        boolean wayOut = asked.order.manual() && isExit(asked.order);
        return current.state() == TradingState.HALTED && !wayOut
                ? new Refusal(RiskReason.TRADING_HALTED, "state=HALTED " + current.reason())
                : null;
    }

    private @Nullable Refusal stalePrice(Case asked) {
        return market.stale(asked.order, asked.limits.guards().maxPriceAge(), asked.now);
    }

    private @Nullable Refusal staleFeed(Case asked) {
        return feeds.stale(asked.order.symbol());
    }

    private @Nullable Refusal reducing(Case asked) {
        TradingStates.Current current = states.of(asked.order.account());
        return current.state() == TradingState.REDUCING
                ? new Refusal(RiskReason.TRADING_REDUCING, "state=REDUCING " + current.reason())
                : null;
    }

    private @Nullable Refusal breakerOpen(Case asked) {
        String bot = asked.order.bot();
        BreakerView open =
                breakers.openFor(BreakerScope.BOT, bot).stream()
                        .findFirst()
                        .or(() -> bots.openFor(bot, asked.now))
                        .orElse(null);
        return open == null
                ? null
                : new Refusal(
                        RiskReason.BREAKER_OPEN,
                        "breaker=%s value=%s limit=%s until=%s"
                                .formatted(
                                        open.breaker(),
                                        open.value().toPlainString(),
                                        open.limit().toPlainString(),
                                        open.until()));
    }

    private @Nullable Refusal priceDeviation(Case asked) {
        return market.deviating(asked.order, asked.limits.guards().maxPriceDeviation());
    }

    private @Nullable Refusal accountRate(Case asked) {
        OrderRate rate = asked.limits.guards().accountOrders();
        return rates.tooMany(accountKey(asked.order), rate, asked.now);
    }

    private @Nullable Refusal botRate(Case asked) {
        OrderRate rate = asked.limits.guards().botOrders();
        return rates.tooMany(botKey(asked.order), rate, asked.now);
    }

    private @Nullable Refusal orderNotional(Case asked) {
        return above(
                RiskReason.ORDER_NOTIONAL,
                BigDecimal.ZERO,
                notional(asked.order),
                asked.limits.maxOrderNotional());
    }

    private @Nullable Refusal symbolExposure(Case asked) {
        return above(
                RiskReason.SYMBOL_EXPOSURE,
                exposure.ofSymbol(asked.order.account(), asked.order.symbol()),
                notional(asked.order),
                asked.limits.maxSymbolExposure());
    }

    private @Nullable Refusal accountExposure(Case asked) {
        return above(
                RiskReason.ACCOUNT_EXPOSURE,
                exposure.ofAccount(asked.order.account()),
                notional(asked.order),
                asked.limits.maxAccountExposure());
    }

    private static @Nullable Refusal above(
            RiskReason reason, BigDecimal held, BigDecimal notional, BigDecimal limit) {
        if (held.add(notional).compareTo(limit) <= 0) {
            return null;
        }
        String exposure =
                reason == RiskReason.ORDER_NOTIONAL ? "" : "exposure=" + held.toPlainString() + " ";
        return new Refusal(
                reason,
                "%snotional=%s limit=%s"
                        .formatted(exposure, notional.toPlainString(), limit.toPlainString()));
    }

    private static BigDecimal notional(CheckOrder order) {
        return order.price().multiply(order.quantity());
    }

    private static String accountKey(CheckOrder order) {
        return "account:" + order.account();
    }

    private static String botKey(CheckOrder order) {
        return "bot:" + order.bot();
    }

    private record Case(CheckOrder order, AccountLimits limits, Instant now) {}

    @FunctionalInterface
    private interface Rule {
        @Nullable Refusal check(Case asked);
    }
}
