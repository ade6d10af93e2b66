package io.tickmesh.market;

import static io.tickmesh.market.FeedFixture.BTC;
import static io.tickmesh.market.FeedFixture.MINUTE;
import static io.tickmesh.market.FeedFixture.START;
import static io.tickmesh.market.FeedFixture.bar;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.GetOrderBook;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is rare: faults during the cure of another.
class FeedRecoveryTest {
    private static final String SHUTDOWN = "{\"e\":\"serverShutdown\",\"E\":1}";

    private FeedFixture feed;

    @BeforeEach
    void prepare() throws Exception {
        feed = new FeedFixture();
    }

    @AfterEach
    void stop() throws Exception {
        feed.stop();
    }

    @Test
    void isConnectedWhenAConnectionIsReplacedBeforeItWasSubscribed() throws Exception {
        feed.exchange.deafUntil(2);
        long shutdown =
                feed.vertx.setPeriodic(
                        20,
                        timer -> {
                            if (feed.exchange.connections() == 1) {
                                feed.exchange.send(SHUTDOWN);
                            } else if (feed.exchange.connections() > 1) {
                                feed.vertx.cancelTimer(timer);
                            }
                        });

        feed.start();
        feed.vertx.cancelTimer(shutdown);

        assertThat(feed.exchange.connections()).isEqualTo(2);
        assertThat(feed.view().status()).isEqualTo(FeedStatus.CONNECTED);
        assertThat(feed.told(told -> told.status() == FeedStatus.CONNECTED)).isTrue();
    }

    @Test
    void dropsASuccessorThatComesAfterTheConnectionItWasToReplace() throws Exception {
        feed.start();
        feed.exchange.holdNextHandshake();
        feed.exchange.send(SHUTDOWN);
        MeshObserver.await("held back", () -> feed.exchange.isHoldingHandshake());
        feed.exchange.cut();
        MeshObserver.await("connected anew", () -> feed.exchange.subscriptions() == 2);

        feed.exchange.letHandshakeGo();
        MeshObserver.await("late successor", () -> feed.exchange.connections() == 3);
        MeshObserver.await("one connection", () -> feed.exchange.open() == 1);

        assertThat(feed.count("tickmesh.feed.takeovers")).isZero();
        feed.exchange.send(SHUTDOWN);
        MeshObserver.await("taken over", () -> feed.count("tickmesh.feed.takeovers") == 1);
        MeshObserver.await("one connection", () -> feed.exchange.open() == 1);
    }

    @Test
    void fetchesTheBarsThatClosedWhileTheirStreamWasSilent() throws Exception {
        feed.staleAfter = Duration.ofMillis(400);
        feed.start();
        long[] id = {0};
        feed.vertx.setPeriodic(
                20,
                _ -> {
                    id[0]++;
                    feed.exchange.send(Frames.trade(BTC, id[0], START + id[0], "1"));
                    feed.exchange.send(Frames.book(BTC, id[0], "1", "2"));
                });
        MeshObserver.await("stale", () -> feed.toldStale(BTC, "kline_1m"));
        feed.exchange.bar(BTC, Interval.M1, bar(1));
        feed.exchange.now(START + MINUTE + 1_000);

        Candle open = bar(1);
        feed.exchange.send(Frames.kline(BTC, Interval.M1, open, false, 1, id[0]));

        MeshObserver.await("the closed bar", () -> !feed.observer.candles().isEmpty());
        assertThat(feed.observer.candles())
                .extracting(CandleClosed::candle)
                .containsExactly(bar(0));
        assertThat(feed.count("tickmesh.feed.reconnects")).isZero();
    }

    @Test
    void hasNoOrderBookWhileThereIsNoConnection() throws Exception {
        feed.orderBooks = List.of(BTC);
        feed.exchange.snapshot(
                BTC, "{\"lastUpdateId\":10,\"bids\":[[\"99\",\"1\"]],\"asks\":[[\"101\",\"2\"]]}");
        feed.start();
        feed.exchange.send(Frames.depth(BTC, 9, 11, "[\"100\",\"3\"]", ""));
        MeshObserver.await("book", this::hasBook);

        feed.exchange.refuse(true);
        feed.exchange.cut();
        MeshObserver.await(
                "disconnected", () -> feed.told(t -> t.status() == FeedStatus.RECONNECTING));

        assertThat(hasBook()).isFalse();
    }

    @Test
    void asksEverMoreSeldomForAnOrderBookThatIsNeverOfUse() throws Exception {
        feed.orderBooks = List.of(BTC);
        feed.exchange.snapshot(
                BTC, "{\"lastUpdateId\":10,\"bids\":[[\"99\",\"1\"]],\"asks\":[[\"101\",\"2\"]]}");
        feed.start();
        long began = System.nanoTime();

        feed.exchange.send(Frames.depth(BTC, 100, 101, "", ""));

        MeshObserver.await("asked", () -> feed.exchange.requests("/api/v3/depth") == 4);
        // Half a second, one and two, less a third at most.
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isGreaterThan(Duration.ofMillis(2_300));
    }

    private boolean hasBook() {
        try {
            var _ = feed.observer.ask(new GetOrderBook(BTC, 10));
            return true;
        } catch (ExecutionException e) {
            return false;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
