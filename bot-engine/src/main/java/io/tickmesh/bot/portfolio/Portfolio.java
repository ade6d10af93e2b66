package io.tickmesh.bot.portfolio;

import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.request.AccountView;
import io.tickmesh.mesh.request.FillView;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Cash of the accounts and positions of the bots. Nothing is rounded here, so everything can be recomputed from the fills:
/// cash = initial cash - buys - fees + sells. Not thread-safe.
public final class Portfolio {
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final Map<String, BigDecimal> cash = new LinkedHashMap<>();
    private final Map<String, Result> accountResults = new LinkedHashMap<>();
    private final Map<String, Result> botResults = new LinkedHashMap<>();
    private final Map<String, Position> positions = new LinkedHashMap<>();

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

    public Optional<Position> position(String bot) {
        return Optional.ofNullable(positions.get(bot));
    }

    public boolean holds(String bot) {
        return positions.containsKey(bot);
    }

    public Result result(String bot) {
        return botResults.getOrDefault(bot, Result.NONE);
    }

    /// Takes in a buy that opens a position.
    ///
    /// @throws IllegalStateException if the bot has a position
    public Position open(
            FillView fill, @Nullable BigDecimal stopPrice, @Nullable BigDecimal targetPrice) {
        require(fill, Side.BUY);
        if (holds(fill.bot())) {
            throw new IllegalStateException("bot has a position already: " + fill.bot());
        }
        Position position =
                new Position(
                        fill.account(),
                        fill.bot(),
                        fill.symbol(),
                        fill.quantity(),
                        fill.price(),
                        fill.fee(),
                        stopPrice,
                        targetPrice,
                        fill.time());
        book(fill);
        positions.put(fill.bot(), position);
        return position;
    }

    /// Takes in a sale of the whole position.
    ///
    /// @throws IllegalStateException if the bot has no position of that symbol and quantity
    public ClosedPosition close(FillView fill) {
        require(fill, Side.SELL);
        Position position = positions.get(fill.bot());
        if (position == null
                || !position.symbol().equals(fill.symbol())
                || position.quantity().compareTo(fill.quantity()) != 0) {
            throw new IllegalStateException("fill %s does not close %s".formatted(fill, position));
        }
        book(fill);
        positions.remove(fill.bot());
        BigDecimal realised = position.unrealised(fill.price()).subtract(fill.fee());
        accountResults.merge(fill.account(), Result.NONE, (own, _) -> own.realised(realised));
        botResults.merge(fill.bot(), Result.NONE, (own, _) -> own.realised(realised));
        return new ClosedPosition(
                position, fill.price(), position.entryFee().add(fill.fee()), realised);
    }

    /// Returns what an account is worth.
    ///
    /// @param mark price at which a position is valued
    /// @throws IllegalArgumentException if there is no such account
    public AccountView value(String id, Function<Position, BigDecimal> mark) {
        Account account = known(id);
        BigDecimal free = cash(id);
        BigDecimal marketValue = BigDecimal.ZERO;
        BigDecimal unrealised = BigDecimal.ZERO;
        int open = 0;
        for (Position position : positions.values()) {
            if (position.account().equals(id)) {
                BigDecimal price = mark.apply(position);
                marketValue = marketValue.add(position.marketValue(price));
                unrealised = unrealised.add(position.unrealised(price));
                open++;
            }
        }
        Result result = accountResults.getOrDefault(id, Result.NONE);
        return new AccountView(
                id,
                account.currency(),
                account.initialCash(),
                free,
                marketValue,
                free.add(marketValue),
                result.realised(),
                unrealised,
                result.fees(),
                open);
    }

    private void require(FillView fill, Side side) {
        if (fill.side() != side) {
            throw new IllegalArgumentException("side must be %s, was %s".formatted(side, fill));
        }
        var _ = known(fill.account()); // fails before anything has changed
    }

    private Account known(String id) {
        Account account = accounts.get(id);
        if (account == null) {
            throw new IllegalArgumentException(
                    "account must be one of %s, was %s".formatted(accounts.keySet(), id));
        }
        return account;
    }

    private void book(FillView fill) {
        BigDecimal paid = fill.side().signed(fill.quantity()).multiply(fill.price());
        cash.put(fill.account(), cash(fill.account()).subtract(paid).subtract(fill.fee()));
        accountResults.merge(
                fill.account(), Result.NONE.paid(fill.fee()), (own, _) -> own.paid(fill.fee()));
        botResults.merge(
                fill.bot(), Result.NONE.paid(fill.fee()), (own, _) -> own.paid(fill.fee()));
    }
}
