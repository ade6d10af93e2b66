package io.tickmesh.bot;

import static io.tickmesh.bot.Fixtures.START;
import static io.tickmesh.bot.Fixtures.bot;
import static io.tickmesh.bot.Fixtures.engine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tickmesh.mesh.bot.BotDefinition;
import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.event.BotStatusChanged;
import io.tickmesh.mesh.event.EquitySnapshotTaken;
import io.tickmesh.mesh.event.OrderPlaced;
import io.tickmesh.mesh.event.RiskReason;
import io.tickmesh.mesh.event.RiskRejected;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.Candles;
import io.tickmesh.mesh.request.ListBots;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.ListEquity;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.request.RiskAnswer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// How bots start, when they act, and what happens when services come late or say nothing.
class EngineLifeTest {
    @Test
    void botsActOneAfterTheOther() {
        try (World world = World.replayed()) {
            // given
            BotConfig[] bots = {bot("a", "BTCUSDT"), bot("b", "BTCUSDT"), bot("c", "BTCUSDT")};
            world.with(engine(Duration.ofSeconds(2), bots));
            world.step(START);
            assertThat(world.bot("c").status()).isEqualTo(BotStatus.RUNNING);

            // when: every second a candle rises
            for (int i = 1; i <= 5; i++) {
                Instant now = START.plusSeconds(i);
                world.price(now, "BTCUSDT", 50_000);
                world.candle(now, "BTCUSDT", 49_000, 50_000);
                world.step(now);
            }

            // then
            assertThat(world.seen(SignalGenerated.class))
                    .extracting(SignalGenerated::bot, SignalGenerated::time)
                    .containsExactly(
                            tuple("a", START.plusSeconds(1)),
                            tuple("b", START.plusSeconds(2)),
                            tuple("c", START.plusSeconds(4)));
            assertThat(world.bot("c").firstEvaluation()).isEqualTo(START.plusSeconds(4));
            assertThat(world.bot("a").evaluations()).isEqualTo(5);
        }
    }

    @Test
    void aBotThatCannotTradeItsSymbolFailsWithTheReason() {
        try (World world = World.replayed()) {
            BotConfig plain = bot("a", "BTCUSDT");
            BotDefinition right = plain.definition();
            BotConfig wrongAccount =
                    Fixtures.config(
                            new BotDefinition(
                                    "wrong",
                                    "btc",
                                    right.symbol(),
                                    right.interval(),
                                    right.strategy(),
                                    null,
                                    right.parameters(),
                                    right.sizing(),
                                    right.entry(),
                                    right.exits()));
            world.with(engine(Duration.ZERO, plain, wrongAccount, bot("lost", "XYZUSDT")));
            world.step(START);

            assertThat(world.bot("a").status()).isEqualTo(BotStatus.RUNNING);
            assertThat(world.bot("wrong").status()).isEqualTo(BotStatus.FAILED);
            assertThat(world.bot("wrong").reason())
                    .isEqualTo("account btc holds BTC, but BTCUSDT is paid in USDT");
            assertThat(world.bot("lost").reason()).isEqualTo("symbol XYZUSDT is not streamed");
            assertThat(world.seen(BotStatusChanged.class))
                    .extracting(BotStatusChanged::bot)
                    .containsExactlyInAnyOrder("a", "wrong", "lost");
        }
    }

    @Test
    void aBotWaitsForASymbolThatIsStreamedLater() {
        try (World world = World.replayed()) {
            world.symbols = List.of(Fixtures.ETHUSDT);
            world.with(engine(Duration.ZERO, bot("a", "BTCUSDT")));
            world.step(START);
            assertThat(world.bot("a").status()).isEqualTo(BotStatus.STARTING);

            world.symbols = List.of(Fixtures.ETHUSDT, Fixtures.BTCUSDT);
            world.step(START.plusSeconds(6));
            candleAt(world, 7);

            assertThat(world.bot("a").status()).isEqualTo(BotStatus.RUNNING);
            assertThat(world.fills()).hasSize(1);
        }
    }

