package io.tickmesh.acceptance;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.market.FeedConfig;
import io.tickmesh.market.MarketStreamVerticle;
import io.tickmesh.market.provider.PricesConfig;
import io.tickmesh.mesh.bus.BoundedInbox;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.Cluster;
import io.tickmesh.mesh.cluster.ClusterConfig;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.config.ConfigReader;
import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.time.LiveTime;
import io.tickmesh.simulator.ExchangeSimulator;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// A node that runs market-stream alone, and what it hears of the mesh.
final class MarketNode {
    private final String name;
    private final Vertx vertx;
    private final Mesh mesh;
    private final String stream;
    private final List<CandleClosed> candles = new CopyOnWriteArrayList<>();
    private final List<FeedStatusChanged> statuses = new CopyOnWriteArrayList<>();

    private MarketNode(String name, ClusterConfig cluster, FeedConfig feed) throws Exception {
        this.name = name;
        vertx = await(Cluster.vertx(new VertxOptions().setEventLoopPoolSize(1), name, cluster));
        MeshNode node =
                new MeshNode(
                        name, Instant.now(), () -> new LiveTime(vertx), new SimpleMeterRegistry());
        await(vertx.deployVerticle(node));
        CompletableFuture<Mesh> joined = new CompletableFuture<>();
        await(vertx.deployVerticle(new Reader(node, joined)));
        mesh = joined.get(5, TimeUnit.SECONDS);
        PricesConfig prices =
                PricesConfig.read(ConfigReader.of("", Map.of(), Map.of()).section("prices"));
        stream = await(vertx.deployVerticle(new MarketStreamVerticle(node, feed, prices)));
    }

    static MarketNode alone(ExchangeSimulator exchange, String yaml) throws Exception {
        return new MarketNode("alone", ClusterConfig.ALONE, feed(exchange, yaml));
    }

    /// @param cluster nodes of another name do not join
    /// @param ports of all members
    /// @param place of this one among them
    static MarketNode join(
            String cluster, List<Integer> ports, int place, ExchangeSimulator exchange, String yaml)
            throws Exception {
        ClusterConfig config =
                new ClusterConfig(
                        true,
                        cluster,
                        "127.0.0.1",
                        ports.get(place),
                        0,
                        ports.stream().map(port -> "127.0.0.1:" + port).toList(),
                        Optional.empty(),
                        Duration.ZERO,
                        Optional.empty());
        return new MarketNode(
                List.of("alpha", "beta", "gamma").get(place), config, feed(exchange, yaml));
    }

    String name() {
        return name;
    }

    /// The closed candles that any node has published since this one runs.
    List<CandleClosed> candles() {
        return List.copyOf(candles);
    }

    List<FeedStatusChanged> statuses() {
        return List.copyOf(statuses);
    }

    Mesh mesh() {
        return mesh;
    }

    <R extends Reply> R ask(Request<R> request) throws Exception {
        return await(mesh.ask(request, Duration.ofSeconds(3)));
    }

    <R extends Reply> R askAlone(Request<R> request) throws Exception {
        return await(mesh.askNode(name, request, Duration.ofSeconds(3)));
    }

    /// Stops market-stream in good order; the node stays and listens.
    void stopStreaming() throws Exception {
        await(vertx.undeploy(stream));
    }

    void stop() throws Exception {
        await(vertx.close());
    }

    private static FeedConfig feed(ExchangeSimulator exchange, String yaml) {
        return FeedConfig.read(ConfigReader.of(yaml, Map.of(), Map.of()).section("feed"))
                .at(URI.create(exchange.restUrl()), URI.create(exchange.webSocketUrl()));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private final class Reader extends VerticleBase {
        private final MeshNode node;
        private final CompletableFuture<Mesh> joined;

        Reader(MeshNode node, CompletableFuture<Mesh> joined) {
            this.node = node;
            this.joined = joined;
        }

        @Override
        public Future<?> start() {
            Mesh reader = node.join(ServiceName.NOTIFIER);
            var _ =
                    reader.onEvents(
                            Set.of(CandleClosed.class, FeedStatusChanged.class),
                            BoundedInbox.named("test.events", 100_000),
                            event -> {
                                switch (event) {
                                    case CandleClosed candle -> candles.add(candle);
                                    case FeedStatusChanged status -> statuses.add(status);
                                    default -> throw new AssertionError(event);
                                }
                            });
            joined.complete(reader);
            return Future.succeededFuture();
        }
    }
}
