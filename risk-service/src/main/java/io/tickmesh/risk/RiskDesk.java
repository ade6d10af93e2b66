package io.tickmesh.risk;

import io.tickmesh.mesh.event.BotFailed;
import io.tickmesh.mesh.event.BotStatusChanged;
import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.CircuitBreakerReset;
import io.tickmesh.mesh.event.EquitySnapshotTaken;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.event.OrderCancelled;
import io.tickmesh.mesh.event.OrderFilled;
import io.tickmesh.mesh.event.OrderPlaced;
import io.tickmesh.mesh.event.OrderRejected;
import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.event.PositionOpened;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.event.RiskApproved;
import io.tickmesh.mesh.event.RiskReason;
import io.tickmesh.mesh.event.RiskRejected;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.event.TradingStateChanged;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.request.AccountRiskView;
import io.tickmesh.mesh.request.CheckOrder;
import io.tickmesh.mesh.request.PositionView;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.request.RiskAnswer;
import io.tickmesh.mesh.request.RiskState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Decides on orders and follows what becomes of them. Everything it decides follows from the orders, events and prices it
/// was given, in their order, and from the time. Not thread-safe.
final class RiskDesk {
    /// The events it has to see; live also [FeedStatusChanged]. A replay leaves that out: there it tells of the local
    /// connection, in wall time, and no data flow while it is gone.
    static final Set<Class<? extends Event>> EVENTS =
            Set.of(
                    OrderFilled.class,
                    OrderCancelled.class,
                    OrderRejected.class,
                    RiskRejected.class,
                    PositionClosed.class,
                    EquitySnapshotTaken.class);

    private static final int ANSWERS = 10_000;

    private final RiskConfig config;
    private final InstantSource time;
    private final BiFunction<Instant, @Nullable String, Header> headers;
    private final Consumer<Decision> decisions;
    private final Exposure exposure;
    private final Brakes brakes;
    private final FeedHealth feeds;
    private final MarketPrices market;
    private final PreTradeRules rules;
    private final Reconciliation reconciliation;
    private final Recent<Answered> answers = new Recent<>(ANSWERS);
    private long approved;
    private long refused;

    /// Makes a desk that knows feeds and prices of its own.
    ///
    /// @param headers makes the header of an event from its time and cause
    /// @param publisher takes what follows from measurements and commands
    /// @param decisions takes what was decided on orders
    RiskDesk(
            RiskConfig config,
            InstantSource time,
            BiFunction<Instant, @Nullable String, Header> headers,
            Consumer<Event> publisher,
            Consumer<Decision> decisions) {
        this(
                config,
                time,
                headers,
                publisher,
                decisions,
                new BotBreakers(),
                new FeedHealth(),
                new MarketPrices());
    }

    /// @param bots told by others of the breakers of all bots, as `feeds` of what happens to feeds, and `market` of prices
    RiskDesk(
            RiskConfig config,
            InstantSource time,
            BiFunction<Instant, @Nullable String, Header> headers,
            Consumer<Event> publisher,
            Consumer<Decision> decisions,
            BotBreakers bots,
            FeedHealth feeds,
            MarketPrices market) {
        this.config = config;
        this.time = time;
        this.headers = headers;
        this.decisions = decisions;
        this.feeds = feeds;
        this.market = market;
        exposure = new Exposure(config.reservationTimeout());
        brakes = new Brakes(config.accounts(), headers, publisher);
        rules = new PreTradeRules(config.accounts(), brakes, bots, exposure, feeds, market);
        reconciliation = new Reconciliation(exposure);
    }

    /// Decides on an order. The same question gets the same answer; the id of an answered order with other contents is
    /// refused. One exception: an exit that was refused may be asked for again under its id, with a newer price, because a way
    /// out must not be closed by an attempt that failed, and nothing was sent under that id.
    ///
    /// @throws RequestFailedException INVALID if price or quantity is not positive
    RiskAnswer check(CheckOrder order) {
        if (order.quantity().signum() <= 0 || order.price().signum() <= 0) {
            throw new RequestFailedException(
                    Failure.INVALID,
                    "quantity and price must be positive, was %s and %s"
                            .formatted(order.quantity(), order.price()));
        }
        tick();
        Answered before = answers.get(order.orderId());
        if (before != null && before.order().equals(order)) {
            return before.answer();
        }
        if (before != null && before.bindsTheId()) {
            return refuse(order, duplicate(before.order()));
        }
        Instant now = time.instant();
        Optional<Refusal> refusal = rules.check(order, now);
        RiskAnswer answer = refusal.isPresent() ? refuse(order, refusal.get()) : approve(order);
        answers.put(order.orderId(), new Answered(now, order, answer));
        return answer;
    }

    /// Goes on from where an earlier run ended, as if there had been no pause. To be called before anything else.
    void restore(RiskMemory memory) {
        brakes.restore(memory);
        for (Answered answered : memory.answers()) {
            CheckOrder order = answered.order();
            if (answered.answer().refusal() != RiskReason.DUPLICATE_ORDER) {
                answers.put(order.orderId(), answered);
            }
            if (answered.answer().approved()) {
                rules.resume(order, answered.at());
            }
        }
    }

