package io.tickmesh.mesh.cluster;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipAdapter;
import com.hazelcast.cluster.MembershipEvent;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The nodes that the cluster lists as its members, by node name. It notices a node that was killed in a fraction of a second, and one
/// that hangs after 8 s. Thread-safe.
public final class ClusterNodes {
    private final SteadyHazelcast manager;
    private final Cluster cluster;

    private ClusterNodes(SteadyHazelcast manager) {
        this.manager = manager;
        this.cluster = manager.getHazelcastInstance().getCluster();
    }

    /// Returns the nodes of the cluster that `vertx` belongs to; empty if it is alone.
    public static Optional<ClusterNodes> of(Vertx vertx) {
        return vertx.isClustered()
                        && vertx instanceof VertxInternal internal
                        && internal.clusterManager() instanceof SteadyHazelcast manager
                ? Optional.of(new ClusterNodes(manager))
                : Optional.empty();
    }

    /// Returns the names of all nodes, this one included.
    public Set<String> names() {
        Set<String> names = new HashSet<>();
        cluster.getMembers().forEach(member -> nameOf(member).ifPresent(names::add));
        return names;
    }

    /// Returns where a node runs that has the name of this one and was there before it; empty if there is none. All nodes know the
    /// same order, so of two of one name just one is told.
    Optional<String> elder() {
        Member self = cluster.getLocalMember();
        for (Member member : cluster.getMembers()) {
            if (member.localMember()) {
                return Optional.empty();
            }
            if (nameOf(member).equals(nameOf(self))) {
                return Optional.of(member.getAddress().getHost());
            }
        }
        return Optional.empty();
    }

    /// Calls `listener`, on a thread of the cluster, whenever a node has come, or this one has come to others.
    void onCome(Runnable listener) {
        cluster.addMembershipListener(
                new MembershipAdapter() {
                    @Override
                    public void memberAdded(MembershipEvent event) {
                        listener.run();
                    }
                });
    }

    /// Calls `listener`, on a thread of the cluster, with the name of each node that has left, unless it has already come back.
    public void onGone(Consumer<String> listener) {
        cluster.addMembershipListener(
                new MembershipAdapter() {
                    @Override
                    public void memberRemoved(MembershipEvent event) {
                        nameOf(event.getMember())
                                .filter(name -> !names().contains(name))
                                .ifPresent(listener);
                    }
                });
    }

    /// From now on the nodes of these names, and no others, are sent nothing but what goes to `address`: what a node that hangs does not
    /// read would wait here in memory, and it must not act on it later. Questions go to others meanwhile.
    public void unreading(Set<String> names, String address) {
        manager.unreading(names, address);
    }

    private static Optional<String> nameOf(Member member) {
        return Optional.ofNullable(member.getAttribute(Membership.NODE)).map(Objects::toString);
    }
}
