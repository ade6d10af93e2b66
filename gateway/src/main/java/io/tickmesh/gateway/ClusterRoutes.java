package io.tickmesh.gateway;

import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.cluster.Heartbeat;
import io.tickmesh.mesh.cluster.InboxLoad;
import io.tickmesh.mesh.cluster.Ownership;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.cluster.ServiceState;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.request.AccountRiskView;
import io.tickmesh.mesh.request.BotView;
import io.tickmesh.mesh.request.Bots;
import io.tickmesh.mesh.request.GetRisk;
import io.tickmesh.mesh.request.ListBots;
import io.tickmesh.mesh.request.ListSymbols;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The nodes: what they run, how much they have to do, what they own.
final class ClusterRoutes {
    private final Mesh mesh;
    private final Duration timeout;

    private ClusterRoutes(Mesh mesh, Duration timeout) {
        this.mesh = mesh;
        this.timeout = timeout;
    }

    /// @param timeout how long a service may take to say what there is to own
    static void add(Api api, Mesh mesh, Duration timeout) {
        ClusterRoutes routes = new ClusterRoutes(mesh, timeout);
        api.get(
                "/api/v1/cluster",
                context -> {
                    var _ = Api.query(context);
                    routes.state()
                            .onComplete(state -> Api.sendJson(context, 200, state), context::fail);
                });
    }

    private Future<ClusterState> state() {
        Future<@Nullable List<String>> symbols =
                names(
                        new ListSymbols(),
                        answer -> answer.items().stream().map(SymbolRules::symbol).toList());
        // Who runs a bot is known for sure; who should run it is not the same while it moves.
        Future<@Nullable List<BotView>> bots =
                mesh.ask(new ListBots(null), timeout)
                        .<@Nullable List<BotView>>map(Bots::items)
                        .otherwise(_ -> null);
        Future<@Nullable List<String>> accounts =
                names(
                        new GetRisk(),
                        answer ->
                                answer.accounts().stream().map(AccountRiskView::account).toList());
        return Future.all(symbols, bots, accounts)
                .map(_ ->
                        new ClusterState(
                                mesh.presence().nodes().stream()
                                        .map(node ->
                                                node(
                                                        node,
                                                        symbols.result(),
                                                        bots.result(),
                                                        accounts.result()))
                                        .toList()));
    }

    /// Returns null if the service does not answer: what a node owns of it is then unknown.
    private <R extends Reply> Future<@Nullable List<String>> names(
            Request<R> request, Function<R, @Nullable List<String>> names) {
        return mesh.ask(request, timeout).map(names).otherwise((List<String>) null);
    }

    private Node node(
            Heartbeat heartbeat,
            @Nullable List<String> symbols,
            @Nullable List<BotView> bots,
            @Nullable List<String> accounts) {
        String name = heartbeat.node();
        return new Node(
                name,
                heartbeat.startedAt(),
                heartbeat.services(),
                heartbeat.inboxes(),
                new Owned(
                        owned(name, ServiceName.MARKET_STREAM, symbols),
                        run(name, bots),
                        owned(name, ServiceName.RISK_SERVICE, accounts)));
    }

    private static @Nullable List<String> run(String node, @Nullable List<BotView> bots) {
        return bots == null
                ? null
                : bots.stream().filter(bot -> node.equals(bot.node())).map(BotView::id).toList();
    }

    private @Nullable List<String> owned(
            String node, ServiceName service, @Nullable List<String> keys) {
        if (keys == null) {
            return null;
        }
        Collection<String> ready = mesh.presence().ready(service);
        // Not ready: it owns nothing, although somebody who sees nobody believes to be alone.
        Ownership ownership = new Ownership("", () -> ready);
        return keys.stream().filter(key -> ownership.owner(key).equals(node)).toList();
    }

    /// The live nodes, by name.
    record ClusterState(List<Node> nodes) {}

    /// A node.
    ///
    /// @param inboxes what went through them since it started, by name
    record Node(
            String node,
            Instant startedAt,
            Map<ServiceName, ServiceState> services,
            Map<String, InboxLoad> inboxes,
            Owned owns) {}

    /// What a node acts for; null where it is unknown.
    record Owned(
            @Nullable List<String> symbols,
            @Nullable List<String> bots,
            @Nullable List<String> accounts) {}
}
