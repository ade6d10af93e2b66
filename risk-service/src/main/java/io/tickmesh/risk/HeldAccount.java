package io.tickmesh.risk;

import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.request.PositionView;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An account whose claim this node holds, and the desk that decides on its orders. Not thread-safe.
final class HeldAccount {
    private final String account;
    private final long epoch;
    private final RiskDesk desk;
    private Phase phase = Phase.LEARNING;
    private @Nullable CatchUp catchUp;
    private @Nullable Instant heard;
    private long confirmedNanos;

    private enum Phase {
        /// It knows what is stored, but not yet what is open and what happened meanwhile.
        LEARNING,
        OPEN,
        /// It is being given up.
        LEAVING
    }

    HeldAccount(String account, long epoch, RiskDesk desk, @Nullable Instant heard) {
        this.account = account;
        this.epoch = epoch;
        this.desk = desk;
        this.heard = heard;
    }

    String account() {
        return account;
    }

    long epoch() {
        return epoch;
    }

    RiskDesk desk() {
        return desk;
    }

    /// Takes in the positions among these that were open before its first event.
    void learn(List<PositionView> positions) {
        desk.learn(of(positions));
    }

    /// Compares exposure with those of the open positions that are its own; returns the differences that were set right.
    List<Reconciliation.Difference> reconcile(List<PositionView> positions) {
        return isOpen() ? desk.reconcile(of(positions)) : List.of();
    }

    /// Takes in an event, later if something is missing that came before.
    void on(Event event) {
        if (catchUp == null) {
            desk.on(event);
        } else {
            catchUp.on(event);
        }
    }

    /// Returns until when everything that its bots did is known; null if nobody ever held it.
    @Nullable Instant heard() {
        return heard;
    }

    void catchUp(CatchUp asking) {
        catchUp = asking;
    }

    void open() {
        if (phase == Phase.LEARNING) {
            phase = Phase.OPEN;
        }
    }

    boolean isOpen() {
        return phase == Phase.OPEN;
    }

    /// Gives the account up, for good.
    void leave() {
        phase = Phase.LEAVING;
    }

    boolean isLeaving() {
        return phase == Phase.LEAVING;
    }

    /// Returns whether one of the accounts is not being given up.
    static boolean anyStays(Collection<HeldAccount> accounts) {
        return !accounts.stream().allMatch(HeldAccount::isLeaving);
    }

    /// Notes that the claim was this node's at that time, on the monotonic clock.
    void confirmed(long nanos) {
        confirmedNanos = nanos;
    }

    long confirmedNanos() {
        return confirmedNanos;
    }

    /// Asks for what came since everything was known.
    void missed() {
        if (catchUp != null && heard != null && phase == Phase.OPEN) {
            catchUp.missedSince(heard);
        }
    }

    /// Returns what has to be written and was not taken before.
    ///
    /// @param now on the clock of the system
    /// @param attentive whether nothing can have been missed without notice since the last call
    Report report(Instant now, boolean attentive) {
        if (attentive && phase != Phase.LEARNING && (catchUp == null || catchUp.isDone())) {
            heard = now;
        }
        return new Report(epoch, desk.brakes().takeChanges(), heard);
    }

    private List<PositionView> of(List<PositionView> positions) {
        return positions.stream().filter(it -> it.account().equals(account)).toList();
    }
}
