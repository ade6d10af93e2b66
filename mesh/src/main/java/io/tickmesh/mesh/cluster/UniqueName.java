package io.tickmesh.mesh.cluster;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// No two nodes of a cluster have one name: they would fight for what they own. The one that came later gives way. Thread-safe.
public final class UniqueName {
    private static final Logger LOG = LoggerFactory.getLogger(UniqueName.class);

    /// How long an earlier node of the name may take to leave, and how often that is looked at. The cluster notices one that hangs after
    /// 8 s.
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration PERIOD = Duration.ofMillis(250);

    private final Vertx vertx;
    private final ClusterNodes nodes;
    private final Duration patience;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final Promise<Void> lost = Promise.promise();

    private UniqueName(Vertx vertx, ClusterNodes nodes, Duration patience) {
        this.vertx = vertx;
        this.nodes = nodes;
        this.patience = patience;
    }

    /// Watches the name of the node that `vertx` is, as long as it lives: two nodes of one name can have started apart from each other.
    ///
    /// @return fails when another node of the name was here first, and stays; does not end otherwise
    public static Future<Void> watch(Vertx vertx) {
        return watch(vertx, PATIENCE);
    }

    static Future<Void> watch(Vertx vertx, Duration patience) {
        Optional<ClusterNodes> nodes = ClusterNodes.of(vertx);
        if (nodes.isEmpty()) {
            return Promise.<Void>promise().future();
        }
        UniqueName name = new UniqueName(vertx, nodes.get(), patience);
        nodes.get().onCome(name::look);
        name.look();
        return name.lost.future();
    }

    /// Waits until no earlier node has the name of this one: the earlier life of a node that starts again is soon gone.
    ///
    /// @return fails if one stays for 15 s
    static Future<Void> free(Vertx vertx) {
        return ClusterNodes.of(vertx)
                .map(nodes -> new UniqueName(vertx, nodes, PATIENCE).free())
                .orElse(Future.succeededFuture());
    }

    private void look() {
        if (nodes.elder().isPresent() && looking.compareAndSet(false, true)) {
            free().onSuccess(_ -> looking.set(false)).onFailure(lost::tryFail);
        }
    }

    private Future<Void> free() {
        return free(patience.dividedBy(PERIOD));
    }

    private Future<Void> free(long looks) {
        Optional<String> elder = nodes.elder();
        if (elder.isEmpty()) {
            return Future.succeededFuture();
        }
        if (looks == 0) {
            return Future.failedFuture(
                    new IOException(
                            "cannot be in the cluster: a node at %s has this one's name already; node.name must differ"
                                    .formatted(elder.get())));
        }
        if (looks == patience.dividedBy(PERIOD)) {
            LOG.atInfo()
                    .addKeyValue("at", elder.get())
                    .log("waiting until the earlier node of this name has left");
        }
        return vertx.timer(PERIOD.toMillis(), TimeUnit.MILLISECONDS).compose(_ -> free(looks - 1));
    }
}
