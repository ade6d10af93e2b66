package io.tickmesh.bot;

import static io.tickmesh.bot.Fixtures.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.bot.store.Change;
import io.tickmesh.bot.store.Ledger;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.event.OrderFilled;
import io.tickmesh.mesh.event.OrderPlaced;
import io.tickmesh.mesh.event.OrderRejected;
import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.event.PositionOpened;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.latency.Stage;
import io.tickmesh.mesh.request.Candles;
import io.tickmesh.mesh.request.CheckOrder;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.RiskAnswer;
import io.tickmesh.mesh.request.Symbols;
import io.tickmesh.mesh.time.DataTime;
import io.tickmesh.mesh.time.MeshTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What the engine does, and does not do, before each of its writes is done. A crash at that point leaves no more than that.
class CrashTest {
    private final List<Event> events = new ArrayList<>();
    private final List<Promise<Void>> writes = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<Change> behind = new ArrayList<>();
    private boolean full;
    private Function<CheckOrder, Future<RiskAnswer>> risk = World::approve;
    private final DataTime time = new DataTime(START);
    private final Engine engine =
            new Engine(
                    Fixtures.engine(Duration.ZERO, Fixtures.bot("a", "BTCUSDT")),
                    new OneSymbol(),
                    new Slow(),
                    new SimpleMeterRegistry(),
                    () -> {});

    @Test
    void nothingIsSentBeforeTheIntentIsWritten() {
        enter();

        assertThat(changes).singleElement().isInstanceOf(Change.Ordered.class);
        assertThat(((Change.Ordered) changes.getFirst()).order().state().label())
                .isEqualTo("INTENDED");
        assertThat(seen(OrderPlaced.class)).isEmpty();
        assertThat(engine.isIdle()).isFalse();
    }

    @Test
    void nothingIsBookedOrToldBeforeTheFillIsWritten() {
        enter();
        writes.getFirst().complete();

        assertThat(changes.subList(1, changes.size()))
                .extracting(change -> (Object) change.getClass())
                .containsExactly(
                        Change.Ordered.class,
                        Change.Filled.class,
                        Change.Told.class,
                        Change.Told.class,
                        Change.Told.class);
        assertThat(seen(OrderPlaced.class)).isEmpty();
        assertThat(seen(OrderFilled.class)).isEmpty();
        assertThat(engine.portfolio().holds("a")).isFalse();
        assertThat(engine.portfolio().cash("main")).isEqualByComparingTo("100000");

        writes.getLast().complete();

        assertThat(seen(OrderPlaced.class)).hasSize(1);
        assertThat(seen(OrderFilled.class)).hasSize(1);
        assertThat(seen(PositionOpened.class)).hasSize(1);
        assertThat(engine.portfolio().holds("a")).isTrue();
        assertThat(engine.isIdle()).isTrue();
    }

    @Test
    void anIntentThatCannotBeWrittenIsAnOrderThatIsNotSent() {
        enter();
        writes.getFirst().fail(new IllegalStateException("gone"));

        assertThat(seen(OrderRejected.class).getFirst().reason()).isEqualTo("not sent: gone");
        assertThat(seen(OrderPlaced.class)).isEmpty();
        // its end is written whatever it takes, because the intent may be there after all
        assertThat(((Change.Ordered) changes.get(1)).order().state().label())
                .isEqualTo("CANCELLED");
        assertThat(engine.portfolio().free("main")).isEqualByComparingTo("100000");
        assertThat(engine.isIdle()).isTrue();
    }

    @Test
    void aFillThatIsRefusedForGoodStopsItsBot() {
        enter();
        writes.getFirst().complete();
        writes.getLast().fail(new IllegalStateException("no such table"));

        Bot bot = engine.bots().iterator().next();
        assertThat(bot.reason()).startsWith("what happened cannot be stored");
        assertThat(bot.isWatching()).isFalse();
        assertThat(engine.isIdle()).isTrue();
    }

    @Test
    void nothingBeginsWhileTooMuchWaitsToBeWritten() {
        full = true;
        enter();

        assertThat(seen(OrderRejected.class).getFirst().reason())
                .isEqualTo("too much waits to be stored");
        assertThat(changes).isEmpty();
        assertThat(behind(Change.Ordered.class)).hasSize(1);
        assertThat(engine.portfolio().free("main")).isEqualByComparingTo("100000");
        assertThat(engine.isIdle()).isTrue();

        full = false;
        second(2, 49_000, 50_000);
        write();
        assertThat(engine.portfolio().holds("a")).isTrue();
    }

