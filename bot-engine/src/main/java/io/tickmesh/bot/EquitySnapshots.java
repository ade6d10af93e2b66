package io.tickmesh.bot;

import io.tickmesh.bot.portfolio.Account;
import io.tickmesh.bot.portfolio.Portfolio;
import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.bot.portfolio.Result;
import io.tickmesh.bot.store.Change;
import io.tickmesh.bot.store.Ledger;
import io.tickmesh.mesh.event.EquitySnapshotTaken;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.request.AccountView;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Tells what accounts and bots are worth, and writes it down behind. Each account is told of by one node, over all nodes; each bot by
/// the node that runs it. Belongs to one context.
final class EquitySnapshots {
    private final Engine engine;
    private final Portfolio portfolio;
    private final Outside outside;
    private final Ledger ledger;
    private final Accounts accounts;
    private final Predicate<String> isMine;

    /// @param isMine whether this node tells of an account
    EquitySnapshots(
            Engine engine,
            Outside outside,
            Ledger ledger,
            Accounts accounts,
            Predicate<String> isMine) {
        this.engine = engine;
        this.portfolio = engine.portfolio();
        this.outside = outside;
        this.ledger = ledger;
        this.accounts = accounts;
        this.isMine = isMine;
    }

    /// Takes a snapshot of each account that is this node's to tell of, and of each bot that runs here. Those of accounts come first on a
    /// node that is alone, and after the database has answered on one of several; while it is away, that one tells of none.
    void take() {
        if (portfolio.accounts().stream().anyMatch(account -> isMine.test(account.id()))) {
            accounts.views()
                    .onComplete(
                            this::tellOf,
                            _ -> {
                                // Storage is away: nobody can say what other nodes have made of an
                                // account.
                            });
        }
        for (Bot bot : engine.bots()) {
            tell(ofBot(header(), bot.config()));
        }
    }

    private void tellOf(List<AccountView> views) {
        views.stream()
                .filter(view -> isMine.test(view.account()))
                .forEach(view -> tell(ofAccount(header(), view)));
    }

    private void tell(EquitySnapshotTaken snapshot) {
        outside.publish(snapshot);
        ledger.behind(List.of(new Change.Valued(snapshot)));
    }

    private Header header() {
        return outside.header(outside.time().instant(), null);
    }

    private static EquitySnapshotTaken ofAccount(Header header, AccountView view) {
        return new EquitySnapshotTaken(
                header,
                view.account(),
                null,
                view.currency(),
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
                position.map(held -> held.marketValue(engine.mark(held))).orElse(BigDecimal.ZERO);
        BigDecimal unrealised =
                position.map(held -> held.unrealised(engine.mark(held))).orElse(BigDecimal.ZERO);
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
