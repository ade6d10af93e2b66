package io.tickmesh.risk;

import io.tickmesh.mesh.request.ChangeTradingState;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.request.ResetBreaker;
import io.tickmesh.mesh.request.RiskState;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what people tell risk. What makes trading stricter holds at once, whether or not it can be stored: the kill switch must not
/// depend on a database. What lets more through is refused while the database is away, so that it cannot come as a surprise later.
/// For one context.
final class RiskCommands {
    private static final Logger LOG = LoggerFactory.getLogger(RiskCommands.class);

    private final RiskDesk desk;
    private final InstantSource time;
    private final RiskJournal journal;
    private final BooleanSupplier canStore;

    /// @param canStore whether the database is there
    RiskCommands(RiskDesk desk, InstantSource time, RiskJournal journal, BooleanSupplier canStore) {
        this.desk = desk;
        this.time = time;
        this.journal = journal;
        this.canStore = canStore;
    }

    Future<RiskState> change(ChangeTradingState command) {
        requireReason(command.reason());
        Brakes brakes = desk.brakes();
        String asked = command.account();
        if (asked != null && !brakes.accounts().contains(asked)) {
            throw new RequestFailedException(Failure.NOT_FOUND, "there is no account " + asked);
        }
        Collection<String> accounts = asked == null ? brakes.accounts() : List.of(asked);
        boolean milder =
                accounts.stream().anyMatch(it -> command.state().compareTo(brakes.chosen(it)) < 0);
        if (milder) {
            requireStorage();
        }
        for (String account : accounts) {
            if (command.state() != brakes.chosen(account)) {
                brakes.choose(
                        account, new Choice(command.state(), command.reason(), time.instant()));
                LOG.atWarn()
                        .addKeyValue("account", account)
                        .addKeyValue("state", command.state())
                        .addKeyValue("reason", command.reason())
                        .log("a person changed what an account may do");
            }
        }
        return stored("%s holds, but is not stored yet".formatted(command.state()));
    }

    Future<RiskState> reset(ResetBreaker command) {
        requireReason(command.reason());
        desk.tick();
        boolean open =
                desk.brakes().breakers().open().stream()
                        .anyMatch(breaker -> breaker.breaker().equals(command.breaker()));
        if (!open) {
            throw new RequestFailedException(
                    Failure.NOT_FOUND, "no breaker %s is open".formatted(command.breaker()));
        }
        requireStorage();
        desk.brakes().reset(command.breaker(), command.reason(), time.instant());
        LOG.atWarn()
                .addKeyValue("breaker", command.breaker())
                .addKeyValue("reason", command.reason())
                .log("a person reset a breaker");
        return stored("%s is reset, but that is not stored yet".formatted(command.breaker()));
    }

    private Future<RiskState> stored(String otherwise) {
        Future<Void> written =
                canStore.getAsBoolean() ? journal.written() : Future.failedFuture("away");
        return written.map(_ -> desk.state())
                .recover(_ ->
                        Future.failedFuture(
                                new RequestFailedException(
                                        Failure.UNAVAILABLE,
                                        otherwise
                                                + ": the database is away. It will be when the database is back.")));
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
