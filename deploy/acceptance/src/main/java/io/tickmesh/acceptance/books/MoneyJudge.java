package io.tickmesh.acceptance.books;

import io.tickmesh.acceptance.books.StoredBooks.Account;
import io.tickmesh.acceptance.books.StoredBooks.Bot;
import io.tickmesh.acceptance.books.StoredBooks.Equity;
import io.tickmesh.acceptance.books.StoredBooks.Position;
import io.tickmesh.acceptance.books.StoredBooks.Trade;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Balances, results, positions and snapshots against what the fills make.
final class MoneyJudge {
    private final Recount recount;
    private final Duration skew;
    private final Findings findings;

    /// @param skew as in [Judge#findings(StoredBooks, Duration)]
    MoneyJudge(Recount recount, Duration skew, Findings findings) {
        this.recount = recount;
        this.skew = skew;
        this.findings = findings;
    }

    void judge(StoredBooks books) {
        List<String> accounts = new ArrayList<>(recount.accounts());
        for (Account account : books.accounts()) {
            accounts.remove(account.id());
            Sums sums = recount.account(account.id());
            BigDecimal cash = account.initialCash().add(sums.flow());
            findings.compare("cash", account.id(), account.cash(), cash);
            overdrawn(account);
            result(account.id(), account.realised(), account.fees(), sums);
            List<Equity> snapshots =
                    books.equity().stream()
                            .filter(snapshot -> snapshot.account().equals(account.id()))
                            .toList();
            snapshots.forEach(snapshot -> snapshot(account, snapshot));
        }
        findings.unless(
                accounts.isEmpty(), () -> "there are fills, but no account %s".formatted(accounts));
        List<String> bots = new ArrayList<>(recount.bots());
        for (Bot bot : books.bots()) {
            bots.remove(bot.id());
            result(bot.id(), bot.realised(), bot.fees(), recount.bot(bot.id()));
        }
        findings.unless(bots.isEmpty(), () -> "there are fills, but no bot %s".formatted(bots));
        positions(books.positions());
        trades(books.trades());
    }

    private void overdrawn(Account account) {
        recount.steps(account.id()).stream()
                .map(step -> account.initialCash().add(step.sums().flow()))
                .filter(cash -> cash.signum() < 0)
                .findFirst()
                .ifPresent(cash ->
                        findings.add("account %s was overdrawn: %s".formatted(account.id(), cash)));
    }

    private void result(String whose, BigDecimal realised, BigDecimal fees, Sums sums) {
        findings.compare("realised profit", whose, realised, sums.realised());
        findings.compare("fees", whose, fees, sums.fees());
    }

    private void positions(List<Position> positions) {
        Map<String, Holding> left = new TreeMap<>(recount.holdings());
        for (Position position : positions) {
            Holding held = left.remove(position.bot());
            if (held == null) {
                findings.add(
                        "position of %s in %s has no fills"
                                .formatted(position.bot(), position.symbol()));
                continue;
            }
            findings.unless(
                    held.symbol().equals(position.symbol())
                            && held.account().equals(position.account()),
                    () ->
                            "position of %s is in %s for %s, its fills are in %s for %s"
                                    .formatted(
                                            position.bot(),
                                            position.symbol(),
                                            position.account(),
                                            held.symbol(),
                                            held.account()));
            String bot = position.bot();
            findings.compare("bought quantity", bot, position.bought(), held.bought());
            findings.compare("cost", bot, position.cost(), held.cost());
            findings.compare("sold quantity", bot, position.sold(), held.sold());
            findings.compare("proceeds", bot, position.proceeds(), held.proceeds());
            findings.compare("entry fee", bot, position.entryFee(), held.entryFees());
            findings.compare("exit fee", bot, position.exitFee(), held.exitFees());
        }
        left.forEach((bot, held) ->
                findings.add(
                        "%s must hold %s of %s, but has no position"
                                .formatted(bot, held.quantity(), held.symbol())));
    }

    private void trades(List<Trade> trades) {
        Map<String, Trade> left = new TreeMap<>(recount.trades());
        for (Trade trade : trades) {
            Trade made = left.remove(trade.id());
            if (made == null) {
                findings.add("trade %s closes nothing".formatted(trade.id()));
                continue;
            }
            String id = "trade " + trade.id();
            findings.compare("bought quantity", id, trade.bought(), made.bought());
            findings.compare("cost", id, trade.cost(), made.cost());
            findings.compare("sold quantity", id, trade.sold(), made.sold());
            findings.compare("proceeds", id, trade.proceeds(), made.proceeds());
            findings.compare("fees", id, trade.fees(), made.fees());
            findings.compare("profit", id, trade.realised(), made.realised());
        }
        left.keySet().forEach(id -> findings.add("trade %s is missing".formatted(id)));
    }

    /// A snapshot is of the moment after some fill: those on their way into the database do not count yet.
    private void snapshot(Account account, Equity snapshot) {
        String whose = account.id() + " at " + snapshot.time();
        findings.compare(
                "equity", whose, snapshot.equity(), snapshot.cash().add(snapshot.marketValue()));
        findings.compare(
                "equity",
                whose,
                snapshot.equity(),
                account.initialCash().add(snapshot.realised()).add(snapshot.unrealised()));
        boolean known =
                fits(account, snapshot, Sums.NONE, false)
                        || recount.steps(account.id()).stream()
                                .filter(step -> !step.time().minus(skew).isAfter(snapshot.time()))
                                .anyMatch(
                                        step -> fits(account, snapshot, step.sums(), step.holds()));
        findings.unless(
                known,
                () ->
                        "snapshot of %s knows cash %s, profit %s, fees %s: no fills make this"
                                .formatted(
                                        whose,
                                        snapshot.cash(),
                                        snapshot.realised(),
                                        snapshot.fees()));
    }

    private static boolean fits(Account account, Equity snapshot, Sums sums, boolean holds) {
        return Recount.same(snapshot.cash(), account.initialCash().add(sums.flow()))
                && Recount.same(snapshot.realised(), sums.realised())
                && Recount.same(snapshot.fees(), sums.fees())
                && snapshot.marketValue().signum() > 0 == holds;
    }
}
