package io.tickmesh.bot;

import io.tickmesh.bot.portfolio.Account;
import io.tickmesh.bot.portfolio.Portfolio;
import io.tickmesh.bot.store.Balance;
import io.tickmesh.bot.store.Loader;
import io.tickmesh.mesh.storage.Database;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Follows what other nodes make of the accounts: their cash, and what is set aside elsewhere. What is promised beyond that between two
/// looks the database refuses. Belongs to one context.
final class Balances {
    private final Database database;
    private final Engine engine;
    private final Supplier<Set<Integer>> own;
    private boolean asking;

    /// @param own shards that this node runs
    Balances(Database database, Engine engine, Supplier<Set<Integer>> own) {
        this.database = database;
        this.engine = engine;
        this.own = own;
    }

    /// Looks once, unless it still looks. An answer that a fill of this node has overtaken is left to the next look.
    void follow() {
        if (asking || !database.isAvailable() || !engine.isSettled()) {
            return;
        }
        asking = true;
        Map<String, Long> bookings = new HashMap<>();
        for (Account account : engine.portfolio().accounts()) {
            bookings.put(account.id(), engine.portfolio().bookings(account.id()));
        }
        // A database that is away says so itself.
        Loader.balances(database, own.get())
                .onSuccess(balances -> take(balances, bookings))
                .onComplete(_ -> asking = false);
    }

    private void take(List<Balance> balances, Map<String, Long> bookings) {
        if (!engine.isSettled()) {
            return;
        }
        Portfolio portfolio = engine.portfolio();
        for (Balance balance : balances) {
            Long before = bookings.get(balance.account());
            if (before != null && before == portfolio.bookings(balance.account())) {
                portfolio.follow(
                        balance.account(),
                        balance.cash(),
                        balance.result(),
                        balance.reservedByOthers());
            }
        }
    }
}
