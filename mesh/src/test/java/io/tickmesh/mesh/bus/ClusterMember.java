package io.tickmesh.mesh.bus;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.mesh.cluster.Cluster;
import io.tickmesh.mesh.cluster.ClusterConfig;
import io.tickmesh.mesh.cluster.ClusterConfig.BusTls;
import io.tickmesh.mesh.cluster.Heartbeat;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.time.LiveTime;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A member of a real cluster on this machine, with one service.
record ClusterMember(Vertx vertx, MeshNode node, Mesh mesh) {
    /// Returns a configuration for each of so many members, which find each other.
    static List<ClusterConfig> configs(int count) throws IOException {
        return configs(count, Optional.empty());
    }

    static List<ClusterConfig> configs(int count, Optional<BusTls> tls) throws IOException {
        return configs(count, "127.0.0.1", "127.0.0.1", tls);
    }

    /// @param shown the address of all of them, as it stands before a port
    static List<ClusterConfig> configs(int count, String host, String shown, Optional<BusTls> tls)
            throws IOException {
        String name = "test-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        List<Integer> ports = freePorts(2 * count);
        List<Integer> busPorts = ports.subList(count, 2 * count);
        List<String> members = ports.stream().limit(count).map(port -> shown + ":" + port).toList();
        return IntStream.range(0, count)
                .mapToObj(i ->
                        new ClusterConfig(
                                true,
                                name,
                                host,
                                ports.get(i),
                                busPorts.get(i),
                                members,
                                Optional.empty(),
                                Duration.ZERO,
                                tls))
                .toList();
    }

    static ClusterMember start(ClusterConfig config, String name, ServiceName service)
            throws Exception {
        Vertx vertx = await(Cluster.vertx(new VertxOptions(), name, config));
        MeshNode node =
                new MeshNode(
                        name,
                        Instant.parse("2026-01-01T00:00:00Z"),
                        () -> new LiveTime(vertx),
                        new SimpleMeterRegistry());
        await(vertx.deployVerticle(node));
        CompletableFuture<Mesh> joined = new CompletableFuture<>();
        await(
                vertx.deployVerticle(
                        new VerticleBase() {
                            @Override
                            public Future<?> start() {
                                Mesh mesh = node.join(service);
                                mesh.ready();
                                joined.complete(mesh);
                                return Future.succeededFuture();
                            }
                        }));
        return new ClusterMember(vertx, node, joined.get(5, TimeUnit.SECONDS));
    }

    /// Waits until this node knows just these nodes. Heartbeats, not registrations, say that another node hears us.
    void awaits(Set<String> nodes) throws Exception {
        CompletableFuture<Void> seen = new CompletableFuture<>();
        Runnable look =
                () -> {
                    if (names().equals(nodes)) {
                        seen.complete(null);
                    }
                };
        node.presence().onChange(look);
        look.run();
        seen.get(30, TimeUnit.SECONDS);
    }

    void close() throws Exception {
        await(vertx.close());
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private Set<String> names() {
        return node.presence().nodes().stream().map(Heartbeat::node).collect(Collectors.toSet());
    }

    /// Held open together, so that they differ.
    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }
}
