package io.tickmesh.mesh.cluster;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.config.TcpIpConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The list of members, which Hazelcast reads anew each time it looks for other parts of a split cluster. It waits five seconds for each
/// address where nobody answers, one after the other, so that with a few of them a split lasts for minutes: those it is not told of,
/// once the node has joined. Thread-safe.
final class ReachableMembers extends TcpIpConfig {
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private volatile @Nullable Cluster joined;

    /// From now on those of the list that are no members are asked whether somebody is there.
    void joined(Cluster cluster) {
        joined = cluster;
    }

    /// Waits for half a second at most for each that does not answer; called by a thread of Hazelcast that may wait.
    @Override
    public List<String> getMembers() {
        Cluster cluster = joined;
        List<String> all = super.getMembers();
        if (cluster == null) {
            return all;
        }
        Set<InetSocketAddress> present =
                cluster.getMembers().stream()
                        .map(member -> member.getSocketAddress())
                        .collect(Collectors.toSet());
        return all.stream().filter(member -> isReachable(member, present)).toList();
    }

    /// Of one without a port it is not known where to ask.
    private static boolean isReachable(String member, Set<InetSocketAddress> present) {
        URI uri = URI.create("tcp://" + member);
        if (uri.getHost() == null || uri.getPort() < 0) {
            return true;
        }
        String host = uri.getHost().replaceAll("^\\[|\\]$", "");
        InetSocketAddress address = new InetSocketAddress(host, uri.getPort());
        return present.contains(address) || listens(address);
    }

    private static boolean listens(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, Math.toIntExact(TIMEOUT.toMillis()));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
