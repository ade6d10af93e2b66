package io.tickmesh.risk;

import io.tickmesh.mesh.event.BreakerScope;
import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.CircuitBreakerReset;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.request.BreakerView;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Rows of what the brakes remember. Each carries the revision of whoever wrote it: an older one that arrives late changes nothing.
/// Revisions of two accounts say nothing about each other, because two nodes may have counted them: the row of a bot that changed its
/// account belongs to whichever account wrote last.
final class BrakeRows {
    static final String EQUITY =
            """
            INSERT INTO equity (account, peak, current, at, revision) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (account) DO UPDATE
            SET peak = excluded.peak, current = excluded.current, at = excluded.at, revision = excluded.revision
            WHERE equity.revision < excluded.revision
            """;
    static final String DAILY_LOSS =
            """
            INSERT INTO daily_loss (account, day, opening_equity, opening_realised, equity, realised, at, revision)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (account) DO UPDATE
            SET day = excluded.day, opening_equity = excluded.opening_equity, opening_realised = excluded.opening_realised,
                equity = excluded.equity, realised = excluded.realised, at = excluded.at, revision = excluded.revision
            WHERE daily_loss.revision < excluded.revision
            """;
    static final String LOSSES =
            """
            INSERT INTO loss_streak (bot, losses, account, revision) VALUES ($1, $2, $3, $4)
            ON CONFLICT (bot) DO UPDATE
            SET losses = excluded.losses, account = excluded.account, revision = excluded.revision
            WHERE loss_streak.revision < excluded.revision OR loss_streak.account <> excluded.account
            """;
    static final String CHOICE =
            """
            INSERT INTO trading_state (account, state, reason, since, revision) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (account) DO UPDATE
            SET state = excluded.state, reason = excluded.reason, since = excluded.since, revision = excluded.revision
            WHERE trading_state.revision < excluded.revision
            """;
    static final String FIRED =
            """
            INSERT INTO breaker
            (breaker, scope, subject, rule, value, limit_value, fired_at, until_at, is_open, account, revision)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, true, $9, $10)
            ON CONFLICT (breaker) DO UPDATE
            SET value = excluded.value, limit_value = excluded.limit_value, fired_at = excluded.fired_at,
                until_at = excluded.until_at, is_open = true, account = excluded.account, revision = excluded.revision
            WHERE breaker.revision < excluded.revision OR breaker.account <> excluded.account
            """;
    static final String RESET =
            """
            UPDATE breaker SET is_open = false, revision = $2
            WHERE breaker = $1 AND revision < $2 AND account IN ($3, '')
            """;
    static final String CLOSING =
            "INSERT INTO closing (id, counted_at, account) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING";
    static final String LAST_REVISION =
            """
            SELECT greatest((SELECT max(revision) FROM equity), (SELECT max(revision) FROM daily_loss),
                            (SELECT max(revision) FROM loss_streak), (SELECT max(revision) FROM trading_state),
                            (SELECT max(revision) FROM breaker), 0)
            """;

    private BrakeRows() {}

    static Tuple equity(String account, Equity equity, long revision) {
        return Tuple.of(
                account, equity.peak(), equity.current(), RiskRows.time(equity.at()), revision);
    }

    static Equity equity(Row row) {
        return new Equity(
                row.getBigDecimal("peak"), row.getBigDecimal("current"), instant(row, "at"));
    }

    static Tuple dailyLoss(String account, DailyLoss loss, long revision) {
        return row(
                account,
                loss.day(),
                loss.openingEquity(),
                loss.openingRealised(),
                loss.equity(),
                loss.realised(),
                RiskRows.time(loss.at()),
                revision);
    }

    static DailyLoss dailyLoss(Row row) {
        return new DailyLoss(
                row.getLocalDate("day"),
                row.getBigDecimal("opening_equity"),
                row.getBigDecimal("opening_realised"),
                row.getBigDecimal("equity"),
                row.getBigDecimal("realised"),
                instant(row, "at"));
    }

    static Tuple choice(String account, Choice choice, long revision) {
        return Tuple.of(
                account,
                choice.state().name(),
                choice.reason(),
                RiskRows.time(choice.since()),
                revision);
    }

    static Choice choice(Row row) {
        return new Choice(
                TradingState.valueOf(row.getString("state")),
                row.getString("reason"),
                instant(row, "since"));
    }

    static Tuple fired(String account, CircuitBreakerFired fired, long revision) {
        return row(
                fired.breaker(),
                fired.scope().name(),
                fired.subject(),
                fired.rule(),
                fired.value(),
                fired.limit(),
                RiskRows.time(fired.time()),
                RiskRows.time(fired.until()),
                account,
                revision);
    }

    static Tuple reset(String account, CircuitBreakerReset reset, long revision) {
        return Tuple.of(reset.breaker(), revision, account);
    }

    static BreakerView breaker(Row row) {
        return new BreakerView(
                row.getString("breaker"),
                BreakerScope.valueOf(row.getString("scope")),
                row.getString("subject"),
                row.getString("rule"),
                row.getBigDecimal("value"),
                row.getBigDecimal("limit_value"),
                instant(row, "fired_at"),
                RiskRows.instant(row, "until_at"));
    }

    private static Instant instant(Row row, String column) {
        return Objects.requireNonNull(RiskRows.instant(row, column), column);
    }

    private static Tuple row(@Nullable Object... values) {
        return Tuple.from(values);
    }
}
