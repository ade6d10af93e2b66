package io.tickmesh.mesh.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickmesh.mesh.cluster.ClusterConfig;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.BotChart;
import io.tickmesh.mesh.request.Bots;
import io.tickmesh.mesh.request.GetBotChart;
import io.tickmesh.mesh.request.GetOrder;
import io.tickmesh.mesh.request.ListBots;
import io.tickmesh.mesh.request.Orders;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A family of three nodes that hides how it shares its work. The last test takes one of them away.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class FamilyIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration HANDED_ON = Duration.ofSeconds(1);
    private static final Set<String> NAMES = Set.of("alpha", "beta", "gamma");
    private static final List<String> KEYS = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i");

    private static final List<ClusterMember> MEMBERS = new ArrayList<>();

    /// Who is asked for the order that nobody finds.
    private static final BlockingQueue<String> SEARCHING = new ArrayBlockingQueue<>(10);

    private static final BlockingQueue<Gathered<Bots>> GATHERED = new ArrayBlockingQueue<>(10);

    @BeforeAll
    static void joins() throws Exception {
        List<ClusterConfig> configs = ClusterMember.configs(NAMES.size());
        for (String name : NAMES.stream().sorted().toList()) {
            ClusterMember member =
                    ClusterMember.start(configs.get(MEMBERS.size()), name, ServiceName.BOT_ENGINE);
            MEMBERS.add(member);
            serves(member.mesh());
        }
        for (ClusterMember member : MEMBERS) {
            member.awaits(NAMES);
        }
        for (ClusterMember asker : MEMBERS) {
            for (String name : NAMES) {
                askUntilVisible(asker, name);
            }
        }
    }

    @AfterAll
    static void leaves() throws Exception {
        for (ClusterMember member : MEMBERS) {
            member.close();
        }
    }

    @Test
    @Order(1)
    void theOwnerAnswersWhicheverNodeIsAsked() throws Exception {
        for (ClusterMember asker : MEMBERS) {
            for (String key : KEYS) {
                String owner = asker.mesh().ownership().owner(key);
                for (int again = 0; again < NAMES.size(); again++) {
                    assertThat(answerer(asker.mesh().ask(new GetBotChart(key, 1), TIMEOUT)))
                            .isEqualTo(owner);
                }
            }
        }
        assertThat(KEYS.stream().map(MEMBERS.getFirst().mesh().ownership()::owner))
                .containsAll(NAMES);
    }

    @Test
    @Order(2)
    void aNodeThatIsAskedAloneAnswersForItself() throws Exception {
        for (ClusterMember asker : MEMBERS) {
            for (String name : NAMES) {
                Mesh mesh = asker.mesh();
                assertThat(answerer(mesh.askNode(name, new GetBotChart("a", 1), TIMEOUT)))
                        .isEqualTo(name);
            }
        }
    }

    @Test
    @Order(3)
    void joinsWhatAllNodesKnow() throws Exception {
        GATHERED.clear();

        ClusterMember.await(MEMBERS.getFirst().mesh().ask(new ListBots(null), TIMEOUT));

        Gathered<Bots> gathered = gathered();
        assertThat(gathered.answers()).containsOnlyKeys(NAMES);
        assertThat(gathered.silent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alpha", "beta", "gamma"})
    @Order(4)
    void joinsWithoutANodeThatSaysNothingAlsoIfThatIsTheOneThatJoins(String name) throws Exception {
        for (ClusterMember joining : MEMBERS) {
            GATHERED.clear();

            Future<Bots> joined = joining.mesh().askNear(new ListBots(name), TIMEOUT);

            ClusterMember.await(joined);
            Gathered<Bots> gathered = gathered();
            assertThat(gathered.answers()).hasSize(2).doesNotContainKey(name);
            assertThat(gathered.silent()).containsExactly(name);
        }
    }

    @Test
    @Order(5)
    void aNodeThatRegistersAnewIsHeardAgain() throws Exception {
        ClusterMember beta = MEMBERS.get(1);

        ClusterMember.await(beta.node().renew());

        for (ClusterMember asker : MEMBERS) {
            assertThat(askUntilVisible(asker, "beta")).isEqualTo("beta");
            for (String key : KEYS) {
                assertThat(answerer(asker.mesh().ask(new GetBotChart(key, 1), TIMEOUT)))
                        .isEqualTo(asker.mesh().ownership().owner(key));
            }
        }
    }

    @Test
    @Order(6)
    void anOwnerThatDiesWhileItIsAskedCostsATimeoutAndAnotherTakesItsKeys() throws Exception {
        ClusterMember asker = MEMBERS.getFirst();
        ClusterMember victim = MEMBERS.removeLast();
        String key = ownedBy("gamma", asker);
        Future<Orders> asked = asker.mesh().ask(new GetOrder(key), TIMEOUT);
        assertThat(SEARCHING.poll(5, TimeUnit.SECONDS)).isEqualTo("gamma");

        victim.close();

        assertThatThrownBy(() -> ClusterMember.await(asked))
                .cause()
                .isInstanceOfSatisfying(
                        RequestFailedException.class,
                        e -> assertThat(e.failure()).isEqualTo(Failure.TIMEOUT));
        for (ClusterMember survivor : MEMBERS) {
            survivor.awaits(Set.of("alpha", "beta"));
            for (String any : KEYS) {
                assertThat(answerer(survivor.mesh().ask(new GetBotChart(any, 1), TIMEOUT)))
                        .isEqualTo(asker.mesh().ownership().owner(any))
                        .isIn("alpha", "beta");
            }
        }
    }

    private static void serves(Mesh mesh) throws Exception {
        ClusterMember.await(
                mesh.serveOwned(
                        GetBotChart.class,
                        GetBotChart::bot,
                        HANDED_ON,
                        request -> Future.succeededFuture(chart(request, mesh.node()))));
        ClusterMember.await(
                mesh.serveOwned(
                        GetOrder.class,
                        GetOrder::orderId,
                        HANDED_ON,
                        _ -> {
                            SEARCHING.add(mesh.node());
                            return Promise.<Orders>promise().future();
                        }));
        ClusterMember.await(
                mesh.serveJoined(
                        ListBots.class,
                        HANDED_ON,
                        request ->
                                mesh.node().equals(request.bot())
                                        ? Promise.<Bots>promise().future()
                                        : Future.succeededFuture(new Bots(List.of())),
                        (_, gathered) -> {
                            GATHERED.add(gathered);
                            return Future.succeededFuture(new Bots(List.of()));
                        }));
    }

    private static BotChart chart(GetBotChart request, String node) {
        return new BotChart(request.bot(), node, Interval.M1, List.of(), List.of());
    }

    private static String answerer(Future<BotChart> chart) throws Exception {
        return ClusterMember.await(chart).symbol();
    }

    /// A new registration reaches the other node a little later than its own completion says.
    private static String askUntilVisible(ClusterMember asker, String name) throws Exception {
        GetBotChart request = new GetBotChart("a", 1);
        return answerer(
                asker.mesh()
                        .askNode(name, request, TIMEOUT)
                        .recover(_ ->
                                asker.vertx()
                                        .timer(500)
                                        .compose(_ ->
                                                asker.mesh().askNode(name, request, TIMEOUT))));
    }

    private static String ownedBy(String node, ClusterMember asker) {
        return KEYS.stream()
                .filter(key -> asker.mesh().ownership().owner(key).equals(node))
                .findFirst()
                .orElseThrow();
    }

    private static Gathered<Bots> gathered() throws InterruptedException {
        Gathered<Bots> gathered = GATHERED.poll(5, TimeUnit.SECONDS);
        assertThat(gathered).isNotNull();
        return gathered;
    }
}
