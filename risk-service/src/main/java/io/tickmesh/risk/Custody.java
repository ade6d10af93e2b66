package io.tickmesh.risk;

import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.request.ChangeTradingState;
import io.tickmesh.mesh.storage.Failure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes over the accounts that should be this node's, as soon as nobody else holds them, and gives up the others. Keeps the claims of
/// those that it has. For one context.
final class Custody {
    private static final Logger LOG = LoggerFactory.getLogger(Custody.class);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration RENEW = Duration.ofSeconds(1);
    private static final Duration TELL = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Mesh mesh;
    private final RiskStore store;
    private final Desks desks;
    private final RiskJournal journal;
    private final KillSwitches switches;
    private final Function<Collection<HeldAccount>, Future<Void>> learning;
    private final Promise<Void> started = Promise.promise();
    private final List<Long> timers = new ArrayList<>();
    private boolean first = true;
    private boolean busy;
    private boolean renewing;
    private boolean stopped;

    /// @param learning tells new accounts what is open and what happened meanwhile; done when they can decide
    Custody(
            Vertx vertx,
            Mesh mesh,
            RiskStore store,
            Desks desks,
            RiskJournal journal,
            KillSwitches switches,
            Function<Collection<HeldAccount>, Future<Void>> learning) {
        this.vertx = vertx;
        this.mesh = mesh;
        this.store = store;
        this.desks = desks;
        this.journal = journal;
        this.switches = switches;
        this.learning = learning;
    }

    /// Begins; returns when the accounts that are this node's now can decide.
    Future<Void> start() {
        Context context = vertx.getOrCreateContext();
        mesh.presence().onChange(() -> context.runOnContext(_ -> look()));
        timers.add(vertx.setPeriodic(LOOK.toMillis(), _ -> look()));
        timers.add(vertx.setPeriodic(RENEW.toMillis(), _ -> renew()));
        timers.add(vertx.setPeriodic(TELL.toMillis(), _ -> tellOwners()));
        look();
        return started.future();
    }

    /// Decides nothing more. What is held is given back with [#giveBack], once everything is written.
    void stop() {
        stopped = true;
        timers.forEach(vertx::cancelTimer);
        desks.held().forEach(HeldAccount::leave);
    }

    /// Gives everything back.
    Future<Void> giveBack() {
        return store.release(epochs(desks.held()));
    }

    /// Forgets those of the accounts that have become another node's, unless they were taken back since the batch was made.
    void lost(RiskJournal.Batch batch, Set<String> accounts) {
        for (HeldAccount held : desks.held()) {
            Report report = batch.reports().get(held.account());
            if (accounts.contains(held.account())
                    && report != null
                    && report.epoch() == held.epoch()) {
                lost(held);
            }
        }
    }

    private void lost(HeldAccount gone) {
        LOG.atWarn()
                .addKeyValue("account", gone.account())
                .log("another node decides on the account now");
        forget(List.of(gone));
    }

    /// Whoever does not know the others takes nothing, and gives nothing up: what it holds, it holds until its claims end.
    private void look() {
        if (busy || stopped || !mesh.presence().isSettled()) {
            return;
        }
        busy = true;
        giveUp().compose(_ -> takeOver())
                .onComplete(
                        _ -> busy = false,
                        failure -> {
                            busy = false;
                            complain(failure);
                        });
    }

    private Future<Void> giveUp() {
        List<HeldAccount> others =
                desks.held().stream()
                        .filter(it -> it.isLeaving() || !mesh.ownership().isMine(it.account()))
                        .toList();
        if (others.isEmpty()) {
            return Future.succeededFuture();
        }
        others.forEach(HeldAccount::leave);
        return journal.written()
                .compose(_ -> store.release(epochs(others)))
                .onSuccess(_ -> forget(others));
    }

    private Future<Void> takeOver() {
        List<String> wanted =
                desks.accounts().stream()
                        .filter(it -> desks.held(it) == null && mesh.ownership().isMine(it))
                        .toList();
        if (wanted.isEmpty()) {
            started.tryComplete();
            return Future.succeededFuture();
        }
        boolean byForce = first && !vertx.isClustered();
        long began = System.nanoTime();
        return store.take(wanted, byForce, mesh.time().instant())
                .map(taken -> {
                    first = false;
                    add(taken, began);
                    return null;
                });
    }

    private void add(Map<String, Taken> taken, long began) {
        List<HeldAccount> added = new ArrayList<>();
        taken.forEach((account, known) -> {
            HeldAccount one = desks.add(account, known);
            one.confirmed(began);
            switches.hand(one);
            added.add(one);
        });
        if (stopped) {
            added.forEach(HeldAccount::leave);
        } else if (added.isEmpty()) {
            started.tryComplete();
        } else {
            learning.apply(added)
                    .onSuccess(_ -> {
                        added.forEach(HeldAccount::open);
                        LOG.atInfo()
                                .addKeyValue(
                                        "accounts",
                                        added.stream()
                                                .filter(HeldAccount::isOpen)
                                                .map(HeldAccount::account)
                                                .toList())
                                .log("deciding on orders");
                    })
                    .<Void>mapEmpty()
                    .onComplete(_ -> started.tryComplete(), started::tryFail);
        }
    }

    private void renew() {
        Collection<HeldAccount> held = desks.held();
        if (renewing || stopped || held.isEmpty()) {
            return;
        }
        renewing = true;
        long began = System.nanoTime();
        store.renew(epochs(held))
                .onComplete(
                        ours -> {
                            renewing = false;
                            held.forEach(it -> renewed(it, ours, began));
                        },
                        _ -> renewing = false);
    }

    private void renewed(HeldAccount account, Set<String> ours, long began) {
        if (ours.contains(account.account())) {
            account.confirmed(began);
        } else if (account.equals(desks.held(account.account())) && !account.isLeaving()) {
            lost(account);
        }
    }

    private void forget(Collection<HeldAccount> gone) {
        switches.keep(gone);
        gone.forEach(HeldAccount::leave);
        gone.forEach(desks::remove);
    }

    /// Whoever looks after an account may have missed that it was halted. If it was opened since, it stays open.
    private void tellOwners() {
        switches.waiting()
                .forEach((account, choice) -> {
                    String owner = mesh.ownership().owner(account);
                    HeldAccount own = desks.held(account);
                    if (own != null && !own.isLeaving()) {
                        switches.hand(own);
                    } else if (!owner.equals(mesh.node())) {
                        mesh.askNode(
                                        owner,
                                        new ChangeTradingState(
                                                account,
                                                TradingState.HALTED,
                                                choice.reason(),
                                                choice.since()),
                                        TELL)
                                .onSuccess(_ -> switches.forget(account))
                                .onFailure(failure ->
                                        LOG.atDebug()
                                                .addKeyValue("account", account)
                                                .addKeyValue("reason", failure.getMessage())
                                                .log("a halted account is not stored yet"));
                    }
                });
    }

    private void complain(Throwable failure) {
        switch (Failure.of(failure)) {
            case TRANSIENT, ACCESS ->
                    LOG.atDebug().setCause(failure).log("accounts cannot be taken over yet");
            case CONSTRAINT, PROGRAMMING ->
                    LOG.atError().setCause(failure).log("accounts cannot be taken over");
        }
    }

    private static Map<String, Long> epochs(Collection<HeldAccount> accounts) {
        Map<String, Long> epochs = new HashMap<>();
        accounts.forEach(it -> epochs.put(it.account(), it.epoch()));
        return epochs;
    }
}
