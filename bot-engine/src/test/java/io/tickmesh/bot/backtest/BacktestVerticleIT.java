package io.tickmesh.bot.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.bot.EngineConfig;
import io.tickmesh.bot.portfolio.Account;
import io.tickmesh.mesh.backtest.BacktestAccount;
import io.tickmesh.mesh.backtest.BacktestAccount.RiskLimits;
import io.tickmesh.mesh.backtest.BacktestData;
import io.tickmesh.mesh.backtest.BacktestSpec;
import io.tickmesh.mesh.backtest.BacktestStatus;
import io.tickmesh.mesh.backtest.BacktestTrade;
import io.tickmesh.mesh.backtest.BacktestView;
import io.tickmesh.mesh.backtest.PriceMode;
import io.tickmesh.mesh.backtest.SearchRange;
import io.tickmesh.mesh.backtest.SearchSpec;
import io.tickmesh.mesh.backtest.SearchSpec.Method;
import io.tickmesh.mesh.backtest.SearchSpec.Objective;
import io.tickmesh.mesh.bot.Sizing;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.CancelBacktest;
import io.tickmesh.mesh.request.FieldError;
import io.tickmesh.mesh.request.GetBacktest;
import io.tickmesh.mesh.request.GetBacktestEquity;
import io.tickmesh.mesh.request.ListBacktestTrades;
import io.tickmesh.mesh.request.ListBacktests;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.StartBacktest;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import io.tickmesh.mesh.time.LiveTime;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BacktestVerticleIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MINUTES = 20_000;

    @TempDir private static Path data;

    private final DatabaseConfig database = TestDatabases.fresh();
    private final Vertx vertx = Vertx.vertx();
    private Mesh mesh;
    private MeshNode node;
    private String deployment;

    @BeforeEach
    @SuppressWarnings("NullAway.Init") // the verticle sets the mesh before it has started
    void start() throws Exception {
        Recordings.walk(data.resolve("BTCUSDT-1m-2022.csv.gz"), MINUTES);
        Recordings.walk(data.resolve("ETHUSDT-1m-2022.csv.gz"), MINUTES);
        node =
                new MeshNode(
                        "test",
                        Instant.EPOCH,
                        () -> new LiveTime(vertx),
                        new SimpleMeterRegistry());
        await(vertx.deployVerticle(node));
        await(
                vertx.deployVerticle(
                        new VerticleBase() {
                            @Override
                            public Future<?> start() {
                                mesh = node.join(ServiceName.GATEWAY);
                                return Future.succeededFuture();
                            }
                        }));
        deploy();
    }

    @AfterEach
    void stop() throws Exception {
        await(vertx.close());
    }

    @Test
    void runsAndTellsOfItsTradesAndEquity() throws Exception {
        BacktestView begun =
                ask(new StartBacktest(spec(PriceMode.NEXT_OPEN), null)).items().getFirst();
        assertThat(begun.status()).isIn(BacktestStatus.QUEUED, BacktestStatus.RUNNING);

        BacktestView done = over(begun.id());

        assertThat(done.status()).isEqualTo(BacktestStatus.DONE);
        assertThat(done.progress()).isEqualTo(1);
        assertThat(Objects.requireNonNull(done.result()).bars()).isEqualTo(2 * MINUTES);
        assertThat(Objects.requireNonNull(done.result()).trades()).isGreaterThan(100);
        List<BacktestTrade> trades = trades(done.id());
        assertThat(trades).hasSize(Objects.requireNonNull(done.result()).trades());
        BigDecimal profit =
                trades.stream().map(BacktestTrade::profit).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(Objects.requireNonNull(done.result()).initialEquity().add(profit))
                .isEqualByComparingTo(Objects.requireNonNull(done.result()).finalEquity());
        assertThat(ask(new GetBacktestEquity(done.id(), 50, null, 1)).items()).hasSize(50);
        assertThat(ask(new GetBacktestEquity(done.id(), null, null, 7)).items()).hasSize(7);
    }

    @Test
    void resultsSurviveARestart() throws Exception {
        BacktestView done =
                over(ask(new StartBacktest(spec(PriceMode.PATH), null)).items().getFirst().id());
        List<BacktestTrade> trades = trades(done.id());

        await(vertx.undeploy(deployment));
        deploy();

        assertThat(ask(new GetBacktest(done.id())).items()).containsExactly(done);
        assertThat(ask(new ListBacktests(null, 10)).items()).hasSize(1);
        assertThat(trades(done.id())).isEqualTo(trades).isNotEmpty();
        ask(new CancelBacktest(done.id()));
        assertThat(ask(new ListBacktests(null, 10)).items()).isEmpty();
    }

    @Test
    void searchesAndShowsTrainingBesideTesting() throws Exception {
        SearchSpec search =
                new SearchSpec(
                        Map.of("fast", new SearchRange(List.of("5", "10", "60"), null, null, null)),
                        Method.GRID,
                        null,
                        10,
                        Objective.RETURN,
                        2,
                        0.5);

        BacktestView done =
                over(
                        ask(new StartBacktest(spec(PriceMode.NEXT_OPEN), search))
                                .items()
                                .getFirst()
                                .id());

        assertThat(done.status()).isEqualTo(BacktestStatus.DONE);
        assertThat(Objects.requireNonNull(done.found()).folds()).hasSize(2);
        // A fast average of 60 is slower than the slow one, which is no strategy.
        assertThat(Objects.requireNonNull(done.found()).combinations()).isEqualTo(2);
        assertThat(Objects.requireNonNull(done.found()).runs()).hasSize(2);
        assertThat(Objects.requireNonNull(done.found()).runs().getFirst().train())
                .isGreaterThanOrEqualTo(
                        Objects.requireNonNull(done.found()).runs().getLast().train());
        assertThat(Objects.requireNonNull(done.found()).folds().getFirst().testTo())
                .isBeforeOrEqualTo(Objects.requireNonNull(done.found()).folds().getLast().testTo());
    }

    @Test
    void namesEveryFieldThatIsWrong() {
        BacktestSpec wrong =
                new BacktestSpec(
                        List.of("BTCUSDT", "BTCUSDT"),
                        Interval.M1,
                        "ema-cross",
                        null,
                        null,
                        null,
                        null,
                        null,
                        new BacktestData("../x", Interval.M5, null, null),
                        PriceMode.PATH,
                        null,
                        new BacktestAccount("nobody", null, BigDecimal.ZERO, null),
                        null);

        assertThatThrownBy(() -> ask(new StartBacktest(wrong, null)))
                .satisfies(failure ->
                        assertThat(((RequestFailedException) failure).fieldErrors())
                                .extracting(FieldError::field)
                                .contains(
                                        "symbols",
                                        "data.interval",
                                        "data.path",
                                        "account.id",
                                        "account.capital"));
    }

    @Test
    void saysWhichPeriodThereIs() throws Exception {
        BacktestSpec spec = spec(PriceMode.NEXT_OPEN, Instant.parse("2021-12-31T00:00:00Z"));

        BacktestView failed = over(ask(new StartBacktest(spec, null)).items().getFirst().id());

        assertThat(failed.status()).isEqualTo(BacktestStatus.FAILED);
        assertThat(failed.error())
                .contains("data.from must be from 2022-01-01T00:00:00Z to 2022-01-14T21:20:00Z");
    }

    @Test
    void cancelsWhatRuns() throws Exception {
        SearchSpec endless =
                new SearchSpec(
                        Map.of(
                                "fast",
                                new SearchRange(
                                        null, BigDecimal.ONE, BigDecimal.TEN, BigDecimal.ONE)),
                        Method.GRID,
                        null,
                        10_000,
                        Objective.SHARPE,
                        20,
                        null);
        String id = ask(new StartBacktest(spec(PriceMode.PATH), endless)).items().getFirst().id();
        until(
                () -> mesh.ask(new GetBacktest(id), PATIENCE),
                answer -> answer.items().getFirst().progress() > 0);

        ask(new CancelBacktest(id));

        BacktestView next =
                over(
                        ask(new StartBacktest(spec(PriceMode.NEXT_OPEN), null))
                                .items()
                                .getFirst()
                                .id());
        assertThat(next.status()).isEqualTo(BacktestStatus.DONE);
        assertThat(ask(new GetBacktest(id)).items().getFirst().status())
                .isEqualTo(BacktestStatus.CANCELLED);
    }

    private static BacktestSpec spec(PriceMode prices) {
        return spec(prices, null);
    }

    private static BacktestSpec spec(PriceMode prices, @Nullable Instant from) {
        return new BacktestSpec(
                List.of("BTCUSDT", "ETHUSDT"),
                Interval.M1,
                "ema-cross",
                null,
                null,
                Sizing.quote(BigDecimal.valueOf(1_000)),
                null,
                null,
                new BacktestData(".", null, from, null),
                prices,
                null,
                new BacktestAccount(null, "USDT", BigDecimal.valueOf(10_000), RiskLimits.NONE),
                null);
    }

    private List<BacktestTrade> trades(String id) throws Exception {
        List<BacktestTrade> trades = new ArrayList<>();
        String cursor = null;
        do {
            var page = ask(new ListBacktestTrades(id, cursor, 100));
            trades.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return trades;
    }

    private BacktestView over(String id) throws Exception {
        return until(
                        () -> mesh.ask(new GetBacktest(id), PATIENCE),
                        answer -> answer.items().getFirst().status().isOver())
                .items()
                .getFirst();
    }

    private void deploy() throws Exception {
        Account account = new Account("main", "USDT", BigDecimal.valueOf(100_000));
        BacktestConfig config =
                new BacktestConfig(Optional.of(data), 1, 4, Duration.ofMinutes(1), 1_000_000, 10);
        deployment =
                await(
                        vertx.deployVerticle(
                                new BacktestVerticle(
                                        node,
                                        config,
                                        EngineConfig.of(List.of(account), List.of()),
                                        (_, _, _) -> Risk.NONE,
                                        Future.succeededFuture(database))));
        until(
                () ->
                        mesh.ask(new ListBacktests(null, 1), PATIENCE)
                                .map(_ -> true)
                                .otherwise(false),
                Boolean::booleanValue);
    }

    private <R extends Reply> R ask(Request<R> request) throws Exception {
        try {
            return await(mesh.ask(request, PATIENCE));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RequestFailedException refused) {
                throw refused;
            }
            throw e;
        }
    }

    private static <T> T until(Callable<Future<T>> look, Predicate<T> wanted) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        T seen = await(look.call());
        while (!wanted.test(seen)) {
            assertThat(System.nanoTime()).as("what was awaited").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
            seen = await(look.call());
        }
        return seen;
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
