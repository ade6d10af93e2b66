package io.tickmesh.gateway;

import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.cluster.Heartbeat;
import io.tickmesh.mesh.cluster.InboxLoad;
import io.tickmesh.mesh.cluster.Ownership;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.cluster.ServiceState;
import io.tickmesh.mesh.request.AccountRiskView;
import io.tickmesh.mesh.request.BotView;
import io.tickmesh.mesh.request.Bots;
import io.tickmesh.mesh.request.Feeds;
import io.tickmesh.mesh.request.GetFeeds;
import io.tickmesh.mesh.request.GetRisk;
import io.tickmesh.mesh.request.ListBots;
import io.tickmesh.mesh.request.RiskState;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
        // Who runs a bot is known for sure; who should run it is not the same while it moves.
        Future<@Nullable List<BotView>> bots =
                mesh.ask(new ListBots(null), timeout)
                        .<@Nullable List<BotView>>map(Bots::items)
                        .otherwise(_ -> null);
        Future<@Nullable List<String>> accounts =
                mesh.ask(new GetRisk(), timeout)
                        .<@Nullable List<String>>map(ClusterRoutes::accounts)
                        .otherwise(_ -> null);
        List<Future<Node>> nodes =
                mesh.presence().nodes().stream().map(node -> node(node, bots, accounts)).toList();
        return Future.all(nodes)
                .map(_ -> new ClusterState(nodes.stream().map(Future::result).toList()));
    }

    /// What of it is unknown because nobody answers is null.
    private Future<Node> node(
            Heartbeat heartbeat,
            Future<@Nullable List<BotView>> bots,
            Future<@Nullable List<String>> accounts) {
        String name = heartbeat.node();
        Future<@Nullable List<String>> symbols = streamed(heartbeat);
        return Future.all(symbols, bots, accounts)
                .map(_ ->
                        new Node(
                                name,
                                heartbeat.startedAt(),
                                heartbeat.services(),
                                heartbeat.inboxes(),
                                new Owned(
                                        symbols.result(),
                                        run(name, bots.result()),
                                        decided(name, accounts.result()))));
    }

    /// The node itself is asked: who should stream a symbol has not opened it yet while it moves.
    private Future<@Nullable List<String>> streamed(Heartbeat node) {
        return node.services().containsKey(ServiceName.MARKET_STREAM)
                ? mesh.askNode(node.node(), new GetFeeds(), timeout)
                        .<@Nullable List<String>>map(ClusterRoutes::symbols)
                        .otherwise(_ -> null)
                : Future.succeededFuture(List.of());
    }

    private static List<String> symbols(Feeds feeds) {
        return feeds.items().stream().flatMap(feed -> feed.symbols().stream()).toList();
    }

    private static List<String> accounts(RiskState risk) {
        return risk.accounts().stream().map(AccountRiskView::account).toList();
    }

    private static @Nullable List<String> run(String node, @Nullable List<BotView> bots) {
        return bots == null
                ? null
                : bots.stream().filter(bot -> node.equals(bot.node())).map(BotView::id).toList();
    }

    private @Nullable List<String> decided(String node, @Nullable List<String> accounts) {
        if (accounts == null) {
            return null;
        }
        Collection<String> ready = mesh.presence().ready(ServiceName.RISK_SERVICE);
        // Not ready: it owns nothing, although somebody who sees nobody believes to be alone.
        Ownership ownership = new Ownership("", () -> ready);
        return accounts.stream().filter(account -> ownership.owner(account).equals(node)).toList();
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
