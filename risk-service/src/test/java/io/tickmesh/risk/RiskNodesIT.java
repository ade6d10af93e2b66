package io.tickmesh.risk;

import static io.tickmesh.risk.Fixtures.await;
import static io.tickmesh.risk.Fixtures.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.RiskReason;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.request.AccountRiskView;
import io.tickmesh.mesh.request.ChangeTradingState;
import io.tickmesh.mesh.request.CheckOrder;
import io.tickmesh.mesh.request.GetRisk;
import io.tickmesh.mesh.request.ListRiskDecisions;
import io.tickmesh.mesh.request.ResetBreaker;
import io.tickmesh.mesh.request.RiskState;
import io.tickmesh.mesh.storage.CutLink;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Risk on two nodes of a cluster, on one database.
@EnabledIfSystemProperty(
        named = "tickmesh.slow",
        matches = ".*",
        disabledReason = "takes half a minute: -Dtickmesh.slow")
final class RiskNodesIT {
    private static final List<String> ACCOUNTS = List.of("main", "a1", "a2", "a3", "a4", "a5");

    private final String cluster =
            "risk-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    private final DatabaseConfig database = TestDatabases.fresh();
    private final List<RiskNode> nodes = new ArrayList<>();
    private int orders;

    @AfterEach
    void close() {
        nodes.forEach(RiskNode::close);
    }

    @Test
    void eachAccountIsDecidedByOneNodeWhicheverIsAsked() throws Exception {
        RiskNode one = node("one", database);
        approved(one, "main");
        RiskNode two = node("two", database);
        awaitBoth(one, two);

        for (String account : ACCOUNTS) {
            CheckOrder order = approved(one, account);
            assertThat(two.check(order)).as("asked again").isEqualTo(one.ask(order));
        }

        RiskState state = two.ask(new GetRisk());
        assertThat(state.accounts()).extracting(AccountRiskView::account).isEqualTo(ACCOUNTS);
        assertThat(state.accounts())
                .extracting(AccountRiskView::state)
                .containsOnly(TradingState.ACTIVE);
        assertThat(state.accounts().getFirst().exposure())
                .as("the order that the other node approved counts")
                .isEqualByComparingTo("200");
        assertThat(decidedBy(one)).isPositive();
        assertThat(decidedBy(two)).isPositive();
        until(
                "the decisions of both",
                () ->
                        two.ask(new ListRiskDecisions(null, null, null, 1_000)).items().stream()
                                        .filter(it -> it.refusal() == null)
                                        .count()
                                == ACCOUNTS.size() + 1);
    }

    @Test
    void anOrderIsDecidedWhereItIsAskedAboutIfTheAccountIsThere() throws Exception {
        RiskNode one = node("one", database);
        RiskNode two = node("two", database);
        awaitBoth(one, two);
        approved(one, "main");
        until(
                "the account is where it stays",
                () ->
                        decidesMain(one) == one.shouldDecide("main")
                                && decidesMain(two) == two.shouldDecide("main"));
        RiskNode near = decidesMain(one) ? one : two;
        CountDownLatch frozen = new CountDownLatch(1);

        (decidesMain(one) ? two : one).freeze(frozen);
        try {
            for (int i = 0; i < 10; i++) {
                assertThat(near.askNear(order("main")).orderId()).startsWith("order-");
            }
        } finally {
            frozen.countDown();
        }
    }

    @Test
    void aNodeThatLeavesInGoodOrderHandsOverWhatItMeasured() throws Exception {
        RiskNode one = node("one", database);
        losses(one, 2);
        RiskNode two = node("two", database);
        awaitBoth(one, two);
        approved(two, "main");

        one.stop();
        approved(two, "main");
        losses(two, 1);

        assertThat(fired(two)).isEqualTo("losses:bot-1");
        RiskState reset = two.ask(new ResetBreaker("losses:bot-1", "alice: looked at it"));
        assertThat(reset.breakers()).isEmpty();
    }

