package io.tickmesh.risk;

import io.tickmesh.mesh.event.BreakerScope;
import io.tickmesh.mesh.event.EquitySnapshotTaken;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.request.BreakerView;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What the positions that an account closed today, in UTC, have lost, fees included. Not thread-safe.
///
/// A snapshot tells the sum of all closed positions, so what was missed meanwhile counts with the next one; what is closed between
/// two snapshots counts at once. A day opens with the newest snapshot of the day before. The breaker stays open until midnight;
/// when a person resets it earlier, losses are counted from there on.
final class DailyLossRule implements BreakerRule {
    static final String NAME = "daily-loss";

    private final Map<String, AccountLimits> accounts;
    private final Map<String, DailyLoss> losses = new HashMap<>();
    private final Map<String, DailyLoss> changed = new HashMap<>();

    DailyLossRule(Map<String, AccountLimits> accounts) {
        this.accounts = accounts;
    }

    @Override
    public Optional<BreakerView> measure(Event event) {
        if (event instanceof EquitySnapshotTaken snapshot && snapshot.bot() == null) {
            return valued(snapshot);
        }
        return event instanceof PositionClosed closed ? closed(closed) : Optional.empty();
    }

    @Override
    public void restart(String subject) {
        DailyLoss loss = losses.get(subject);
        if (loss != null) {
            put(subject, loss.begun(loss.day()));
        }
    }

    /// Returns what has changed since the last call.
    Map<String, DailyLoss> takeChanges() {
        Map<String, DailyLoss> taken = Map.copyOf(changed);
        changed.clear();
        return taken;
    }

    /// Goes on from where an earlier run ended.
    void restore(Map<String, DailyLoss> measured) {
        losses.putAll(measured);
    }

    private Optional<BreakerView> valued(EquitySnapshotTaken snapshot) {
        DailyLoss known = losses.get(snapshot.account());
        if (known != null && snapshot.time().isBefore(known.at())) {
            return Optional.empty();
        }
        LocalDate day = DailyLoss.dayOf(snapshot.time());
        BigDecimal equity = snapshot.equity();
        BigDecimal realised = snapshot.realised();
        DailyLoss now =
                known == null
                        ? new DailyLoss(day, equity, realised, equity, realised, snapshot.time())
                        : onDay(known, day).valued(equity, realised, snapshot.time());
        return judged(snapshot.account(), now, snapshot.time());
    }

    private Optional<BreakerView> closed(PositionClosed closed) {
        DailyLoss known = losses.get(closed.account());
        // An older one is part of what the snapshot told.
        if (known == null || closed.time().isBefore(known.at())) {
            return Optional.empty();
        }
        DailyLoss today = onDay(known, DailyLoss.dayOf(closed.time()));
        BigDecimal realised = today.realised().add(closed.realised());
        return judged(
                closed.account(),
                today.valued(today.equity(), realised, today.at()),
                closed.time());
    }

    private static DailyLoss onDay(DailyLoss known, LocalDate day) {
        return day.isAfter(known.day()) ? known.begun(day) : known;
    }

    private Optional<BreakerView> judged(String account, DailyLoss loss, Instant at) {
        AccountLimits limits = accounts.get(account);
        if (limits == null) {
            return Optional.empty();
        }
        put(account, loss);
        BigDecimal limit = limits.maxDailyLoss(loss.openingEquity());
        if (loss.loss().signum() <= 0 || loss.loss().compareTo(limit) < 0) {
            return Optional.empty();
        }
        return Optional.of(
                new BreakerView(
                        NAME + ':' + account,
                        BreakerScope.ACCOUNT,
                        account,
                        NAME,
                        loss.loss(),
                        limit,
                        at,
                        loss.end()));
    }

    private void put(String account, DailyLoss loss) {
        if (!loss.equals(losses.put(account, loss))) {
            changed.put(account, loss);
        }
    }
}
