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
import io.tickmesh.mesh.event.RiskRejected;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.event.TradingStateChanged;
import io.tickmesh.mesh.request.AccountRiskView;
import io.tickmesh.mesh.request.BreakerView;
import io.tickmesh.mesh.request.CheckOrder;
import io.tickmesh.mesh.request.PositionView;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.request.RiskAnswer;
import io.tickmesh.mesh.request.RiskState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The desks of the accounts that this node decides on. What is known of symbols, feeds and breakers of bots they share. Not
/// thread-safe.
///
/// Among several nodes a desk answers only while its claim was confirmed a moment ago: a node that was frozen, or is cut off from
/// the database, does not know whether another one has taken over.
final class Desks {
    /// How old a confirmation may be: shorter than a claim lasts without one.
    static final Duration CONFIRMED = Claims.LASTS.minusSeconds(1);

    private final RiskConfig config;
    private final InstantSource time;
    private final LongSupplier nanoTime;
    private final boolean alone;
    private final BiFunction<Instant, @Nullable String, Header> headers;
    private final Consumer<AccountEvent> publisher;
    private final Consumer<Decision> decisions;
    private final BotBreakers bots = new BotBreakers();
    private final FeedHealth feeds = new FeedHealth();
    private final MarketPrices market = new MarketPrices();
    private final Overheard overheard = new Overheard();
    private final TreeMap<String, HeldAccount> held = new TreeMap<>();
    private final RiskDesk strangers;
    private long approvedBefore;
    private long refusedBefore;

    /// @param nanoTime monotonic clock, nanoseconds
    /// @param alone whether no other node can decide
    /// @param headers makes the header of an event from its time and cause
    /// @param publisher takes what follows from measurements and commands
    /// @param decisions takes what was decided on orders
    Desks(
            RiskConfig config,
            InstantSource time,
            LongSupplier nanoTime,
            boolean alone,
            BiFunction<Instant, @Nullable String, Header> headers,
            Consumer<AccountEvent> publisher,
            Consumer<Decision> decisions) {
        this.config = config;
        this.time = time;
        this.nanoTime = nanoTime;
        this.alone = alone;
        this.headers = headers;
        this.publisher = publisher;
        this.decisions = decisions;
        strangers = desk("", 0);
    }

    FeedHealth feeds() {
        return feeds;
    }

    Set<String> accounts() {
        return config.accounts().keySet();
    }

    Collection<HeldAccount> held() {
        return List.copyOf(held.values());
    }

    @Nullable HeldAccount held(String account) {
        return held.get(account);
    }

    /// Takes an account over; it does not decide yet.
    HeldAccount add(String account, Taken taken) {
        RiskDesk desk = desk(account, taken.epoch());
        desk.restore(taken.memory());
        bots.restore(taken.memory().bots());
        overheard.take(account, time.instant(), config.reservationTimeout()).forEach(desk::resume);
        HeldAccount added = new HeldAccount(account, taken.epoch(), desk, taken.memory().heard());
        held.put(account, added);
        return added;
    }

    /// Forgets an account.
    void remove(HeldAccount gone) {
        if (held.remove(gone.account(), gone)) {
            RiskState last = gone.desk().state();
            approvedBefore += last.approved();
            refusedBefore += last.refused();
        }
    }

    /// Returns whether this node may act for the account under that claim.
    boolean isConfirmed(String account, long epoch) {
        HeldAccount one = held.get(account);
        return one != null && one.epoch() == epoch && isConfirmed(one);
    }

    /// Returns whether this node can decide on orders of the account now, if only that there is no such account.
    boolean decides(String account) {
        HeldAccount one = held.get(account);
        return !accounts().contains(account) || (one != null && one.isOpen() && isConfirmed(one));
    }

    /// Decides on an order.
    ///
    /// @throws RequestFailedException UNAVAILABLE if this node does not decide on that account, or cannot say whether it does; INVALID if
    ///     price or quantity is not positive
    RiskAnswer check(CheckOrder order) {
        if (!accounts().contains(order.account())) {
            return strangers.check(order);
        }
        HeldAccount one = held.get(order.account());
        if (one == null || !decides(order.account())) {
            throw new RequestFailedException(
                    Failure.UNAVAILABLE,
                    "this node does not decide on account " + order.account() + " now");
        }
        return one.desk().check(order);
    }

