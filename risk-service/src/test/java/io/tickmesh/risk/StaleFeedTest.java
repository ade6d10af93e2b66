package io.tickmesh.risk;

import static io.tickmesh.risk.Fixtures.entry;
import static io.tickmesh.risk.Fixtures.exit;
import static io.tickmesh.risk.Fixtures.feedChanged;
import static io.tickmesh.risk.Fixtures.feedView;
import static io.tickmesh.risk.Fixtures.price;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.event.RiskReason;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.request.Feeds;
import io.tickmesh.mesh.request.GetFeeds;
import io.tickmesh.mesh.request.ListPositions;
import io.tickmesh.mesh.request.Positions;
import io.tickmesh.mesh.request.RiskAnswer;
import io.tickmesh.mesh.storage.TestDatabases;
import io.tickmesh.mesh.time.DataTime;
import io.tickmesh.mesh.time.LiveTime;
import io.tickmesh.mesh.time.MeshTime;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The risk service on a real bus, with a peer that plays market-stream.
class StaleFeedTest {
    // One loop, so that what is published first is seen first.
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final MarketStream market = new MarketStream();

    @SuppressWarnings("NullAway.Init") // deploy is the first thing to run
    private Mesh mesh;

    private int orders;

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void refusesEntriesAndExitsOnASilentSymbolUntilTheFeedSaysItIsHeardAgain() throws Exception {
        deploy(() -> new LiveTime(vertx));
        assertThat(enter().approved()).isTrue();

        mesh.publish(feedChanged(FeedStatus.STALE, "bookTicker", "BTCUSDT"));
        // The price of enter and exit is new each time: it alone does not help.
        assertThat(enter().refusal()).isEqualTo(RiskReason.STALE_FEED);
        assertThat(leave().refusal()).isEqualTo(RiskReason.STALE_FEED);
        assertThat(leave().detail()).isEqualTo("feed=binance silent=bookTicker");

        mesh.publish(feedChanged(FeedStatus.CONNECTED, "bookTicker", "BTCUSDT"));
        assertThat(enter().approved()).isTrue();
    }

    @Test
    void knowsAtTheStartAndLaterWhatMarketStreamSaysWhenEventsAreLost() throws Exception {
        market.feeds = new Feeds(List.of(feedView(FeedStatus.CONNECTED, List.of("BTCUSDT"))));
        deploy(() -> new LiveTime(vertx));
        until(RiskReason.STALE_FEED);

        market.feeds = new Feeds(List.of(feedView(FeedStatus.CONNECTED, List.of())));
        until(null);

        market.feeds = new Feeds(List.of(feedView(FeedStatus.RECONNECTING, List.of())));
        until(RiskReason.STALE_FEED);
    }

    @Test
    void anAnswerIsNotBelievedWhenAnEventCameSinceTheQuestion() throws Exception {
        market.feeds = new Feeds(List.of(feedView(FeedStatus.CONNECTED, List.of())));
        // Published while the answer is on its way.
        market.onQuestion = () -> mesh.publish(feedChanged(FeedStatus.STALE, null, "BTCUSDT"));
        deploy(() -> new LiveTime(vertx));

        int before = market.asked.get();
        while (market.asked.get() < before + 2) {
            enter();
        }

        assertThat(enter().refusal()).isEqualTo(RiskReason.STALE_FEED);
    }

    @Test
    void aReplayAsksNobodyAndKnowsNoFeed() throws Exception {
        deploy(() -> new DataTime(Instant.now()));

        mesh.publish(feedChanged(FeedStatus.STALE, null, "BTCUSDT"));

        assertThat(enter().approved()).isTrue();
        assertThat(market.asked).hasValue(0);
    }

    private void until(@Nullable RiskReason refusal) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        RiskReason last = enter().refusal();
        while (last != refusal && System.nanoTime() < deadline) {
            last = enter().refusal();
        }
        assertThat(last).isEqualTo(refusal);
    }

    private RiskAnswer enter() throws Exception {
        return check(entry("entry-" + orders++).quantity("0.000001"));
    }

    private RiskAnswer leave() throws Exception {
        return check(exit("exit-" + orders++).quantity("0.000001"));
    }

    private RiskAnswer check(Order order) throws Exception {
        Instant now = Instant.now();
        mesh.publishPrices(List.of(price("BTCUSDT", 99.9, 100, now)));
        return await(mesh.ask(order.at(now).check(), Duration.ofSeconds(5)));
    }

    private void deploy(Supplier<MeshTime> times) throws Exception {
        MeshNode node = new MeshNode("node", Instant.now(), times, new SimpleMeterRegistry());
        await(vertx.deployVerticle(node));
        market.node = node;
        await(vertx.deployVerticle(market));
        mesh = market.mesh;
        RiskConfig withoutRates =
                Fixtures.config(
                        Fixtures.limits(
                                TradingState.ACTIVE,
                                "1000",
                                "2500",
                                "4000",
                                Fixtures.withoutRates()));
        await(
                vertx.deployVerticle(
                        new RiskVerticle(
                                node,
                                withoutRates,
                                Future.succeededFuture(TestDatabases.fresh()))));
        Fixtures.awaitRisk(node);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static final class MarketStream extends VerticleBase {
        private final AtomicInteger asked = new AtomicInteger();
        private volatile Feeds feeds = new Feeds(List.of());
        private volatile Runnable onQuestion = () -> {};
        private MeshNode node;
        private volatile Mesh mesh;

        @SuppressWarnings("NullAway.Init") // deploy and start are the first things to run
        MarketStream() {}

        @Override
        public Future<?> start() {
            mesh = node.join(ServiceName.MARKET_STREAM);
            return Future.all(
                    mesh.serve(
                            ListPositions.class,
                            _ -> Future.succeededFuture(new Positions(List.of()))),
                    mesh.serve(
                            GetFeeds.class,
                            _ -> {
                                asked.incrementAndGet();
                                onQuestion.run();
                                return Future.succeededFuture(feeds);
                            }));
        }
    }
}
