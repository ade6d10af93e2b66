package io.tickmesh.risk;

import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.request.ChangeTradingState;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.request.ResetBreaker;
import io.tickmesh.mesh.request.RiskState;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what people tell risk. What makes trading stricter holds at once, whether or not it can be stored: the kill switch must not
/// depend on a database. What lets more through is refused while the database is away, so that it cannot come as a surprise later.
/// For one context.
final class RiskCommands {
    private static final Logger LOG = LoggerFactory.getLogger(RiskCommands.class);

    private final Desks desks;
    private final KillSwitches switches;
    private final InstantSource time;
    private final RiskJournal journal;
    private final Predicate<String> isMine;
    private final BooleanSupplier canStore;

    /// @param isMine whether others take this node for the one that decides on an account, though it may not hold it yet
    /// @param canStore whether the database is there
    RiskCommands(
            Desks desks,
            KillSwitches switches,
            InstantSource time,
            RiskJournal journal,
            Predicate<String> isMine,
            BooleanSupplier canStore) {
        this.desks = desks;
        this.switches = switches;
        this.time = time;
        this.journal = journal;
        this.isMine = isMine;
        this.canStore = canStore;
    }

    /// Changes what the accounts may do that this node decides on. Of the others it remembers that they are HALTED, until whoever
    /// decides on them has stored it. Anything else nobody can promise of an account that is just being taken over.
    Future<RiskState> change(ChangeTradingState command) {
        requireReason(command.reason());
        String asked = command.account();
        if (asked != null && !desks.accounts().contains(asked)) {
            throw new RequestFailedException(Failure.NOT_FOUND, "there is no account " + asked);
        }
        Collection<String> accounts = asked == null ? desks.accounts() : List.of(asked);
        if (command.state() != TradingState.HALTED) {
            accounts.forEach(this::requireNoHandover);
        }
        List<HeldAccount> ours = new ArrayList<>();
        for (String account : accounts) {
            HeldAccount held = desks.held(account);
            if (held == null || held.isLeaving()) {
                note(account, command);
            } else {
                ours.add(held);
            }
        }
        boolean milder = ours.stream().anyMatch(it -> command.state().compareTo(chosen(it)) < 0);
        if (milder) {
            requireStorage();
        }
        ours.forEach(it -> change(it, command));
        return stored("%s holds, but is not stored yet".formatted(command.state()));
    }

    /// Closes a breaker of an account that this node decides on; of each, if all know it because nobody knows whose it is.
    Future<RiskState> reset(ResetBreaker command) {
        requireReason(command.reason());
        List<HeldAccount> concerned =
                desks.held().stream().filter(it -> isOpen(it, command)).toList();
        if (concerned.isEmpty()) {
            throw new RequestFailedException(
                    Failure.NOT_FOUND, "no breaker %s is open".formatted(command.breaker()));
        }
        requireStorage();
        for (HeldAccount held : concerned) {
            held.desk().brakes().reset(command.breaker(), command.reason(), time.instant());
        }
        LOG.atWarn()
                .addKeyValue("breaker", command.breaker())
                .addKeyValue("reason", command.reason())
                .log("a person reset a breaker");
        return stored("%s is reset, but that is not stored yet".formatted(command.breaker()));
    }

    private void note(String account, ChangeTradingState command) {
        switch (command.state()) {
            case HALTED -> switches.remember(account, choice(command));
            case ACTIVE, REDUCING -> switches.forget(account);
        }
    }

    private void change(HeldAccount held, ChangeTradingState command) {
        if (command.state() != chosen(held) && !isOvertaken(held, command.since())) {
            held.desk().brakes().choose(held.account(), choice(command));
            LOG.atWarn()
                    .addKeyValue("account", held.account())
                    .addKeyValue("state", command.state())
                    .addKeyValue("reason", command.reason())
                    .log("a person changed what an account may do");
        }
    }

    private Choice choice(ChangeTradingState command) {
        Instant since = command.since() == null ? time.instant() : command.since();
        return new Choice(command.state(), command.reason(), since);
    }

    /// Returns whether a person has said something else after `since`.
    private static boolean isOvertaken(HeldAccount held, @Nullable Instant since) {
        return since != null
                && held.desk()
                        .brakes()
                        .states()
                        .choice(held.account())
                        .filter(choice -> choice.since().isAfter(since))
                        .isPresent();
    }

    private static TradingState chosen(HeldAccount held) {
        return held.desk().brakes().chosen(held.account());
    }

    private static boolean isOpen(HeldAccount held, ResetBreaker command) {
        held.desk().tick();
        return held.desk().brakes().breakers().open().stream()
                .anyMatch(breaker -> breaker.breaker().equals(command.breaker()));
    }

    private Future<RiskState> stored(String otherwise) {
        Future<Void> written =
                canStore.getAsBoolean() ? journal.written() : Future.failedFuture("away");
        return written.map(_ -> desks.state())
                .recover(_ ->
                        Future.failedFuture(
                                new RequestFailedException(
                                        Failure.UNAVAILABLE,
                                        otherwise
                                                + ": the database is away. It will be when the database is back.")));
    }

    private void requireNoHandover(String account) {
        HeldAccount held = desks.held(account);
        boolean moving = held == null ? isMine.test(account) : held.isLeaving();
        if (moving) {
            throw new RequestFailedException(
                    Failure.UNAVAILABLE,
                    "nothing has changed here: account %s is being handed over, ask again"
                            .formatted(account));
        }
    }

    private void requireStorage() {
        if (!canStore.getAsBoolean()) {
            throw new RequestFailedException(
                    Failure.UNAVAILABLE,
                    "nothing has changed: the database is away, and only what is stored may let more through");
        }
    }

    private static void requireReason(String reason) {
        if (reason.isBlank()) {
            throw new RequestFailedException(Failure.INVALID, "the reason must not be blank");
        }
    }
}