    /// Takes in an approval of which no more is known than that it was told: the order may be on its way.
    void resume(RiskApproved told) {
        if (answers.get(told.orderId()) == null && told.side() == Side.BUY) {
            exposure.reserve(told);
        }
    }

    /// Takes in an event that an earlier run may have missed. Of fills only their order counts: the positions that were learned have
    /// them already.
    void recall(Event event) {
        if (event instanceof OrderFilled fill) {
            exposure.settle(fill.orderId(), fill.remaining());
        } else {
            on(event);
        }
    }

    /// Takes in the positions that were open before the first event.
    void learn(List<PositionView> positions) {
        reconciliation.believe(positions);
    }

    /// Returns what slows accounts and bots down.
    Brakes brakes() {
        return brakes;
    }

    /// Returns what is known of the feeds.
    FeedHealth feeds() {
        return feeds;
    }

    /// Takes in an event of the kinds in [#EVENTS], or of a feed; others change nothing.
    void on(Event event) {
        switch (event) {
            case OrderFilled fill -> exposure.fill(fill);
            case OrderCancelled cancelled -> exposure.release(cancelled.orderId());
            case OrderRejected rejected -> exposure.release(rejected.orderId());
            // Our answer came too late and meant no: what it reserved will not be used.
            case RiskRejected unheard when unheard.reason() == RiskReason.NO_ANSWER ->
                    exposure.release(unheard.orderId());
            case EquitySnapshotTaken _, PositionClosed _ -> brakes.measure(event);
            case FeedStatusChanged changed -> feeds.on(changed);
            case PriceUpdated _,
                    CandleClosed _,
                    BotStatusChanged _,
                    BotFailed _,
                    SignalGenerated _,
                    RiskApproved _,
                    RiskRejected _,
                    OrderPlaced _,
                    PositionOpened _,
                    CircuitBreakerFired _,
                    CircuitBreakerReset _,
                    TradingStateChanged _ -> {}
        }
    }

    void price(PriceUpdated price) {
        market.add(price);
    }

    /// Lets time pass: breakers reset, orders that nothing was heard of are forgotten. Decisions do this themselves.
    void tick() {
        Instant now = time.instant();
        exposure.expire(now);
        brakes.tick(now);
    }

    /// Compares exposure with the open positions; returns the differences that were set right.
    List<Reconciliation.Difference> reconcile(List<PositionView> positions) {
        return reconciliation.compare(positions);
    }

    boolean isSuspicious() {
        return reconciliation.isSuspicious();
    }

    RiskState state() {
        tick();
        List<AccountRiskView> accounts =
                config.accounts().values().stream().map(this::account).toList();
        return new RiskState(accounts, brakes.breakers().open(), approved, refused);
    }

    private RiskAnswer approve(CheckOrder order) {
        Instant now = time.instant();
        String detail = rules.approved(order, now);
        approved++;
        Event event =
                new RiskApproved(
                        headers.apply(now, order.cause()),
                        order.orderId(),
                        order.account(),
                        order.bot(),
                        order.symbol(),
                        order.side(),
                        order.quantity(),
                        order.price());
        return told(event, order, new RiskAnswer(order.orderId(), null, detail));
    }

    private RiskAnswer refuse(CheckOrder order, Refusal refusal) {
        refused++;
        Event event =
                new RiskRejected(
                        headers.apply(time.instant(), order.cause()),
                        order.orderId(),
                        order.account(),
                        order.bot(),
                        order.symbol(),
                        order.side(),
                        order.quantity(),
                        order.price(),
                        refusal.reason(),
                        refusal.detail());
        return told(
                event, order, new RiskAnswer(order.orderId(), refusal.reason(), refusal.detail()));
    }

    private RiskAnswer told(Event event, CheckOrder order, RiskAnswer answer) {
        decisions.accept(new Decision(event, order, answer));
        return answer;
    }

    private static Refusal duplicate(CheckOrder before) {
        return new Refusal(
                RiskReason.DUPLICATE_ORDER,
                "answeredBefore=%s %s quantity=%s price=%s"
                        .formatted(
                                before.side(),
                                before.symbol(),
                                before.quantity().toPlainString(),
                                before.price().toPlainString()));
    }

    /// Rounds an amount like all money that is shown; sums of costs are exact to more digits than anybody reads.
    private static BigDecimal shown(BigDecimal amount) {
        return amount.scale() <= SymbolRules.MONEY_SCALE
                ? amount
                : amount.setScale(SymbolRules.MONEY_SCALE, RoundingMode.HALF_EVEN);
    }

    private AccountRiskView account(AccountLimits limits) {
        TradingStates.Current current = brakes.states().of(limits.account());
        return new AccountRiskView(
                limits.account(),
                current.state(),
                current.reason(),
                shown(exposure.ofAccount(limits.account())),
                brakes.states().settings(limits.account()),
                limits.asText());
    }
}
