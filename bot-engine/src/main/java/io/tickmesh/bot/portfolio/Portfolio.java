package io.tickmesh.bot.portfolio;

import io.tickmesh.bot.execution.Fees;
import io.tickmesh.bot.execution.Order;
import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.request.AccountView;
import io.tickmesh.mesh.request.FillView;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Cash of the accounts and positions of the bots. Nothing is rounded here, so everything can be recomputed from the fills:
/// cash = initial cash - buys - fees + sells. Not thread-safe.
public final class Portfolio {
    // A market that runs away by more than this between decision and fill is not followed.
    private static final BigDecimal MARGIN = new BigDecimal("1.05");

    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final Map<String, BigDecimal> cash = new LinkedHashMap<>();
    private final Map<String, Result> accountResults = new LinkedHashMap<>();
    private final Map<String, Result> botResults = new LinkedHashMap<>();
    private final Map<String, Position> positions = new LinkedHashMap<>();
    private final Reservations reservations = new Reservations();
    // What other nodes have set aside, as far as it is known here.
    private final Map<String, BigDecimal> reservedElsewhere = new HashMap<>();
    private final Map<String, Long> bookings = new HashMap<>();

    public Portfolio(List<Account> accounts) {
        accounts.forEach(account -> this.accounts.put(account.id(), account));
    }

    public Optional<Account> account(String id) {
        return Optional.ofNullable(accounts.get(id));
    }

    /// Returns the accounts in the order of the configuration.
    public List<Account> accounts() {
        return List.copyOf(accounts.values());
    }

    /// Returns the cash of an account.
    ///
    /// @throws IllegalArgumentException if there is no such account
    public BigDecimal cash(String account) {
        return cash.getOrDefault(account, known(account).initialCash());
    }

    /// Returns the cash that no buy on its way may spend; never below zero.
    ///
    /// @throws IllegalArgumentException if there is no such account
    public BigDecimal free(String account) {
        return cash(account)
                .subtract(reservations.ofAccount(account))
                .subtract(reservedElsewhere.getOrDefault(account, BigDecimal.ZERO))
                .max(BigDecimal.ZERO);
    }

    public Optional<Position> position(String bot) {
        return Optional.ofNullable(positions.get(bot));
    }

    public boolean holds(String bot) {
        return positions.containsKey(bot);
    }

    public Result result(String bot) {
        return botResults.getOrDefault(bot, Result.NONE);
    }

    /// Returns the sums of an account.
    public Result accountResult(String account) {
        return accountResults.getOrDefault(account, Result.NONE);
    }

    /// Sets aside what a buy may cost: a limit order its limit, the others what they would cost at their stop or now and 5 % more, as
    /// far as there is free cash. The order has its budget until [#release(String)].
    ///
    /// @throws IllegalArgumentException if there is no such account
    public Funding reserve(Order order, Fees fees) {
        BigDecimal free = free(order.account());
        if (!order.isEntry()) {
            return new Funding.Reserved(BigDecimal.ZERO);
        }
        BigDecimal needed = fees.cost(order.quantity(), order.judgedPrice());
        if (needed.compareTo(free) > 0) {
            return new Funding.Missing(
                    "insufficient balance: needs %s, has %s"
                            .formatted(needed.toPlainString(), free.toPlainString()));
        }
        BigDecimal price = order.judgedPrice();
        BigDecimal most =
                order.type() == OrderType.LIMIT
                        ? fees.costInParts(order.quantity(), price)
                        : needed.multiply(MARGIN);
        BigDecimal budget = most.min(free);
        reservations.set(order.id(), order.account(), order.bot(), budget);
        return new Funding.Reserved(budget);
    }

    /// Sets aside again what a buy had set aside when it was stored, for an order that was open before a restart or on another node. It
    /// is not measured against the free cash: what other nodes are known to have set aside may still contain this very order.
    ///
    /// @param stored what the order may still cost
    public void restoreReservation(Order order, BigDecimal stored) {
        if (order.isEntry()) {
            reservations.set(order.id(), order.account(), order.bot(), stored);
        }
    }

    /// Returns what an order may still cost, zero if nothing is set aside for it.
    public BigDecimal reserved(String orderId) {
        return reservations.ofOrder(orderId);
    }

    /// Gives free what is still set aside for an order that has come to its end.
    public void release(String orderId) {
        reservations.release(orderId);
    }

    /// Takes in a fill: cash, fees, the position of its bot and, when that is closed, its profit.
    ///
    /// @throws IllegalStateException if the bot holds less than was sold, or holds another symbol or for another account; nothing has
    ///     changed then
    /// @throws IllegalArgumentException if there is no such account
    public Booked book(FillView fill) {
        var _ = known(fill.account()); // fails before anything has changed
        Booked booked = foresee(positions.get(fill.bot()), fill);
        bookings.merge(fill.account(), 1L, Long::sum);
        pay(fill);
        switch (booked) {
            case Booked.Opened(Position position) -> positions.put(fill.bot(), position);
            case Booked.Changed(Position position) -> positions.put(fill.bot(), position);
            case Booked.Closed(ClosedPosition closed) -> {
                positions.remove(fill.bot());
                realise(accountResults, fill.account(), closed.realised());
                realise(botResults, fill.bot(), closed.realised());
            }
        }
        return booked;
    }