    @Test
    void aFrozenNodeLosesItsAccountsAndDoesNothingForThemWhenItWakes() throws Exception {
        RiskNode one = node("one", database);
        approved(one, "main");
        losses(one, 2);
        RiskNode two = node("two", database);
        awaitBoth(one, two);
        approved(two, "main");
        CountDownLatch frozen = new CountDownLatch(1);
        long start = System.nanoTime();
        boolean oneOwns = decidesMain(one);
        RiskNode owner = oneOwns ? one : two;
        RiskNode other = oneOwns ? two : one;

        owner.freeze(frozen);
        await("the other node to decide", () -> decidesMain(other));
        approved(other, "main");
        Duration away = Duration.ofNanos(System.nanoTime() - start);
        losses(other, 1);
        assertThat(fired(other)).isEqualTo("losses:bot-1");
        until(
                "a reset that does not go to the frozen node",
                () ->
                        other.ask(new ResetBreaker("losses:bot-1", "alice: looked at it"))
                                .breakers()
                                .isEmpty());
        frozen.countDown();

        awaitBoth(one, two);
        approved(owner, "main");
        RiskState state = owner.ask(new GetRisk());
        assertThat(state.breakers()).as("what it woke up with fired nothing").isEmpty();
        assertThat(other.events.stream().filter(CircuitBreakerFired.class::isInstance)).isEmpty();
        assertThat(away).isLessThan(Duration.ofSeconds(12));
    }

    @Test
    void theKillSwitchIsRememberedByTheOtherNodeWhileTheDatabaseIsAway() throws Exception {
        try (CutLink link = new CutLink(database)) {
            RiskNode one = node("one", link.config());
            RiskNode two = node("two", link.config());
            awaitBoth(one, two);
            for (String account : ACCOUNTS) {
                approved(two, account);
            }
            link.cut();

            assertThatThrownBy(() ->
                            one.ask(new ChangeTradingState(null, TradingState.HALTED, "crash")))
                    .hasMessageContaining("HALTED holds, but is not stored yet");
            one.close();
            until("one to be gone", () -> two.seen().equals(Set.of("two")));
            link.mend();

            for (String account : ACCOUNTS) {
                until(
                        "halted",
                        () -> two.check(order(account)).refusal() == RiskReason.TRADING_HALTED);
            }
            until(
                    "stored",
                    () ->
                            two.ask(new GetRisk()).accounts().stream()
                                    .allMatch(it -> it.settings().getLast().stored()));
        }
    }

    private RiskNode node(String name, DatabaseConfig where) throws Exception {
        Map<String, AccountLimits> accounts = new LinkedHashMap<>();
        for (String account : ACCOUNTS) {
            AccountLimits main =
                    Fixtures.limits(
                            TradingState.ACTIVE, "1000", "2500", "4000", Fixtures.withoutRates());
            accounts.put(
                    account,
                    new AccountLimits(
                            account,
                            main.currency(),
                            main.tradingState(),
                            main.maxOrderNotional(),
                            main.maxSymbolExposure(),
                            main.maxAccountExposure(),
                            main.maxDailyLossAmount(),
                            main.guards()));
        }
        RiskNode node =
                new RiskNode(
                        cluster,
                        name,
                        new RiskConfig(
                                accounts,
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(1)),
                        where,
                        List.of());
        nodes.add(node);
        await(name, () -> node.seen().contains(name));
        return node;
    }

    private CheckOrder order(String account) {
        return entry("order-" + orders++).inAccount(account).at(Life.now()).check();
    }

    /// Asks with one order after the other until one is approved; returns it.
    private CheckOrder approved(RiskNode node, String account) {
        AtomicReference<CheckOrder> asked = new AtomicReference<>();
        until(
                "an approval of " + account,
                () -> {
                    asked.set(order(account));
                    return node.check(asked.get()).approved();
                });
        return asked.get();
    }

    private static void losses(RiskNode node, int count) {
        for (int i = 0; i < count; i++) {
            node.publish(Fixtures.closed("bot-1", "-1", Instant.now()));
        }
    }

    private static String fired(RiskNode node) {
        List<String> fired = new ArrayList<>();
        await(
                "a breaker",
                () -> {
                    for (Event event = node.events.poll();
                            event != null;
                            event = node.events.poll()) {
                        if (event instanceof CircuitBreakerFired it) {
                            fired.add(it.breaker());
                        }
                    }
                    return !fired.isEmpty();
                });
        return fired.getFirst();
    }

    private static double decidedBy(RiskNode node) {
        return node.meters.get("tickmesh.risk.approved").counter().count();
    }

    private static boolean decidesMain(RiskNode node) {
        return !Double.isNaN(
                node.meters.get("tickmesh.risk.state").tag("account", "main").gauge().value());
    }

    private static void awaitBoth(RiskNode one, RiskNode two) {
        Set<String> both = Set.of(one.name(), two.name());
        await("both nodes", () -> one.seen().equals(both) && two.seen().equals(both));
    }

    /// Asks again while no node answers, as long as an account moves.
    private static void until(String what, Callable<Boolean> condition) {
        await(
                what,
                () -> {
                    try {
                        return condition.call();
                    } catch (Exception _) {
                        return false;
                    }
                });
    }
}