    @Test
    void botsOfOneSeriesShareTheirHistoryAndWaitForMarketStream() {
        try (World world = World.replayed()) {
            // given: market-stream is not ready at first
            AtomicInteger refusals = new AtomicInteger();
            world.history =
                    q ->
                            refusals.incrementAndGet() < 3
                                    ? Future.failedFuture(
                                            new RequestFailedException(
                                                    Failure.UNAVAILABLE, "no history yet"))
                                    : Future.succeededFuture(history(q, 5));

            // when
            world.with(engine(Duration.ZERO, bot("a", "BTCUSDT"), bot("b", "BTCUSDT")));
            world.step(START);

            // then
            assertThat(world.bot("b").status()).isEqualTo(BotStatus.RUNNING);
            assertThat(world.questions).hasSize(3);
            assertThat(world.questions.element().limit()).isEqualTo(15);
        }
    }

    @Test
    void seriesWithoutHistoryDoNotHoldUpTheOthers() {
        try (World world = World.live()) {
            // given: more series without an answer than are asked at a time
            List<Interval> intervals =
                    List.of(
                            Interval.S1,
                            Interval.M1,
                            Interval.M3,
                            Interval.M5,
                            Interval.M15,
                            Interval.M30);
            world.history =
                    q ->
                            q.interval() == Interval.M30
                                    ? Future.succeededFuture(history(q, 5))
                                    : Future.failedFuture(
                                            new RequestFailedException(
                                                    Failure.UNAVAILABLE, "not yet"));

            // when
            BotConfig[] bots =
                    intervals.stream()
                            .map(interval -> Fixtures.bot("bot-" + interval.code(), interval))
                            .toArray(BotConfig[]::new);
            world.with(engine(Duration.ZERO, bots));

            // then
            assertThat(world.awaitSeen(BotStatusChanged.class).bot()).isEqualTo("bot-30m");
        }
    }

    @Test
    void candlesThatCloseDuringTheWarmUpAreDecidedOnOnce() {
        try (World world = World.replayed()) {
            // given: the answer contains the candle that was also published
            Promise<Candles> late = Promise.promise();
            world.history = _ -> late.future();
            world.with(engine(Duration.ZERO, bot("a", "BTCUSDT")));
            Instant now = START.plusSeconds(1);
            world.price(now, "BTCUSDT", 50_000);
            world.candle(now, "BTCUSDT", 49_000, 50_000);
            world.candle(now, "BTCUSDT", 49_000, 50_000);

            // when
            world.onLoop(() ->
                    late.tryComplete(new Candles("BTCUSDT", Interval.S1, candles(START, 1), null)));
            world.step(now);

            // then
            assertThat(world.bot("a").evaluations()).isEqualTo(1);
            assertThat(world.fills()).hasSize(1);
        }
    }

    @Test
    void aHoleIsFilledFromHistoryBeforeTheNextDecision() {
        try (World world = World.replayed()) {
            // given
            world.with(engine(Duration.ZERO, bot("a", "BTCUSDT")));
            world.step(START);
            candleAt(world, 1);
            world.history = q -> Future.succeededFuture(history(q, q.limit()));

            // when: the candles of the seconds 2 to 4 never came
            candleAt(world, 5);

            // then
            ListCandles question = world.questions.stream().toList().getLast();
            assertThat(question.limit()).isEqualTo(3);
            assertThat(question.beforeMillis()).isEqualTo(START.toEpochMilli() + 4_000);
            assertThat(world.bot("a").evaluations()).isEqualTo(2);

            // and: what history does not have is accepted after one question
            world.history =
                    q ->
                            Future.succeededFuture(
                                    new Candles("BTCUSDT", q.interval(), List.of(), null));
            candleAt(world, 9);
            assertThat(world.questions).hasSize(3);
            assertThat(world.bot("a").evaluations()).isEqualTo(3);
        }
    }

    @Test
    void silenceOfRiskIsARefusal() {
        try (World world = World.live()) {
            // given
            world.risk = World::silent;
            world.with(engine(Duration.ZERO, bot("a", "BTCUSDT")));
            awaitRunning(world);

            // when
            riseNow(world);

            // then
            RiskRejected refused = world.awaitSeen(RiskRejected.class);
            assertThat(refused.reason()).isEqualTo(RiskReason.NO_ANSWER);
            awaitOrder(world);
            assertThat(world.orders().getFirst().status()).isEqualTo("REFUSED");
            assertThat(world.orders().getFirst().reason()).startsWith("NO_ANSWER");
            assertThat(world.seen(OrderPlaced.class)).isEmpty();
            assertThat(world.ask(new ListBots("a")).items().getFirst().signals()).isEqualTo(1);
        }
    }

