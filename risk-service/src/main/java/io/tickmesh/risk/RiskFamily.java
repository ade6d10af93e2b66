package io.tickmesh.risk;

import io.tickmesh.mesh.bus.Gathered;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.request.AccountRiskView;
import io.tickmesh.mesh.request.BreakerView;
import io.tickmesh.mesh.request.ChangeTradingState;
import io.tickmesh.mesh.request.GetRisk;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.request.ResetBreaker;
import io.tickmesh.mesh.request.RiskState;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// Hands to the nodes of risk-service what concerns accounts of them, and makes one answer of what they say. For one context.
final class RiskFamily {
    /// Time for a node to say what it knows.
    static final Duration TO_TELL = Duration.ofSeconds(1);

    /// Time for a node to store something.
    private static final Duration TO_STORE = Duration.ofMillis(3_500);

    private final Mesh mesh;
    private final RiskConfig config;
    private final Function<List<String>, Future<Map<String, Taken>>> stored;

    /// @param stored reads what is stored of accounts that nobody answers for
    RiskFamily(
            Mesh mesh,
            RiskConfig config,
            Function<List<String>, Future<Map<String, Taken>>> stored) {
        this.mesh = mesh;
        this.config = config;
        this.stored = stored;
    }

    /// Changes what accounts may do. HALTED is told to all nodes at once, so that whoever looks after an account next knows of it;
    /// anything else only when whoever looks after it now has stored it.
    Future<RiskState> change(ChangeTradingState command) {
        Collection<String> accounts =
                command.account() == null ? config.accounts().keySet() : List.of(command.account());
        Set<String> owners = new TreeSet<>();
        accounts.forEach(account -> owners.add(mesh.ownership().owner(account)));
        Set<String> others = nodes();
        others.removeAll(owners);
        if (command.state() == TradingState.HALTED) {
            others.forEach(node -> tell(node, command));
        }
        return done(command, owners)
                .onSuccess(_ -> {
                    if (command.state() != TradingState.HALTED) {
                        others.forEach(node -> tell(node, command));
                    }
                })
                .compose(_ -> state());
    }

    /// Closes a breaker, of whichever account it is.
    Future<RiskState> reset(ResetBreaker command) {
        List<Future<RiskState>> asked =
                nodes().stream().map(node -> mesh.askNode(node, command, TO_STORE)).toList();
        return Future.join(asked)
                .transform((_, _) ->
                        asked.stream().anyMatch(Future::succeeded)
                                ? state()
                                : Future.failedFuture(worst(asked)));
    }

    /// Makes one answer of what the nodes say. An account of which none speaks is shown as it is stored, and HALTED: nobody
    /// approves its orders.
    Future<RiskState> join(GetRisk question, Gathered<RiskState> gathered) {
        Map<String, AccountRiskView> views = new HashMap<>();
        TreeMap<String, BreakerView> breakers = new TreeMap<>();
        long approved = 0;
        long refused = 0;
        for (RiskState state : gathered.answers().values()) {
            state.accounts().forEach(view -> views.putIfAbsent(view.account(), view));
            state.breakers().forEach(it -> breakers.put(it.breaker(), it));
            approved += state.approved();
            refused += state.refused();
        }
        RiskState sums = new RiskState(List.of(), List.of(), approved, refused);
        List<String> missing =
                config.accounts().keySet().stream().filter(it -> !views.containsKey(it)).toList();
        if (missing.isEmpty()) {
            return Future.succeededFuture(joined(views, breakers, sums));
        }
        return stored.apply(missing)
                .otherwise(Map.of())
                .map(known -> {
                    for (String account : missing) {
                        Unattended unattended =
                                new Unattended(config.only(account), account, known.get(account));
                        views.put(account, unattended.view());
                        unattended.breakers().forEach(it -> breakers.put(it.breaker(), it));
                    }
                    return joined(views, breakers, sums);
                });
    }

    private RiskState joined(
            Map<String, AccountRiskView> views, Map<String, BreakerView> breakers, RiskState sums) {
        List<AccountRiskView> accounts = new ArrayList<>();
        for (String account : config.accounts().keySet()) {
            AccountRiskView view = views.get(account);
            if (view != null) {
                accounts.add(view);
            }
        }
        return new RiskState(
                accounts, List.copyOf(breakers.values()), sums.approved(), sums.refused());
    }

    private Future<RiskState> state() {
        return mesh.askPeers(new GetRisk(), TO_TELL)
                .compose(gathered -> join(new GetRisk(), gathered));
    }

    private Future<Void> done(ChangeTradingState command, Set<String> owners) {
        List<Future<RiskState>> asked =
                owners.stream().map(node -> mesh.askNode(node, command, TO_STORE)).toList();
        return Future.join(asked)
                .transform((_, failure) ->
                        failure == null
                                ? Future.succeededFuture()
                                : Future.failedFuture(notDone(command, worst(asked))));
    }

    /// A node that does not answer is told again until it does.
    private static Throwable notDone(ChangeTradingState command, Throwable failure) {
        boolean silent =
                failure instanceof RequestFailedException refused
                        && refused.failure() == Failure.TIMEOUT;
        return silent && command.state() == TradingState.HALTED
                ? new RequestFailedException(
                        Failure.UNAVAILABLE,
                        "HALTED holds, but is not stored yet: the node of an account does not answer. It is told again until it does.")
                : failure;
    }

    private void tell(String node, ChangeTradingState command) {
        // Whoever does not hear it goes on telling that the account is halted; what was said later
        // stays.
        mesh.askNode(node, command, TO_TELL).onFailure(_ -> {});
    }

    private Set<String> nodes() {
        Set<String> nodes = new TreeSet<>(mesh.presence().ready(ServiceName.RISK_SERVICE));
        nodes.add(mesh.node());
        return nodes;
    }

    /// Returns the failure that says most: that something was not found on one node means little.
    private static Throwable worst(List<? extends Future<?>> asked) {
        Throwable worst = null;
        for (Future<?> answer : asked) {
            boolean unknown =
                    answer.cause() instanceof RequestFailedException refused
                            && refused.failure() == Failure.NOT_FOUND;
            if (answer.failed() && (worst == null || !unknown)) {
                worst = answer.cause();
            }
        }
        return worst == null ? new IllegalStateException("nobody was asked") : worst;
    }
}
