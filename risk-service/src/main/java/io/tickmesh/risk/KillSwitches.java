package io.tickmesh.risk;

import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.request.TradingStateView;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// The accounts that a person halted and another node looks after, until that is stored: whoever looks after them next has to know.
/// What is remembered here only ever makes stricter. Not thread-safe.
final class KillSwitches {
    private final TreeMap<String, Choice> halted = new TreeMap<>();

    /// Remembers that an account is HALTED; the accounts are those of the configuration.
    void remember(String account, Choice choice) {
        halted.putIfAbsent(account, choice);
    }

    /// Forgets what is stored by now, or what a person has opened again.
    void forget(String account) {
        halted.remove(account);
    }

    /// Returns what waits to be stored, by account.
    Map<String, Choice> waiting() {
        return Map.copyOf(halted);
    }

    /// Hands what is remembered to the node itself, which now looks after the account.
    void hand(HeldAccount account) {
        Choice choice = halted.remove(account.account());
        if (choice == null) {
            return;
        }
        Brakes brakes = account.desk().brakes();
        Instant since = choice.since();
        boolean opened =
                brakes.states()
                        .choice(account.account())
                        .filter(stored -> stored.since().isAfter(since))
                        .isPresent();
        if (!opened && brakes.chosen(account.account()) != TradingState.HALTED) {
            brakes.choose(account.account(), choice);
        }
    }

    /// Takes back what an account was told and could not store before it became another node's.
    void keep(Collection<HeldAccount> gone) {
        for (HeldAccount account : gone) {
            unstored(account).ifPresent(choice -> remember(account.account(), choice));
        }
    }

    private static Optional<Choice> unstored(HeldAccount account) {
        for (TradingStateView setting :
                account.desk().brakes().states().settings(account.account())) {
            if (!setting.stored() && setting.state() == TradingState.HALTED) {
                Instant since = Objects.requireNonNull(setting.since());
                return account.desk()
                        .brakes()
                        .states()
                        .choice(account.account())
                        .filter(choice -> choice.since().equals(since));
            }
        }
        return Optional.empty();
    }
}