    @Test
    void stopsOnlyWhenTheOrderUnderWayHasEnded() {
        try (World world = World.live()) {
            // given: risk takes its time
            Promise<RiskAnswer> slow = Promise.promise();
            world.risk = _ -> slow.future();
            world.with(engine(Duration.ZERO, bot("a", "BTCUSDT")));
            awaitRunning(world);
            riseNow(world);
            world.awaitSeen(SignalGenerated.class);

            // when
            world.undeployEngine();

            // then: it waited for the answer, which never came, and gave the order up
            assertThat(world.seen(RiskRejected.class)).hasSize(1);
        }
    }

    @Test
    void historyThatComesAfterTheStopBeginsNoOrder() {
        try (World world = World.live()) {
            // given: an order under way, and a candle that waits for its history
            Promise<Candles> late = Promise.promise();
            world.risk = World::silent;
            world.history =
                    q ->
                            q.symbol().equals("ETHUSDT")
                                    ? late.future()
                                    : Future.succeededFuture(history(q, 5));
            world.with(engine(Duration.ZERO, bot("a", "BTCUSDT"), bot("b", "ETHUSDT")));
            awaitRunning(world);
            Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
            world.price(now, "ETHUSDT", 2_000);
            world.candle(now, "ETHUSDT", 1_900, 2_000);
            riseNow(world);
            world.awaitSeen(SignalGenerated.class);

            // when
            world.undeployEngine(() ->
                    late.complete(new Candles("ETHUSDT", Interval.S1, List.<Candle>of(), null)));

            // then
            assertThat(world.seen(SignalGenerated.class))
                    .extracting(SignalGenerated::bot)
                    .containsExactly("a");
        }
    }

    @Test
    void snapshotsOfEquityAreTakenOnSchedule() {
        try (World world = World.replayed()) {
            world.with(engine(Duration.ZERO, bot("a", "BTCUSDT")));
            world.step(START);
            candleAt(world, 1);
            world.step(START.plusSeconds(25));

            List<EquitySnapshotTaken> accounts =
                    world.ask(new ListEquity("main", null, null, null, null, null, 10)).items();
            assertThat(accounts)
                    .extracting(EquitySnapshotTaken::time)
                    .containsExactly(START.plusSeconds(20), START.plusSeconds(10));
            EquitySnapshotTaken own =
                    world.ask(new ListEquity(null, "a", null, null, null, null, 1))
                            .items()
                            .getFirst();
            assertThat(own.equity()).isEqualByComparingTo(own.realised().add(own.unrealised()));
            assertThat(accounts.getFirst().equity())
                    .isEqualByComparingTo(Fixtures.MAIN.initialCash().add(own.equity()));
            assertThat(world.seen(EquitySnapshotTaken.class)).hasSize(6);
        }
    }

    private static void candleAt(World world, int second) {
        Instant now = START.plusSeconds(second);
        world.price(now, "BTCUSDT", 50_000);
        world.candle(now, "BTCUSDT", 49_000, 50_000);
        world.step(now);
    }

    private static void riseNow(World world) {
        Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
        world.price(now, "BTCUSDT", 50_000);
        world.candle(now, "BTCUSDT", 49_000, 50_000);
    }

    private static void awaitRunning(World world) {
        world.awaitSeen(BotStatusChanged.class);
        Instant deadline = Instant.now().plusSeconds(20);
        while (world.bot("a").firstEvaluation() == null) {
            assertThat(Instant.now()).isBefore(deadline);
        }
    }

    /// What risk said is told at once, the order is written a moment later.
    private static void awaitOrder(World world) {
        Instant deadline = Instant.now().plusSeconds(20);
        while (world.orders().isEmpty()) {
            assertThat(Instant.now()).isBefore(deadline);
        }
    }

    private static Candles history(ListCandles question, int count) {
        Long before = question.beforeMillis();
        Instant end = before == null ? START : Instant.ofEpochMilli(before);
        return new Candles(
                question.symbol(),
                question.interval(),
                candles(end.minusSeconds(count), count),
                null);
    }

    private static List<Candle> candles(Instant first, int count) {
        return LongStream.range(0, count)
                .mapToObj(i -> Fixtures.candle(first.toEpochMilli() + i * 1_000, 49_000, 50_000))
                .toList();
    }
}