    /// Takes in an event of the kinds in [RiskDesk#EVENTS], or of a feed or a breaker, or an approval of another node.
    void on(Event event) {
        if (event instanceof FeedStatusChanged changed) {
            feeds.on(changed);
        } else if (event instanceof RiskApproved approved) {
            if (!held.containsKey(approved.account())) {
                overheard.on(approved);
            }
        } else if (event instanceof CircuitBreakerFired || event instanceof CircuitBreakerReset) {
            bots.on(event);
        } else {
            HeldAccount one = held.get(accountOf(event));
            if (one != null) {
                one.on(event);
            }
        }
    }

    /// Takes in an event that waited, or came in its turn.
    void present(Event event) {
        HeldAccount one = held.get(accountOf(event));
        if (one != null) {
            one.desk().on(event);
        }
    }

    /// Takes in an event that was missed by one of these accounts.
    void recall(Collection<HeldAccount> group, Event event) {
        HeldAccount one = held.get(accountOf(event));
        if (one != null && group.contains(one)) {
            one.desk().recall(event);
        }
    }

    void price(PriceUpdated price) {
        market.add(price);
    }

    /// Returns what has to be written, by account.
    ///
    /// @param now on the clock of the system
    /// @param attentive whether nothing can have been missed without notice since the last call
    Map<String, Report> reports(Instant now, boolean attentive) {
        Map<String, Report> reports = new HashMap<>();
        held.forEach((account, one) -> reports.put(account, one.report(now, attentive)));
        return reports;
    }

    /// Notes what is written.
    void stored(Map<String, Report> reports) {
        reports.forEach((account, report) -> {
            HeldAccount one = held.get(account);
            if (one != null && one.epoch() == report.epoch()) {
                one.desk().brakes().stored(report.changes());
            }
        });
    }

    /// Compares exposure with the open positions; returns the differences that were set right.
    List<Reconciliation.Difference> reconcile(List<PositionView> positions) {
        List<Reconciliation.Difference> corrected = new ArrayList<>();
        held.values().forEach(one -> corrected.addAll(one.reconcile(positions)));
        return corrected;
    }

    boolean isSuspicious() {
        return held.values().stream().anyMatch(one -> one.desk().isSuspicious());
    }

    /// Returns the state of the accounts that this node decides on.
    RiskState state() {
        List<AccountRiskView> accounts = new ArrayList<>();
        List<BreakerView> breakers = new ArrayList<>();
        RiskState unknown = strangers.state();
        long approved = approvedBefore;
        long refused = refusedBefore + unknown.refused();
        for (String account : accounts()) {
            HeldAccount one = held.get(account);
            if (one != null && one.isOpen()) {
                RiskState state = one.desk().state();
                accounts.addAll(state.accounts());
                breakers.addAll(state.breakers());
                approved += state.approved();
                refused += state.refused();
            }
        }
        return new RiskState(accounts, breakers, approved, refused);
    }

    private boolean isConfirmed(HeldAccount one) {
        return alone || nanoTime.getAsLong() - one.confirmedNanos() < CONFIRMED.toNanos();
    }

    private RiskDesk desk(String account, long epoch) {
        return new RiskDesk(
                config.only(account),
                time,
                headers,
                event -> {
                    bots.on(event);
                    publisher.accept(new AccountEvent(account, epoch, event));
                },
                decisions,
                bots,
                feeds,
                market);
    }

    private static String accountOf(Event event) {
        return switch (event) {
            case OrderFilled it -> it.account();
            case OrderCancelled it -> it.account();
            case OrderRejected it -> it.account();
            case RiskRejected it -> it.account();
            case PositionClosed it -> it.account();
            case EquitySnapshotTaken it -> it.account();
            case PriceUpdated _,
                    CandleClosed _,
                    FeedStatusChanged _,
                    BotStatusChanged _,
                    BotFailed _,
                    SignalGenerated _,
                    RiskApproved _,
                    OrderPlaced _,
                    PositionOpened _,
                    CircuitBreakerFired _,
                    CircuitBreakerReset _,
                    TradingStateChanged _ ->
                    "";
        };
    }
}
