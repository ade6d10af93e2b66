package io.tickmesh.bot;

import io.tickmesh.bot.execution.History;
import io.tickmesh.bot.portfolio.Account;
import io.tickmesh.bot.portfolio.Portfolio;
import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.bot.portfolio.Result;
import io.tickmesh.mesh.event.EquitySnapshotTaken;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.request.AccountView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What accounts and bots were worth, the newest so many of each. Not thread-safe.
final class EquitySnapshots {
    private final Portfolio portfolio;
    private final Function<Position, BigDecimal> mark;
    private final List<BotConfig> bots;
    private final int botHistory;
    private final History<EquitySnapshotTaken> accounts;
    private final Map<String, History<EquitySnapshotTaken>> byBot = new HashMap<>();

    /// @param mark price at which a position is valued
    EquitySnapshots(EngineConfig config, Portfolio portfolio, Function<Position, BigDecimal> mark) {
        this.portfolio = portfolio;
        this.mark = mark;
        this.bots = config.bots();
        this.botHistory = config.equityHistory();
        this.accounts =
                new History<>(config.equityHistory() * Math.max(1, config.accounts().size()));
    }

    /// Takes a snapshot of each account and bot and returns them, accounts first.
    List<EquitySnapshotTaken> take(Supplier<Header> headers) {
        List<EquitySnapshotTaken> taken = new ArrayList<>();
        for (Account account : portfolio.accounts()) {
            EquitySnapshotTaken snapshot = ofAccount(headers.get(), account);
            accounts.add(snapshot);
            taken.add(snapshot);
        }
        for (BotConfig bot : bots) {
            EquitySnapshotTaken snapshot = ofBot(headers.get(), bot);
            byBot.computeIfAbsent(bot.id(), _ -> new History<>(botHistory)).add(snapshot);
            taken.add(snapshot);
        }
        return taken;
    }

    /// Returns a page of the snapshots of a bot, or of whole accounts if `bot` is null.
    ///
    /// @throws IllegalArgumentException if `cursor` is none
    History.Page<EquitySnapshotTaken> page(
            @Nullable String account, @Nullable String bot, @Nullable String cursor, int limit) {
        History<EquitySnapshotTaken> history = bot == null ? accounts : byBot.get(bot);
        return history == null
                ? new History.Page<>(List.of(), null)
                : history.page(
                        cursor,
                        limit,
                        snapshot -> account == null || account.equals(snapshot.account()));
    }

    private EquitySnapshotTaken ofAccount(Header header, Account account) {
        AccountView view = portfolio.value(account.id(), mark);
        return new EquitySnapshotTaken(
                header,
                account.id(),
                null,
                account.currency(),
                view.cash(),
                view.marketValue(),
                view.equity(),
                view.realised(),
                view.unrealised(),
                view.fees());
    }

    private EquitySnapshotTaken ofBot(Header header, BotConfig bot) {
        Result result = portfolio.result(bot.id());
        Optional<Position> position = portfolio.position(bot.id());
        BigDecimal marketValue =
                position.map(held -> held.marketValue(mark.apply(held))).orElse(BigDecimal.ZERO);
        BigDecimal unrealised =
                position.map(held -> held.unrealised(mark.apply(held))).orElse(BigDecimal.ZERO);
        return new EquitySnapshotTaken(
                header,
                bot.account(),
                bot.id(),
                portfolio.account(bot.account()).map(Account::currency).orElse(""),
                null,
                marketValue,
                result.realised().add(unrealised),
                result.realised(),
                unrealised,
                result.fees());
    }
}