    /// Returns what a fill will make of a position, without making it so.
    ///
    /// @param before null if the bot holds nothing
    /// @throws IllegalStateException if the fill does not fit
    public static Booked foresee(@Nullable Position before, FillView fill) {
        require(before, fill);
        Position after = before == null ? Position.opened(fill) : before.after(fill);
        if (after.quantity().signum() == 0) {
            return new Booked.Closed(new ClosedPosition(after, fill.time()));
        }
        return before == null ? new Booked.Opened(after) : new Booked.Changed(after);
    }

    /// Puts back what was stored of an account.
    ///
    /// @throws IllegalArgumentException if there is no such account
    public void restoreAccount(String account, BigDecimal stored, Result result) {
        cash.put(known(account).id(), stored);
        accountResults.put(account, result);
    }

    /// Takes an account in that became known later.
    public void learn(Account account) {
        accounts.putIfAbsent(account.id(), account);
    }

    /// Returns how many fills of an account were booked here: what was read of it before the last of them is old.
    public long bookings(String account) {
        return bookings.getOrDefault(account, 0L);
    }

    /// Takes in what several nodes together have made of an account.
    ///
    /// @param elsewhere what other nodes have set aside
    /// @throws IllegalArgumentException if there is no such account
    public void follow(String account, BigDecimal stored, Result result, BigDecimal elsewhere) {
        restoreAccount(account, stored, result);
        reservedElsewhere.put(account, elsewhere);
    }

    /// Forgets a bot that another node runs from now on. What its account has stays as it is.
    public void forget(String bot) {
        positions.remove(bot);
        botResults.remove(bot);
        reservations.releaseBot(bot);
    }

    /// Puts back what was stored of a bot.
    public void restoreBot(String bot, Result result) {
        botResults.put(bot, result);
    }

    /// Puts back a position that was open.
    ///
    /// @throws IllegalArgumentException if there is no such account
    public void restorePosition(Position position) {
        var _ = known(position.account());
        positions.put(position.bot(), position);
    }

    /// Returns what an account is worth.
    ///
    /// @param mark price at which a position is valued
    /// @throws IllegalArgumentException if there is no such account
    public AccountView value(String id, Function<Position, BigDecimal> mark) {
        return value(known(id), cash(id), accountResult(id), positions.values(), mark);
    }

    /// Returns what an account is worth.
    ///
    /// @param own its cash
    /// @param positions of all bots
    /// @param mark price at which a position is valued
    public static AccountView value(
            Account account,
            BigDecimal own,
            Result result,
            Collection<Position> positions,
            Function<Position, BigDecimal> mark) {
        String id = account.id();
        BigDecimal marketValue = BigDecimal.ZERO;
        BigDecimal unrealised = BigDecimal.ZERO;
        int open = 0;
        for (Position position : positions) {
            if (position.account().equals(id)) {
                BigDecimal price = mark.apply(position);
                marketValue = marketValue.add(position.marketValue(price));
                unrealised = unrealised.add(position.unrealised(price));
                open++;
            }
        }
        return new AccountView(
                id,
                account.currency(),
                account.initialCash(),
                own,
                marketValue,
                own.add(marketValue),
                result.realised(),
                unrealised,
                result.fees(),
                open);
    }

    private static void require(@Nullable Position before, FillView fill) {
        boolean fits =
                before == null
                        ? fill.side() == Side.BUY
                        : before.symbol().equals(fill.symbol())
                                && before.account().equals(fill.account())
                                && (fill.side() == Side.BUY
                                        || before.quantity().compareTo(fill.quantity()) >= 0);
        if (!fits || fill.quantity().signum() <= 0) {
            throw new IllegalStateException("fill %s does not fit %s".formatted(fill, before));
        }
    }

    private Account known(String id) {
        Account account = accounts.get(id);
        if (account == null) {
            throw new IllegalArgumentException(
                    "account must be one of %s, was %s".formatted(accounts.keySet(), id));
        }
        return account;
    }

    private void pay(FillView fill) {
        BigDecimal value = fill.side().signed(fill.quantity()).multiply(fill.price());
        cash.put(fill.account(), cash(fill.account()).subtract(value).subtract(fill.fee()));
        if (fill.side() == Side.BUY) {
            reservations.spent(fill);
        }
        Result paid = Result.NONE.paid(fill.fee());
        accountResults.merge(fill.account(), paid, (own, _) -> own.paid(fill.fee()));
        botResults.merge(fill.bot(), paid, (own, _) -> own.paid(fill.fee()));
    }

    private static void realise(Map<String, Result> results, String id, BigDecimal profit) {
        results.merge(id, Result.NONE.realised(profit), (own, _) -> own.realised(profit));
    }
}
