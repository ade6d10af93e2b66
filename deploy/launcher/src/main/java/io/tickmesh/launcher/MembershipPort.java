package io.tickmesh.launcher;

import io.tickmesh.mesh.cluster.ClusterConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;

/// Finds out before the start whether a node could be reached by others: the library that would find out says it in many lines.
final class MembershipPort {
    private MembershipPort() {}

    /// Returns why the configured port cannot be used; empty if it can, or if any free one will do. Does not block.
    static Optional<String> problem(ClusterConfig cluster) {
        if (!cluster.enabled() || cluster.port() == 0) {
            return Optional.empty();
        }
        try (ServerSocket port = new ServerSocket()) {
            port.setReuseAddress(true);
            port.bind(new InetSocketAddress(cluster.host(), cluster.port()));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    "cannot join the cluster: cluster.port %d on %s: %s"
                            .formatted(cluster.port(), cluster.host(), e.getMessage()));
        }
    }
}
