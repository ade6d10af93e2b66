package io.tickmesh.bot.store;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is written as one, and what must hold for that. Immutable; two of them are never the same.
final class Write {
    /// Nothing, for whoever wants to know when all before it is written.
    static final Write NOTHING = new Write(List.of(), Map.of(), Set.of(), null);

    private final List<Statement> statements;
    private final Map<Integer, Long> epochs;
    private final Set<String> accounts;
    private final @Nullable Intent intent;

    /// An order that must be new, and that its account must be able to pay.
    record Intent(String order, String account, BigDecimal reserved) {}

    /// @param epochs in which its writer holds the shards of its bots
    /// @param accounts whose sums it moves
    Write(
            List<Statement> statements,
            Map<Integer, Long> epochs,
            Set<String> accounts,
            @Nullable Intent intent) {
        this.statements = List.copyOf(statements);
        this.epochs = Map.copyOf(epochs);
        this.accounts = Set.copyOf(accounts);
        this.intent = intent;
    }

    /// Returns what writes an order down before it is sent.
    ///
    /// @throws LeaseLostException if its bot is not ours
    static Write of(Change.Ordered intended, BigDecimal reserved, Leases leases) {
        var order = intended.order().order();
        Intent intent = new Intent(order.id(), order.account(), reserved);
        return new Write(
                List.of(Statements.intend(intended.order(), reserved)),
                epochs(List.of(intended), leases),
                reserved.signum() > 0 ? Set.of(order.account()) : Set.of(),
                intent);
    }

    /// @throws LeaseLostException if one of the bots is not ours
    static Write of(List<? extends Change> changes, Leases leases) {
        Set<String> accounts = new TreeSet<>();
        for (Change change : changes) {
            if (change instanceof Change.Filled filled) {
                accounts.add(filled.fill().account());
            }
        }
        return new Write(Statements.of(changes), epochs(changes, leases), accounts, null);
    }

    private static Map<Integer, Long> epochs(List<? extends Change> changes, Leases leases) {
        Map<Integer, Long> epochs = new TreeMap<>();
        for (Change change : changes) {
            String bot = change.botId();
            if (bot != null) {
                int shard = Shards.of(bot);
                epochs.put(
                        shard,
                        leases.epoch(shard).orElseThrow(() -> new LeaseLostException(shard)));
            }
        }
        return epochs;
    }

    List<Statement> statements() {
        return statements;
    }

    /// Returns the text of the first statement, for people.
    String firstStatement() {
        return statements.isEmpty() ? "none" : statements.getFirst().sql();
    }

    Map<Integer, Long> epochs() {
        return epochs;
    }

    Set<String> accounts() {
        return accounts;
    }

    @Nullable Intent intent() {
        return intent;
    }
}
