package io.tickmesh.mesh.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.config.Config;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Hazelcast as the memory of the event bus, for which nobody waits: it forgets a member in seconds of clearing up, on a thread that tells
/// of all other changes and with a lock that looking up needs. Here the clearing up has a thread of its own, and what was
/// once looked up is answered at once, see [Routes].
@SuppressWarnings(
        "UnsynchronizedOverridesSynchronized") // the lock of the class above is what nobody is to
// wait for
final class SteadyHazelcast extends HazelcastClusterManager {
    /// Attribute of a member, as the class above sets it.
    private static final String BUS_ID = "__vertx.nodeId";

    private static final Duration AGAIN = Duration.ofSeconds(1);

    /// Its thread ends when there is nothing to do.
    private final Executor clearing =
            new ThreadPoolExecutor(
                    0,
                    1,
                    AGAIN.toMillis(),
                    TimeUnit.MILLISECONDS,
                    new LinkedBlockingQueue<>(),
                    Thread.ofPlatform().daemon().name("tickmesh-membership").factory());

    /// Where the event bus of a member listens, which never changes while it lives.
    private final Map<String, NodeInfo> buses = new ConcurrentHashMap<>();

    private @Nullable Vertx vertx;
    private @Nullable Routes routes;

    private final Config config;

    SteadyHazelcast(Config config) {
        super(config);
        this.config = config;
    }

    @Override
    public void join(Completable<Void> done) {
        Promise<Void> joined = Promise.promise();
        joined.future().onSuccess(_ -> tellMembers()).onComplete(done);
        super.join(joined);
    }

    private void tellMembers() {
        if (config.getNetworkConfig().getJoin().getTcpIpConfig()
                instanceof ReachableMembers members) {
            members.joined(getHazelcastInstance().getCluster());
        }
    }

    @Override
    public void init(Vertx mine) {
        vertx = mine;
        super.init(mine);
    }

    @Override
    public void registrationListener(RegistrationListener listener) {
        Routes own = new Routes(listener, this::lookUp, this::later);
        routes = own;
        super.registrationListener(own);
    }

    @Override
    public void getRegistrations(String address, Completable<List<RegistrationInfo>> found) {
        routes().of(address).onComplete(found);
    }

    @Override
    public void getNodeInfo(String node, Completable<NodeInfo> found) {
        NodeInfo known = buses.get(node);
        if (known != null) {
            found.succeed(known);
            return;
        }
        Promise<NodeInfo> asked = Promise.promise();
        super.getNodeInfo(node, asked);
        asked.future().onSuccess(info -> buses.put(node, info)).onComplete(found);
    }

    @Override
    public void memberAdded(MembershipEvent event) {
        routes().present(Set.of(busOf(event.getMember())));
        clearing.execute(() -> super.memberAdded(event));
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
        String node = busOf(event.getMember());
        routes().gone(Set.of(node));
        var _ = buses.remove(node);
        clearing.execute(() -> super.memberRemoved(event));
    }

    @Override
    public void stateChanged(LifecycleEvent event) {
        if (event.getState() == LifecycleState.MERGED) {
            routes().present(getNodes());
        }
        clearing.execute(() -> super.stateChanged(event));
    }

    /// Nothing but what is sent to `address` goes to the members of these names, see [Routes#unreading].
    void unreading(Set<String> names, String address) {
        Set<String> buses =
                getHazelcastInstance().getCluster().getMembers().stream()
                        .filter(member -> !member.localMember())
                        .filter(member -> names.contains(member.getAttribute(Membership.NODE)))
                        .map(SteadyHazelcast::busOf)
                        .collect(Collectors.toSet());
        routes().unreading(buses, address);
    }

    private Future<List<RegistrationInfo>> lookUp(String address) {
        Promise<List<RegistrationInfo>> found = Promise.promise();
        super.getRegistrations(address, found);
        return found.future();
    }

    private void later(Runnable task) {
        Objects.requireNonNull(vertx).setTimer(AGAIN.toMillis(), _ -> task.run());
    }

    private Routes routes() {
        return Objects.requireNonNull(routes, "the event bus has not asked to be told");
    }

    private static String busOf(Member member) {
        return Objects.toString(member.getAttribute(BUS_ID), "");
    }
}
