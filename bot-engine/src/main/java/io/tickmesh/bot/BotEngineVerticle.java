package io.tickmesh.bot;

import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.request.AwaitStep;
import io.tickmesh.mesh.request.CancelOrder;
import io.tickmesh.mesh.request.ClosePositions;
import io.tickmesh.mesh.request.CommandBots;
import io.tickmesh.mesh.request.CreateBot;
import io.tickmesh.mesh.request.DeleteBot;
import io.tickmesh.mesh.request.GetBotChart;
import io.tickmesh.mesh.request.GetOrder;
import io.tickmesh.mesh.request.GetPortfolio;
import io.tickmesh.mesh.request.ListBots;
import io.tickmesh.mesh.request.ListEquity;
import io.tickmesh.mesh.request.ListFills;
import io.tickmesh.mesh.request.ListOrders;
import io.tickmesh.mesh.request.ListPositions;
import io.tickmesh.mesh.request.ListSignals;
import io.tickmesh.mesh.request.ListStrategies;
import io.tickmesh.mesh.request.RecallTradingEvents;
import io.tickmesh.mesh.request.ReplaceBot;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.request.StepDone;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.time.DataTime;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.function.BiFunction;
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
    private @Nullable Running running;
    private @Nullable Mesh joined;
    private boolean stopped;

    /// @param node deployed before
    /// @param storage where the database is, once that is known
    public BotEngineVerticle(MeshNode node, EngineConfig config, Future<DatabaseConfig> storage) {
        this.node = node;
        this.config = config;
        this.storage = storage;
    }

    /// Live it does not wait for the database, a replay does not begin without it.
    @Override
    public Future<?> start() {
        Mesh mesh = node.join(ServiceName.BOT_ENGINE);
        joined = mesh;
        Future<?> served = serve(mesh);
        Future<?> started =
                served.compose(_ -> Running.open(vertx, mesh, config, storage))
                        .onSuccess(opened -> {
                            if (stopped) {
                                opened.close().onFailure(_ -> {});
                                return;
                            }
                            running = opened;
                            mesh.ready();
                            opened.begin();
                        })
                        .onFailure(failure ->
                                LOG.atError()
                                        .setCause(failure)
                                        .log("the bots cannot start: what they own is not known"));
        return mesh.time() instanceof DataTime ? started : served;
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

    private Future<?> serve(Mesh mesh) {
        return Future.all(
                List.of(
                        mesh.serve(ListStrategies.class, _ -> done(config.strategies().views())),
                        answer(mesh, ListBots.class, (own, q) -> done(own.queries().bots(q))),
                        answer(
                                mesh,
                                ListPositions.class,
                                (own, q) -> done(own.queries().positions(q))),
                        answer(
                                mesh,
                                GetPortfolio.class,
                                (own, _) -> done(own.queries().accounts())),
                        answer(mesh, ListOrders.class, (own, q) -> own.archive().orders(q)),
                        answer(mesh, GetOrder.class, (own, q) -> own.archive().order(q)),
                        answer(mesh, ListFills.class, (own, q) -> own.archive().fills(q)),
                        answer(mesh, ListEquity.class, (own, q) -> own.archive().equity(q)),
                        answer(mesh, ListSignals.class, (own, q) -> own.archive().signals(q)),
                        answer(mesh, GetBotChart.class, Running::chart),
                        answer(mesh, RecallTradingEvents.class, (own, q) -> own.log().recall(q)),
                        answer(mesh, CreateBot.class, (own, q) -> own.commands().create(q)),
                        answer(mesh, ReplaceBot.class, (own, q) -> own.commands().replace(q)),
                        answer(mesh, DeleteBot.class, (own, q) -> own.commands().delete(q)),
                        answer(mesh, CommandBots.class, (own, q) -> own.commands().command(q)),
                        answer(mesh, CancelOrder.class, (own, q) -> own.commands().cancel(q)),
                        answer(mesh, ClosePositions.class, (own, q) -> own.commands().close(q)),
                        answer(
                                mesh,
                                AwaitStep.class,
                                (own, q) ->
                                        own.awaitStep(q.time()).map(_ -> new StepDone(q.time())))));
    }

    private <R extends Reply, Q extends Request<R>> Future<Void> answer(
            Mesh mesh, Class<Q> type, BiFunction<Running, Q, Future<R>> answer) {
        return mesh.serve(
                type,
                question -> {
                    Running own = running;
                    return own == null
                            ? Future.failedFuture(
                                    new RequestFailedException(
                                            Failure.UNAVAILABLE,
                                            "the bots wait for their database"))
                            : answer.apply(own, question);
                });
    }

    private static <R> Future<R> done(R answer) {
        return Future.succeededFuture(answer);
    }
}
