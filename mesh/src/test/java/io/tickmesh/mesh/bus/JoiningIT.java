package io.tickmesh.mesh.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickmesh.mesh.cluster.Cluster;
import io.tickmesh.mesh.cluster.ClusterConfig;
import io.tickmesh.mesh.cluster.ClusterNodes;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.cluster.UniqueName;
import io.tickmesh.mesh.logging.LogCapture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Nodes that come into a cluster.
final class JoiningIT {
    private final List<ClusterMember> members = new ArrayList<>();

    @AfterEach
    void leave() throws Exception {
        for (ClusterMember member : members) {
            member.close();
        }
    }

    @Test
    void nodesMeetOnAddressesOfIpv6() throws Exception {
        InetAddress loopback = InetAddress.ofLiteral("::1");
        assumeTrue(NetworkInterface.getByInetAddress(loopback) != null, "this machine has no ::1");
        String host = loopback.getHostAddress();

        for (ClusterConfig config :
                ClusterMember.configs(2, host, "[" + host + "]", Optional.empty())) {
            start(config, "node-" + members.size());
        }

        for (ClusterMember member : members) {
            member.awaits(Set.of("node-0", "node-1"));
        }
    }

    @Test
    void aSecondNodeOfOneNameIsRefusedAndTheFirstOneStays() throws Exception {
        List<ClusterConfig> configs = ClusterMember.configs(2);
        ClusterMember first = start(configs.get(0), "alpha");

        assertThatThrownBy(() -> ClusterMember.await(join(configs.get(1), "alpha")))
                .cause()
                .hasMessage(
                        "cannot be in the cluster: a node at 127.0.0.1 has this one's name already; node.name must differ");

        assertThat(ClusterNodes.of(first.vertx()).orElseThrow().names()).containsExactly("alpha");
        assertThat(first.node().presence().isSettled()).isTrue();
    }

    @Test
    void aNodeThatStartsAgainWaitsUntilItsEarlierLifeIsGone() throws Exception {
        List<ClusterConfig> configs = ClusterMember.configs(2);
        ClusterMember earlier = ClusterMember.start(configs.get(0), "alpha", ServiceName.GATEWAY);
        Future<Vertx> later;
        try (LogCapture log = new LogCapture()) {
            later = join(configs.get(1), "alpha");
            while (log.messages(UniqueName.class).isEmpty()) {
                assertThat(later.isComplete()).isFalse();
                ClusterMember.await(earlier.vertx().timer(50));
            }
        }

        earlier.close();

        Vertx joined = ClusterMember.await(later);
        assertThat(ClusterNodes.of(joined).orElseThrow().names()).containsExactly("alpha");
        ClusterMember.await(joined.close());
    }

    /// The first looks for the second, which knows nobody, and finds it after six seconds.
    @Test
    void ofTwoNodesOfOneNameThatStartedApartAndMeetTheOneThatCameLaterGivesWay() throws Exception {
        assumeTrue(
                Boolean.getBoolean("tickmesh.slow"), "takes half a minute: -Dtickmesh.slow=true");
        // Six others do not live: nobody is to wait for them.
        List<ClusterConfig> configs = ClusterMember.configs(8);
        ClusterMember first = start(configs.get(0), "alpha");
        Future<Void> firstName = UniqueName.watch(first.vertx());
        ClusterConfig second = configs.get(1);
        ClusterMember apart =
                start(
                        new ClusterConfig(
                                true,
                                second.name(),
                                second.host(),
                                second.port(),
                                second.busPort(),
                                List.of("127.0.0.1:" + second.port()),
                                Optional.empty(),
                                Duration.ZERO,
                                Optional.empty()),
                        "alpha");
        Future<Void> apartName = UniqueName.watch(apart.vertx());

        assertThatThrownBy(() -> ClusterMember.await(Future.all(firstName, apartName)))
                .cause()
                .hasMessage(
                        "cannot be in the cluster: a node at 127.0.0.1 has this one's name already; node.name must differ");
        assertThat(List.of(firstName, apartName)).filteredOn(Future::isComplete).hasSize(1);
    }

    private ClusterMember start(ClusterConfig config, String name) throws Exception {
        ClusterMember member = ClusterMember.start(config, name, ServiceName.GATEWAY);
        members.add(member);
        return member;
    }

    private static Future<Vertx> join(ClusterConfig config, String name) {
        return Cluster.vertx(new VertxOptions(), name, config);
    }
}
