package io.tickmesh.risk;

import io.tickmesh.mesh.request.BreakerView;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Reads what earlier holders of accounts left. For one call.
final class Recollection {
    private static final int DECISIONS = 10_000;
    private static final int CLOSINGS = 10_000;
    private static final Duration RECENT = Duration.ofMinutes(10);

    private static final String EQUITY = "SELECT * FROM equity WHERE account = ANY($1::text[])";
    private static final String DAILY_LOSS =
            "SELECT * FROM daily_loss WHERE account = ANY($1::text[])";
    private static final String LOSSES =
            "SELECT * FROM loss_streak WHERE losses > 0 AND (account = ANY($1::text[]) OR account = '')";
    private static final String CHOICES =
            "SELECT * FROM trading_state WHERE account = ANY($1::text[])";
    private static final String BREAKERS =
            "SELECT * FROM breaker WHERE is_open AND (account = ANY($1::text[]) OR account = '')";
    private static final String BOTS = "SELECT * FROM breaker WHERE is_open AND scope = 'BOT'";
    private static final String RECENT_CLOSINGS =
            "SELECT * FROM closing WHERE account = ANY($1::text[]) OR account = '' ORDER BY counted_at DESC LIMIT $2";
    private static final String RECENT_DECISIONS =
            "SELECT * FROM decision WHERE account = ANY($1::text[]) AND at > $2 ORDER BY number DESC LIMIT $3";

    private final SqlConnection connection;
    private final String[] accounts;
    private final Map<String, Loaded> loaded = new HashMap<>();
    private final List<BreakerView> bots = new ArrayList<>();

    private Recollection(SqlConnection connection, Map<String, Claim> claims) {
        this.connection = connection;
        accounts = claims.keySet().toArray(String[]::new);
        claims.forEach((account, claim) -> loaded.put(account, new Loaded(claim)));
    }

    /// Returns what is stored of the accounts.
    ///
    /// @param now decisions shortly before it are of interest
    static Future<Map<String, Taken>> load(
            SqlConnection connection, Map<String, Claim> claims, Instant now) {
        return claims.isEmpty()
                ? Future.succeededFuture(Map.of())
                : new Recollection(connection, claims).load(now);
    }

    /// Returns what people chose and which breakers are open.
    static Future<Map<String, Taken>> brakes(SqlConnection connection, List<String> accounts) {
        Map<String, Claim> claims = new HashMap<>();
        accounts.forEach(account -> claims.put(account, new Claim(0, null)));
        Recollection recollection = new Recollection(connection, claims);
        return recollection.brakes().map(_ -> recollection.taken());
    }

    private Future<Map<String, Taken>> load(Instant now) {
        return rows(EQUITY, Tuple.of(accounts), (it, row) -> it.equity = BrakeRows.equity(row))
                .compose(_ ->
                        rows(
                                DAILY_LOSS,
                                Tuple.of(accounts),
                                (it, row) -> it.dailyLoss = BrakeRows.dailyLoss(row)))
                .compose(_ ->
                        rows(
                                LOSSES,
                                Tuple.of(accounts),
                                (it, row) ->
                                        it.losses.put(
                                                row.getString("bot"), row.getInteger("losses"))))
                .compose(_ -> brakes())
                .compose(_ -> connection.query(BOTS).execute())
                .onSuccess(rows -> rows.forEach(row -> bots.add(BrakeRows.breaker(row))))
                .compose(_ ->
                        rows(
                                RECENT_CLOSINGS,
                                Tuple.of(accounts, CLOSINGS),
                                (it, row) -> it.closings.addFirst(row.getString("id"))))
                .compose(_ ->
                        rows(
                                RECENT_DECISIONS,
                                Tuple.of(accounts, RiskRows.time(now.minus(RECENT)), DECISIONS),
                                (it, row) -> it.answers.addFirst(RiskRows.answered(row))))
                .map(_ -> taken());
    }

    private Future<Void> brakes() {
        return rows(CHOICES, Tuple.of(accounts), (it, row) -> it.choice = BrakeRows.choice(row))
                .compose(_ ->
                        rows(
                                BREAKERS,
                                Tuple.of(accounts),
                                (it, row) -> it.breakers.add(BrakeRows.breaker(row))));
    }

    private Map<String, Taken> taken() {
        Map<String, Taken> taken = new HashMap<>();
        loaded.forEach((account, it) -> taken.put(account, it.taken(account, bots)));
        return taken;
    }

    /// What belongs to nobody, because it is older than accounts of bots, is shown to all.
    private Future<Void> rows(String sql, Tuple parameters, BiConsumer<Loaded, Row> reader) {
        return connection
                .preparedQuery(sql)
                .execute(parameters)
                .map(rows -> {
                    for (Row row : rows) {
                        Loaded one = loaded.get(row.getString("account"));
                        if (one == null) {
                            loaded.values().forEach(it -> reader.accept(it, row));
                        } else {
                            reader.accept(one, row);
                        }
                    }
                    return null;
                });
    }

    private static final class Loaded {
        private final Claim claim;
        private final Map<String, Integer> losses = new HashMap<>();
        private final List<BreakerView> breakers = new ArrayList<>();
        private final List<String> closings = new ArrayList<>();
        private final List<Answered> answers = new ArrayList<>();
        private @Nullable Equity equity;
        private @Nullable DailyLoss dailyLoss;
        private @Nullable Choice choice;

        Loaded(Claim claim) {
            this.claim = claim;
        }

        Taken taken(String account, List<BreakerView> bots) {
            Measured measured =
                    new Measured(mapOf(account, equity), mapOf(account, dailyLoss), losses);
            return new Taken(
                    claim.epoch(),
                    new RiskMemory(
                            measured,
                            mapOf(account, choice),
                            breakers,
                            bots,
                            closings,
                            answers,
                            claim.heard()));
        }

        private static <T> Map<String, T> mapOf(String account, @Nullable T value) {
            return value == null ? Map.of() : Map.of(account, value);
        }
    }
}
