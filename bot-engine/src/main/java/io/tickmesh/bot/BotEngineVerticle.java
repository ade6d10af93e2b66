package io.tickmesh.bot;

import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.time.DataTime;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bots of a node, on one event loop. Needs its database before it does anything, market-stream for symbols, history and prices,
/// and risk-service for its orders; all of them may come later and may go.
public final class BotEngineVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(BotEngineVerticle.class);

    private final MeshNode node;
    private final EngineConfig config;
    private final Future<DatabaseConfig> storage;
    private final boolean alone;
    private @Nullable Running running;
    private @Nullable Mesh joined;
    private boolean stopped;

    /// @param node deployed before
    /// @param storage where the database is, once that is known
    /// @param alone whether no other node may run bots on that database; a member of a cluster never is
    BotEngineVerticle(
            MeshNode node, EngineConfig config, Future<DatabaseConfig> storage, boolean alone) {
        this.alone = alone;
        this.node = node;
        this.config = config;
        this.storage = storage;
    }

    /// @param node deployed before
    /// @param storage where the database is, once that is known
    public BotEngineVerticle(MeshNode node, EngineConfig config, Future<DatabaseConfig> storage) {
        this(node, config, storage, true);
    }

    /// Live it does not wait for the database, a replay does not begin without it.
    @Override
    public Future<?> start() {
        Mesh mesh = node.join(ServiceName.BOT_ENGINE);
        joined = mesh;
        boolean single = alone && !vertx.isClustered();
        Future<?> served = new Answers(mesh, config, single, () -> running).serve();
        Future<?> started =
                served.compose(_ -> Running.open(vertx, mesh, config, storage, single))
                        .onSuccess(opened -> {
                            if (stopped) {
                                opened.close().onFailure(_ -> {});
                                return;
                            }
                            running = opened;
                            begin(mesh, opened, single);
                        })
                        .onFailure(failure ->
                                LOG.atError()
                                        .setCause(failure)
                                        .log("the bots cannot start: what they own is not known"));
        return mesh.time() instanceof DataTime ? started : served;
    }

    private static void begin(Mesh mesh, Running opened, boolean single) {
        if (single) {
            mesh.ready();
        }
        // Whoever shares its bots gets some as soon as it is ready.
        Future<Void> begun = opened.begin();
        if (!single) {
            begun.onComplete(
                    _ -> mesh.ready(),
                    failure -> LOG.atError().setCause(failure).log("the bots cannot start"));
        }
    }

    /// Takes nothing new and waits for the orders under way, which is no longer than risk and the database may take.
    @Override
    public Future<?> stop() {
        stopped = true;
        if (joined != null) {
            joined.draining();
        }
        return running == null ? Future.succeededFuture() : running.close();
    }
}
