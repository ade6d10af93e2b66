package io.tickmesh.bot.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tickmesh.mesh.storage.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/// Writes in one transaction what may be written: of bots that are still ours, orders that are new and that their accounts can pay. Belongs to
/// one context.
///
/// It locks the leases of the bots first, in the order of their shards, then the accounts, in the order of their ids: a lease
/// changes hands only when what was written under it is there for the next owner to read, and no two nodes spend the same money. The
/// look at both costs no round trip of its own.
final class Transaction {
    private static final String MAY_WRITE =
            "SELECT shard, epoch, account, free FROM may_write($1, $2, $3, $4, $5)";

    private final Database database;
    private final Leases leases;
    private final boolean durable;
    private final Timer transactions;

    /// @param durable whether to wait until the disk has it
    Transaction(Database database, Leases leases, boolean durable, MeterRegistry meters) {
        this.database = database;
        // The same as that of the transactions that the database begins itself.
        transactions = meters.timer("tickmesh.storage.transaction", "service", "bots");
        this.leases = leases;
        this.durable = durable;
    }

    /// Writes what may be written, in its order.
    ///
    /// @return what was refused and why, when the rest is committed; fails if nothing is written, or as [Database#transaction]
    Future<Map<Write, StoreException>> run(List<Write> writes) {
        long begun = System.nanoTime();
        Future<Map<Write, StoreException>> done =
                database.connection(connection ->
                        judged(connection, writes)
                                .compose(refused -> written(connection, writes, refused))
                                .recover(failure ->
                                        // The connection must come back to the others without it.
                                        connection
                                                .query("ROLLBACK")
                                                .execute()
                                                .transform(
                                                        (_, _) -> Future.failedFuture(failure))));
        return done.onComplete(
                _ -> transactions.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS));
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
        // Sent without waiting for the answer.
        Future<?> begun = on.query("BEGIN").execute();
        Future<RowSet<Row>> mayWrite =
                on.preparedQuery(MAY_WRITE)
                        .execute(
                                Tuple.of(
                                        shards.toArray(Integer[]::new),
                                        leases.owner(),
                                        accounts.toArray(String[]::new),
                                        payers.toArray(String[]::new),
                                        durable));
        return Future.all(begun, mayWrite)
                .map(_ -> {
                    Map<Integer, Long> epochs = new TreeMap<>();
                    Map<String, BigDecimal> free = new TreeMap<>();
                    for (Row row : mayWrite.result()) {
                        String account = row.getString("account");
                        if (account == null) {
                            epochs.put(row.getInteger("shard"), row.getLong("epoch"));
                        } else {
                            free.put(account, row.getBigDecimal("free"));
                        }
                    }
                    return refused(writes, epochs, free);
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
}
