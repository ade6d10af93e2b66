package io.tickmesh.bot;

import static io.tickmesh.bot.Fixtures.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.bot.store.Ledger;
import io.tickmesh.bot.store.Shards;
import io.tickmesh.bot.store.Stored;
import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.latency.Stage;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.Candles;
import io.tickmesh.mesh.request.CheckOrder;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.RiskAnswer;
import io.tickmesh.mesh.request.Symbols;
import io.tickmesh.mesh.time.DataTime;
import io.tickmesh.mesh.time.MeshTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Bots of a long interval that move between two engines, and the candles that close meanwhile. All rise, so that each question is a
/// signal.
class MovingTest {
    private static final Interval INTERVAL = Interval.M15;
    private static final Duration QUARTER = INTERVAL.nominal();
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final DataTime time = new DataTime(START);
    private final List<Candle> closed = new ArrayList<>();
    private final Node alpha = new Node("alpha");
    private final Node beta = new Node("beta");

    @BeforeEach
    void isOneSecondBeforeACandleCloses() {
        for (int i = 20; i > 0; i--) {
            closed.add(candle(START.minus(QUARTER.multipliedBy(i))));
        }
        time.advanceTo(START.plus(QUARTER).minus(SECOND));
    }

    @Test
    void whatClosesOnTheWayIsDecidedOnceThoughTheBotHasSeenNothingLive() {
        // given: only history
        alpha.adopt(Map.of(), "a");
        alpha.answer();

        // when
        Map<String, Instant> seen = alpha.giveUp("a");
        CandleClosed event = close();
        alpha.engine.onCandle(event);
        beta.adopt(seen, "a");
        beta.answer();
        beta.engine.onCandle(event);

        // then
        assertThat(seen).containsExactly(Map.entry("a", START));
        assertThat(alpha.signalled()).isEmpty();
        assertThat(beta.signalled()).containsExactly("a");
    }

    @Test
    void whoeverJoinedOthersThatHadTheirHistoryMissesNothingEither() {
        alpha.adopt(Map.of(), "a");
        alpha.answer();
        alpha.adopt(Map.of(), "b");
        assertThat(alpha.questions).isEmpty();

        Map<String, Instant> seen = alpha.giveUp("b");
        CandleClosed event = close();
        alpha.engine.onCandle(event);
        beta.adopt(seen, "b");
        beta.answer();

        assertThat(seen).containsExactly(Map.entry("b", START));
        assertThat(alpha.signalled()).containsExactly("a");
        assertThat(beta.signalled()).containsExactly("b");
    }

    @Test
    void whoeverWaitsForItsHistoryDecidesElsewhereOnWhatClosedSinceItCame() {
        alpha.adopt(Map.of(), "a");
        time.advance(Duration.ofMillis(100));
        Map<String, Instant> seen = alpha.giveUp("a");
        CandleClosed event = close();
        beta.adopt(seen, "a");
        beta.answer();
        beta.engine.onCandle(event);

        assertThat(beta.signalled()).containsExactly("a");
    }

    @Test
    void whatWasDecidedOnBeforeTheMoveIsNotDecidedOnAfterIt() {
        alpha.adopt(Map.of(), "a");
        alpha.answer();
        CandleClosed event = close();
        alpha.engine.onCandle(event);
        beta.adopt(alpha.giveUp("a"), "a");
        beta.engine.onCandle(event);
        beta.answer();

        assertThat(alpha.signalled()).containsExactly("a");
        assertThat(beta.signalled()).isEmpty();
    }

    @Test
    void whatClosedBeforeACrashWasNoticedIsDecidedOnNeitherThereNorAfterAMove() {
        // given: nobody knows what the bot had seen where it ran
        CandleClosed before = close();
        time.advance(Duration.ofMillis(500));
        alpha.adopt(Map.of(), "a");
        alpha.answer();
        alpha.engine.onCandle(before);

        // when
        beta.adopt(alpha.giveUp("a"), "a");
        beta.answer();
        beta.engine.onCandle(before);

        // then
        assertThat(alpha.signalled()).isEmpty();
        assertThat(beta.signalled()).isEmpty();
    }

    @Test
    void whatIsTooOldWhenTheMoveIsOverIsOnlyLookedBackAt() {
        alpha.adopt(Map.of(), "a");
        alpha.answer();
        Map<String, Instant> seen = alpha.giveUp("a");
        var _ = close();
        time.advance(Duration.ofSeconds(6));
        beta.adopt(seen, "a");
        beta.answer();

        assertThat(beta.signalled()).isEmpty();
    }

    /// Lets the next candle close.
    private CandleClosed close() {
        Instant end = START.plus(QUARTER);
        Candle candle = candle(START);
        closed.add(candle);
        time.advanceTo(end);
        Header header = new Header("c", end, "market", null, 0);
        return new CandleClosed(header, "BTCUSDT", INTERVAL, candle, false);
    }

    private static Candle candle(Instant open) {
        return Fixtures.candle(open.toEpochMilli(), 49_000, 50_000);
    }

    /// An engine that answers its questions for history when the test says so.
    private final class Node implements Outside {
        final List<Runnable> questions = new ArrayList<>();
        final Engine engine;
        private final String name;
        private final List<Event> events = new ArrayList<>();

        Node(String name) {
            this.name = name;
            engine =
                    new Engine(
                            Fixtures.engine(Duration.ZERO),
                            this,
                            Ledger.NONE,
                            new SimpleMeterRegistry(),
                            () -> {});
            engine.begin();
        }

        void adopt(Map<String, Instant> seen, String... bots) {
            List<BotConfig> configs =
                    Stream.of(bots).map(bot -> Fixtures.bot(bot, INTERVAL)).toList();
            Stored stored =
                    new Stored(
                            List.of(), List.of(), List.of(), List.of(), List.of(), Map.of(), seen);
            engine.adopt(stored, Roster.of(configs, stored, time.instant()).bots());
        }

        Map<String, Instant> giveUp(String bot) {
            return engine.giveUp(Set.of(Shards.of(bot))).await();
        }

        void answer() {
            List<Runnable> answers = List.copyOf(questions);
            questions.clear();
            answers.forEach(Runnable::run);
        }

        List<String> signalled() {
            return events.stream()
                    .filter(SignalGenerated.class::isInstance)
                    .map(event -> ((SignalGenerated) event).bot())
                    .toList();
        }

        @Override
        public MeshTime time() {
            return time;
        }

        @Override
        public Header header(Instant eventTime, @Nullable String cause) {
            return new Header(name + events.size(), eventTime, name, cause, 0);
        }

        @Override
        public long micros() {
            return 0;
        }

        @Override
        public void publish(Event event) {
            events.add(event);
        }

        @Override
        public void latency(Stage stage, long micros) {
            // not looked at
        }

        @Override
        public Future<RiskAnswer> check(CheckOrder order) {
            return World.refuse(order);
        }

        @Override
        public Future<Symbols> symbols() {
            return Future.succeededFuture(new Symbols(List.of(Fixtures.BTCUSDT)));
        }

        @Override
        public Future<Candles> candles(ListCandles question) {
            Promise<Candles> answer = Promise.promise();
            questions.add(() ->
                    answer.complete(
                            new Candles(
                                    question.symbol(),
                                    question.interval(),
                                    List.copyOf(closed),
                                    null)));
            return answer.future();
        }
    }
}
