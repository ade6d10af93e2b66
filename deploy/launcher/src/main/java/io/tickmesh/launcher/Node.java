package io.tickmesh.launcher;

import io.tickmesh.gateway.GatewayVerticle;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.Cluster;
import io.tickmesh.mesh.cluster.UniqueName;
import io.tickmesh.mesh.storage.Storage;
import io.tickmesh.simulator.ExchangeSimulator;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running services of this JVM. Thread-safe.
public final class Node {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// How long stopping what had started may take before the failure is told.
    private static final Duration UNDO = Duration.ofSeconds(10);

    private final NodeConfig config;
    private final Vertx vertx;
    private final MeshNode mesh;
    private final Servers servers;
    private final Future<Storage> storage;

    /// Deployment ids in the order in which they are stopped.
    private final List<String> stopOrder;

    Node(
            NodeConfig config,
            Vertx vertx,
            MeshNode mesh,
            Servers servers,
            Future<Storage> storage,
            List<String> stopOrder) {
        this.config = config;
        this.vertx = vertx;
        this.mesh = mesh;
        this.servers = servers;
        this.storage = storage;
        this.stopOrder = stopOrder;
    }

    /// What listens on ports of this node, as far as it runs that.
    record Servers(
            @Nullable GatewayVerticle gateway,
            @Nullable ExchangeSimulator simulator,
            @Nullable OperationsVerticle operations) {}

    /// Starts everything that the configuration asks for. If anything cannot start, what had started is stopped and the future
    /// fails with the cause. It does not wait for ever: what does not come up in a minute has failed.
    ///
    /// @param replayFinished runs when a replay has sent its last bar
    public static Future<Node> start(NodeConfig config, Runnable replayFinished) {
        return start(config, replayFinished, PATIENCE);
    }

    /// @param patience how long joining the cluster may take, and then everything else together
    static Future<Node> start(NodeConfig config, Runnable replayFinished, Duration patience) {
        // Not bound to an event loop: those are gone when a failed start has been cleaned up.
        Promise<Node> started = Promise.promise();
        Optional<String> taken = MembershipPort.problem(config.cluster());
        if (taken.isPresent()) {
            return Future.failedFuture(new IOException(taken.get()));
        }
        Future<Vertx> made = Cluster.vertx(options(config), config.node().name(), config.cluster());
        inTime(made, patience, () -> "the cluster")
                .onComplete(
                        vertx -> start(vertx, config, replayFinished, patience, started),
                        failure -> {
                            // It may come too late.
                            var _ =
                                    made.onSuccess(vertx -> {
                                        var _ = vertx.close();
                                    });
                            started.fail(failure);
                        });
        return started.future();
    }

    private static void start(
            Vertx vertx,
            NodeConfig config,
            Runnable replayFinished,
            Duration patience,
            Promise<Node> started) {
        NodeStart start = new NodeStart(vertx, config, replayFinished);
        inTime(start.run(), patience, start::part)
                .onComplete(
                        started::complete,
                        failure ->
                                start.undo()
                                        .timeout(UNDO.toMillis(), TimeUnit.MILLISECONDS)
                                        .onComplete(_ -> started.fail(failure)));
    }

    /// @param part says what is waited for
    private static <T> Future<T> inTime(Future<T> start, Duration patience, Supplier<String> part) {
        return start.timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure ->
                        Future.failedFuture(
                                failure instanceof TimeoutException
                                        ? new IOException(
                                                "the start took too long: %s did not come up in time"
                                                        .formatted(part.get()),
                                                failure)
                                        : failure));
    }

    /// Returns what fails when this node has to end because another one in the cluster has its name; it does not end otherwise.
    Future<Void> watchName() {
        return UniqueName.watch(vertx);
    }

    /// Returns the gateway, if this node runs it.
    public Optional<GatewayVerticle> gateway() {
        return Optional.ofNullable(servers.gateway());
    }

    /// Returns the port of the page and the API.
    ///
    /// @throws java.util.NoSuchElementException if this node has no gateway
    public int port() {
        return gateway().orElseThrow().port();
    }

    /// Returns the local exchange, if there is one.
    public Optional<ExchangeSimulator> simulator() {
        return Optional.ofNullable(servers.simulator());
    }

    /// Returns what answers for health and metrics without a token, if it is wanted.
    Optional<OperationsVerticle> operations() {
        return Optional.ofNullable(servers.operations());
    }

    /// Returns what runs: in a replay without the symbols and bots that were not recorded.
    public NodeConfig config() {
        return config;
    }

    /// Returns the mesh of this node.
    public MeshNode mesh() {
        return mesh;
    }

    /// Stops the services one after the other: no new decisions first, then no new data, then those who watch. Last of all it leaves
    /// the cluster.
    public Future<Void> stop() {
        mesh.drain();
        Future<Void> stopped = Future.succeededFuture();
        for (String deployment : stopOrder) {
            stopped =
                    stopped.compose(_ -> vertx.undeploy(deployment))
                            .recover(failure -> {
                                LOG.atWarn()
                                        .setCause(failure)
                                        .log("a service did not stop in order");
                                return Future.succeededFuture();
                            });
        }
        // Not bound to an event loop, see start.
        Promise<Void> closed = Promise.promise();
        stopped.compose(_ -> close(vertx, storage))
                .onComplete(_ -> vertx.close().onComplete(closed));
        return closed.future();
    }

    /// Ends what keeps the node's data; what could not be opened has nothing to end.
    static Future<Void> close(Vertx vertx, Future<Storage> storage) {
        return storage.otherwiseEmpty()
                .compose(opened ->
                        opened == null
                                ? Future.succeededFuture()
                                : vertx.executeBlocking(
                                        () -> {
                                            opened.close();
                                            return true;
                                        },
                                        false))
                .mapEmpty();
    }

    private static VertxOptions options(NodeConfig config) {
        // One event loop keeps the messages between services in order, which is what makes a replay
        // repeatable.
        int loops = config.isReplay() ? 1 : Math.max(2, Runtime.getRuntime().availableProcessors());
        return new VertxOptions()
                .setEventLoopPoolSize(loops)
                .setWorkerPoolSize(Math.max(4, Runtime.getRuntime().availableProcessors()))
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
                .setMaxEventLoopExecuteTime(Duration.ofSeconds(1).toMillis());
    }
}
