package io.tickmesh.market;

import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.cluster.Heartbeat;
import io.tickmesh.mesh.cluster.Ownership;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.cluster.ServiceState;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Divides the symbols, and what the exchanges grant, among the nodes that stream. For one context.
final class Division {
    private static final Logger LOG = LoggerFactory.getLogger(Division.class);

    /// So that nodes that start or stop together are divided among once.
    static final long SETTLE_MILLIS = 400;

    /// By then the next owner has heard that this node stops, and has opened its symbols.
    static final long HANDOVER_MILLIS = 2_000;

    private static final int MOST_ASKED = 4;
    private static final long LOOK_MILLIS = 50;
    private static final long LONGEST_SETTLE_MILLIS = 3_000;
    private static final ServiceName SERVICE = ServiceName.MARKET_STREAM;

    private final Vertx vertx;
    private final Context context;
    private final Mesh mesh;
    private final List<Feed> feeds;
    private final IntConsumer share;
    private final long heardSince;
    private Set<String> before = Set.of();
    private boolean divided;
    private long timer = -1;
    private long waitingSince = -1;
    private boolean stopped;

    /// @param share told how many nodes share what the exchanges grant
    Division(Vertx vertx, Context context, Mesh mesh, List<Feed> feeds, IntConsumer share) {
        this.vertx = vertx;
        this.context = context;
        this.mesh = mesh;
        this.feeds = feeds;
        this.share = share;
        this.heardSince = mesh.time().instant().toEpochMilli();
    }

    void start() {
        mesh.presence().onChange(() -> context.runOnContext(_ -> changed()));
        changed();
    }

    /// Returns a future that is done when this node knows the others that are there.
    Future<Void> othersKnown() {
        return mesh.presence().isSettled()
                ? Future.succeededFuture()
                : vertx.timer(LOOK_MILLIS, TimeUnit.MILLISECONDS).compose(_ -> othersKnown());
    }

    /// Takes in no more changes.
    ///
    /// @return whether there are others that will stream what this node has streamed
    boolean stop() {
        stopped = true;
        vertx.cancelTimer(timer);
        Collection<String> others = new TreeSet<>(mesh.presence().ready(SERVICE));
        others.remove(mesh.node());
        return !others.isEmpty();
    }

    /// Returns the node that reads the rules of an exchange for all. While none is ready those that are starting count: they begin
    /// together, and need not all ask.
    String readerOfRules(String venue) {
        Collection<String> ready = mesh.presence().ready(SERVICE);
        Collection<String> running = ready.isEmpty() ? starting() : ready;
        return new Ownership(mesh.node(), () -> running).owner("venue:" + venue);
    }

    private List<String> starting() {
        return mesh.presence().nodes().stream()
                .filter(node -> node.services().get(SERVICE) == ServiceState.STARTING)
                .map(Heartbeat::node)
                .toList();
    }

    private void changed() {
        if (stopped) {
            return;
        }
        long now = System.nanoTime() / 1_000_000;
        if (vertx.cancelTimer(timer)) {
            if (now - waitingSince >= LONGEST_SETTLE_MILLIS) {
                divide();
                return;
            }
        } else {
            waitingSince = now;
        }
        timer = vertx.setTimer(SETTLE_MILLIS, _ -> divide());
    }

    private void divide() {
        Set<String> ready = new TreeSet<>(mesh.presence().ready(SERVICE));
        if (stopped || !mesh.presence().isSettled()) {
            // What this node knows may be long past. It is told when it is not.
            return;
        }
        if (!ready.contains(mesh.node())) {
            share.accept(ready.size() + 1);
            before = divided ? before : ready;
            return;
        }
        if (!divided) {
            divided = true;
            before = new TreeSet<>(ready);
            before.remove(mesh.node());
        }
        share.accept(ready.size());
        Ownership ownership = new Ownership(mesh.node(), () -> ready);
        feeds.forEach(feed -> feed.own(ownership::isMine, this::former));
        if (!before.equals(ready)) {
            LOG.atInfo().addKeyValue("nodes", ready).log("the symbols are divided");
        }
        before = ready;
    }

    private Optional<Former> former(String symbol) {
        if (before.isEmpty()) {
            return Optional.empty();
        }
        String owner = new Ownership("", () -> before).owner(symbol);
        // Where nodes came shortly after one another the owner may never have opened it.
        List<String> nodes =
                mesh.presence().nodes().stream()
                        .filter(node -> node.services().containsKey(SERVICE))
                        .map(Heartbeat::node)
                        .filter(node -> !node.equals(mesh.node()))
                        .sorted(Comparator.comparing(node -> !node.equals(owner)))
                        .limit(MOST_ASKED)
                        .toList();
        return Optional.of(new Former(nodes, heardSince));
    }
}
