package io.tickmesh.bot.store;

import io.tickmesh.mesh.storage.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Writes in one transaction what may be written: of bots that are still ours, orders that are new and that their accounts can pay. Belongs to
/// one context.
///
/// It locks the leases of the bots first, in the order of their shards, then the accounts, in the order of their ids: a lease
/// changes hands only when what was written under it is there for the next owner to read, and no two nodes spend the same money. The
/// look at both costs no round trip of its own.
final class Transaction {
    // A node that freezes in the middle must not hold others up for long.
    private static final String IMPATIENT =
            "BEGIN; SET LOCAL idle_in_transaction_session_timeout = 2000";
    private static final String RELAXED = "; SET LOCAL synchronous_commit = off";
    private static final String LEASES =
            """
            SELECT shard, epoch FROM lease WHERE shard = ANY($1) AND owner = $2 ORDER BY shard FOR KEY SHARE
            """;
    private static final String CASH =
            "SELECT id, cash FROM account WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE";
    private static final String RESERVED =
            "SELECT account, sum(reserved) FROM orders WHERE account = ANY($1) AND reserved > 0 GROUP BY account";

    private final Database database;
    private final Leases leases;
    private final String begin;

    /// @param durable whether to wait until the disk has it
    Transaction(Database database, Leases leases, boolean durable) {
        this.database = database;
        this.leases = leases;
        this.begin = durable ? IMPATIENT : IMPATIENT + RELAXED;
    }

    /// Writes what may be written, in its order.
    ///
    /// @return what was refused and why, when the rest is committed; fails if nothing is written, or as [Database#transaction]
    Future<Map<Write, StoreException>> run(List<Write> writes) {
        return database.connection(connection ->
                judged(connection, writes)
                        .compose(refused -> written(connection, writes, refused))
                        .recover(failure ->
                                // The connection must come back to the others without it.
                                connection
                                        .query("ROLLBACK")
                                        .execute()
                                        .transform((_, _) -> Future.failedFuture(failure))));
    }

    private Future<Map<Write, StoreException>> judged(SqlConnection on, List<Write> writes) {
        Set<Integer> shards = new TreeSet<>();
        Set<String> accounts = new TreeSet<>();
        Set<String> payers = new TreeSet<>();
        for (Write write : writes) {
            shards.addAll(write.epochs().keySet());
            accounts.addAll(write.accounts());
            if (write.intent() != null) {
                payers.addAll(write.accounts());
            }
        }
        // Sent without waiting for each other; they run in this order.
        Future<?> begun = on.query(begin).execute();
        Future<Map<Integer, Long>> epochs = epochs(on, shards);
        Future<Map<String, BigDecimal>> cash = sums(on, CASH, accounts);
        Future<Map<String, BigDecimal>> reserved = sums(on, RESERVED, payers);
        return Future.all(begun, epochs, cash, reserved)
                .map(_ -> {
                    Map<String, BigDecimal> free = new TreeMap<>(cash.result());
                    reserved.result()
                            .forEach((account, sum) ->
                                    free.merge(account, sum.negate(), BigDecimal::add));
                    return refused(writes, epochs.result(), free);
                });
    }

    /// Returns what may not be written.
    ///
    /// @param epochs of the leases that this node has
    /// @param free what the accounts can still promise
    static Map<Write, StoreException> refused(
            List<Write> writes, Map<Integer, Long> epochs, Map<String, BigDecimal> free) {
        Map<Write, StoreException> refused = new HashMap<>();
        for (Write write : writes) {
            write.epochs()
                    .forEach((shard, epoch) -> {
                        if (!epoch.equals(epochs.get(shard))) {
                            refused.put(write, new LeaseLostException(shard));
                        }
                    });
            Write.Intent intent = write.intent();
            if (intent == null || intent.reserved().signum() <= 0 || refused.containsKey(write)) {
                continue;
            }
            BigDecimal left = free.getOrDefault(intent.account(), BigDecimal.ZERO);
            if (left.compareTo(intent.reserved()) < 0) {
                refused.put(write, new InsufficientFundsException(intent.reserved(), left));
            } else {
                free.put(intent.account(), left.subtract(intent.reserved()));
            }
        }
        return refused;
    }

    private Future<Map<Write, StoreException>> written(
            SqlConnection on, List<Write> writes, Map<Write, StoreException> refused) {
        List<Future<?>> results = new ArrayList<>();
        for (Write write : writes) {
            StoreException why = refused.get(write);
            if (why instanceof LeaseLostException lost) {
                leases.lost(lost.shard(), write.epochs().getOrDefault(lost.shard(), -1L));
            }
            if (why != null) {
                continue;
            }
            for (Statement statement : write.statements()) {
                Future<RowSet<Row>> result =
                        on.preparedQuery(statement.sql()).execute(statement.values());
                Write.Intent intent = write.intent();
                results.add(
                        intent == null
                                ? result
                                : result.onSuccess(rows -> {
                                    if (rows.rowCount() == 0) {
                                        refused.put(
                                                write, new DuplicateOrderException(intent.order()));
                                    }
                                }));
            }
        }
        return Future.all(results).compose(_ -> on.query("COMMIT").execute()).map(_ -> refused);
    }

    private Future<Map<Integer, Long>> epochs(SqlConnection on, Set<Integer> shards) {
        if (shards.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return on.preparedQuery(LEASES)
                .execute(Tuple.of(shards.toArray(Integer[]::new), leases.owner()))
                .map(rows -> {
                    Map<Integer, Long> epochs = new TreeMap<>();
                    rows.forEach(row -> epochs.put(row.getInteger(0), row.getLong(1)));
                    return epochs;
                });
    }

    private static Future<Map<String, BigDecimal>> sums(
            SqlConnection on, String sql, Collection<String> accounts) {
        if (accounts.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return on.preparedQuery(sql)
                .execute(Tuple.of(accounts.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, BigDecimal> sums = new TreeMap<>();
                    rows.forEach(row -> sums.put(row.getString(0), row.getBigDecimal(1)));
                    return sums;
                });
    }
}
