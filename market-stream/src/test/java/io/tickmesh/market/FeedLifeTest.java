package io.tickmesh.market;

import static io.tickmesh.market.FeedFixture.BTC;
import static io.tickmesh.market.FeedFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.request.ListSymbols;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedLifeTest {
    private static final int BARS = 50;

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
    void losesAndRepeatsNothingWhenAnOldConnectionIsReplaced() throws Exception {
        feed.reconnectAfter = Duration.ofMillis(500);
        feed.start();

        int[] sent = {0};
        MeshObserver.await(
                "three replacements",
                () -> {
                    say(sent[0]++);
                    return feed.exchange.connections() >= 5;
                });

        nothingWasLostOrRepeated(sent[0]);
        assertThat(feed.count("tickmesh.feed.takeovers")).isGreaterThanOrEqualTo(3);
        assertThat(feed.exchange.open()).isLessThanOrEqualTo(2);
    }

    @Test
    void losesAndRepeatsNothingWhenTheExchangeSaysThatItWillClose() throws Exception {
        feed.start();
        for (int i = 0; i < 20; i++) {
            say(i);
        }

        feed.exchange.send(
                "{\"stream\":\"!serverShutdown\",\"data\":{\"e\":\"serverShutdown\",\"E\":1}}");
        int[] sent = {20};
        MeshObserver.await(
                "replacement",
                () -> {
                    say(sent[0]++);
                    return feed.count("tickmesh.feed.takeovers") == 1;
                });
        say(sent[0]++);

        nothingWasLostOrRepeated(sent[0]);
        MeshObserver.await("the old one is closed", () -> feed.exchange.open() == 1);
        assertThat(feed.exchange.connections()).isEqualTo(2);
    }

    @Test
    void toleratesThatOneOfTwoConnectionsIsBehind() throws Exception {
        feed.start();
        feed.exchange.send(Frames.trade(BTC, 1, START + 1_000, "1"));
        feed.exchange.send("{\"e\":\"serverShutdown\",\"E\":1}");
        MeshObserver.await("both", () -> feed.exchange.subscriptions() == 2);

        feed.exchange.sendToNewest(Frames.trade(BTC, 4, START + 1_000, "4"));
        MeshObserver.await("the newer", () -> last() == 4);
        feed.exchange.sendToOldest(Frames.trade(BTC, 2, START + 1_000, "2"));
        feed.exchange.sendToOldest(Frames.trade(BTC, 3, START + 1_000, "3"));
        feed.exchange.sendToOldest(Frames.trade(BTC, 4, START + 1_000, "4"));
        MeshObserver.await("taken over", () -> feed.exchange.open() == 1);
        feed.exchange.send(Frames.trade(BTC, 5, START + 1_000, "5"));
        MeshObserver.await("the next", () -> last() == 5);

        assertThat(feed.view().missedTrades()).isZero();
        assertThat(feed.observer.prices()).extracting(PriceUpdated::last).isSorted();
    }

    @Test
    void keepsTheOldConnectionWhileNewOnesFail() throws Exception {
        feed.start();
        feed.exchange.cutNext(2);

        feed.exchange.send("{\"e\":\"serverShutdown\",\"E\":1}");
        MeshObserver.await("third try", () -> feed.exchange.connections() == 4);
        MeshObserver.await("taken over", () -> feed.count("tickmesh.feed.takeovers") == 1);

        assertThat(feed.observer.statuses())
                .extracting(FeedStatusChanged::status)
                .containsExactly(FeedStatus.CONNECTED);
        assertThat(feed.view().reconnects()).isZero();
    }

    @Test
    void goesOnWithTheNewConnectionWhenTheOldOneEndsFirst() throws Exception {
        feed.start();
        feed.exchange.send("{\"e\":\"serverShutdown\",\"E\":1}");
        MeshObserver.await("both", () -> feed.exchange.subscriptions() == 2);
        feed.exchange.sendToNewest(Frames.trade(BTC, 1, START + 1_000, "1"));
        MeshObserver.await("subscribed", () -> last() == 1);

        feed.exchange.cutOldest();
        MeshObserver.await("taken over", () -> feed.count("tickmesh.feed.takeovers") == 1);

        assertThat(feed.view().status()).isEqualTo(FeedStatus.CONNECTED);
        assertThat(feed.exchange.connections()).isEqualTo(2);
    }

    @Test
    void givesUpAConnectionOnWhichSubscriptionsAreNotAnswered() throws Exception {
        feed.timeout = Duration.ofMillis(200);
        feed.exchange.deafUntil(3);

        feed.start();

        MeshObserver.await(
                "connected", () -> feed.told(told -> told.status() == FeedStatus.CONNECTED));
        assertThat(feed.exchange.connections()).isEqualTo(3);
        assertThat(feed.observer.statuses().getFirst().detail()).contains("no answer");
    }

    @Test
    void asksForTheTimeOnceHoweverOftenItConnectsDuringAnOutage() throws Exception {
        feed.start();
        int before = feed.exchange.requests("/api/v3/time");
        feed.exchange.holdBackTime();

        for (int i = 2; i < 7; i++) {
            int connections = i;
            feed.exchange.cut();
            MeshObserver.await("connection", () -> feed.exchange.subscriptions() == connections);
        }

        assertThat(feed.exchange.requests("/api/v3/time")).isEqualTo(before + 1);
    }

    @Test
    void readsTheRulesAgainAndAppliesWhatHasChanged() throws Exception {
        feed.rulesEvery = Duration.ofMillis(50);
        feed.start();
        MeshObserver.await("rules", () -> tick().equals("0.01"));

        feed.exchange.tickSize("0.10000000");

        MeshObserver.await("new rules", () -> tick().equals("0.1"));
    }

    /// Sends a trade, a quote, and with every fourth a closed bar. There are fewer bars than the hour that clocks may differ by.
    private void say(int i) {
        feed.exchange.send(Frames.trade(BTC, i + 1L, START + i, "" + (i + 1)));
        feed.exchange.send(Frames.book(BTC, i + 1L, "" + (i + 1), "" + (i + 2)));
        if (i % 4 == 0 && i / 4 < BARS) {
            feed.close(BTC, i / 4);
        }
        LockSupport.parkNanos(15_000_000);
    }

    private void nothingWasLostOrRepeated(int count) throws Exception {
        int bars = Math.min(BARS, Math.ceilDiv(count, 4));
        MeshObserver.await(
                "all of it", () -> feed.observer.candles().size() >= bars && last() == count);
        assertThat(feed.observer.candles())
                .extracting(CandleClosed::candle)
                .containsExactlyElementsOf(
                        IntStream.range(0, bars).mapToObj(FeedFixture::bar).toList());
        assertThat(feed.observer.candles()).noneMatch(CandleClosed::backfilled);
        List<PriceUpdated> prices = feed.observer.prices();
        assertThat(prices)
                .extracting(PriceUpdated::sequence)
                .containsExactlyElementsOf(
                        LongStream.range(
                                        prices.getFirst().sequence(),
                                        prices.getFirst().sequence() + prices.size())
                                .boxed()
                                .toList());
        assertThat(prices).extracting(PriceUpdated::last).isSorted().endsWith((double) count);
        assertThat(prices).extracting(PriceUpdated::bid).isSorted();
        assertThat(feed.view().missedTrades()).isZero();
        assertThat(feed.counted("tickmesh.feed.trades.repeated")).isPositive();
        assertThat(feed.observer.statuses())
                .extracting(FeedStatusChanged::status)
                .containsExactly(FeedStatus.CONNECTED);
    }

    private double last() {
        List<PriceUpdated> prices = feed.observer.prices();
        return prices.isEmpty() ? 0 : prices.getLast().last();
    }

    private String tick() {
        try {
            return feed.observer
                    .ask(new ListSymbols())
                    .items()
                    .getFirst()
                    .tickSize()
                    .toPlainString();
        } catch (Exception e) {
            return "";
        }
    }
}