    @Test
    void anExitWaitsWhileTooMuchWaitsToBeWritten() {
        enter();
        write();
        full = true;
        second(2, 50_000, 49_900);
        for (int second = 3; second < 8; second++) {
            price(second, 49_900);
        }

        // tried again and again, and still one order
        assertThat(seen(OrderRejected.class)).hasSize(1);
        List<Change.Ordered> refused = behind(Change.Ordered.class);
        assertThat(refused).extracting(Change.Ordered::attempts).containsExactly(1, 2, 3);
        assertThat(refused)
                .extracting(change -> change.order().order().id())
                .containsOnly(refused.getFirst().order().order().id());
        assertThat(engine.portfolio().holds("a")).isTrue();

        full = false;
        price(10, 49_900);
        write();
        assertThat(seen(PositionClosed.class).getFirst().reason()).isEqualTo("falling");
        assertThat(engine.isIdle()).isTrue();
    }

    @Test
    void anExitThatRiskRefusedAtFirstIsToldAsRejectedOnceItIs() {
        enter();
        write();
        risk = World::refuse;
        second(2, 50_000, 49_900);
        write();
        assertThat(seen(OrderRejected.class)).isEmpty();

        full = true;
        for (int second = 3; second < 8; second++) {
            price(second, 49_900);
        }

        assertThat(seen(OrderRejected.class))
                .singleElement()
                .extracting(OrderRejected::orderId)
                .isEqualTo(behind(Change.Ordered.class).getFirst().order().order().id());
        assertThat(behind(Change.Told.class)).hasSize(1);
    }

    @Test
    void whatWasSentIsBookedHoweverMuchWaitsToBeWritten() {
        enter();
        full = true;
        write();

        assertThat(seen(OrderFilled.class)).hasSize(1);
        assertThat(engine.portfolio().holds("a")).isTrue();
    }

    private void enter() {
        engine.begin();
        // the status of its bot
        write();
        writes.clear();
        changes.clear();
        second(1, 49_000, 50_000);
    }

    private void second(int second, double open, double close) {
        price(second, close);
        long from = START.toEpochMilli() + (second - 1) * 1_000L;
        Header header = new Header("c" + second, time.instant(), "alpha", null, 0);
        engine.onCandle(Fixtures.closed(header, "BTCUSDT", Fixtures.candle(from, open, close)));
    }

    private void price(int second, double bid) {
        time.advanceTo(START.plusSeconds(second));
        long millis = time.instant().toEpochMilli();
        engine.onPrice(
                new PriceUpdated(
                        "alpha", second, 0, millis, 0, "BTCUSDT", bid, 9, bid + 0.01, 9, bid, 1));
    }

    /// Completes what waits, and what follows from it.
    private void write() {
        for (int i = 0; i < writes.size(); i++) {
            var _ = writes.get(i).tryComplete();
        }
    }

    private <C extends Change> List<C> behind(Class<C> type) {
        return behind.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private <E extends Event> List<E> seen(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private final class OneSymbol implements Outside {
        @Override
        public MeshTime time() {
            return time;
        }

        @Override
        public Header header(Instant eventTime, @Nullable String cause) {
            return new Header("e" + events.size(), eventTime, "alpha", cause, 0);
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
            return risk.apply(order);
        }

        @Override
        public Future<Symbols> symbols() {
            return Future.succeededFuture(new Symbols(List.of(Fixtures.BTCUSDT)));
        }

        @Override
        public Future<Candles> candles(ListCandles question) {
            return Future.succeededFuture(
                    new Candles(question.symbol(), question.interval(), List.of(), null));
        }
    }

    /// Writes when the test says so.
    private final class Slow implements Ledger {
        @Override
        public Future<Void> attempt(Change.Ordered intent, BigDecimal reserved) {
            return commit(List.of(intent));
        }

        @Override
        public Future<Void> commit(List<? extends Change> written) {
            changes.addAll(written);
            Promise<Void> done = Promise.promise();
            writes.add(done);
            return done.future();
        }

        @Override
        public void behind(List<? extends Change> changes) {
            behind.addAll(changes);
        }

        @Override
        public boolean isAway() {
            return false;
        }

        @Override
        public boolean isFull() {
            return full;
        }

        @Override
        public Future<Void> idle() {
            return Future.succeededFuture();
        }
    }
}
