package io.tickmesh.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.acceptance.system.Waiting;
import io.tickmesh.mesh.market.Interval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// market-stream and risk-service run twice; one of the two processes of a service dies, and the engines live.
@Tag("alone")
@EnabledIfSystemProperty(
        named = "tickmesh.slow",
        matches = ".*",
        disabledReason = "takes minutes: -Dtickmesh.slow")
final class LostServiceIT {
    private static final Duration AFTER_KILL = Duration.ofSeconds(8);
    private static final Duration SHARED = Duration.ofSeconds(60);

    /// What is on its way when a process dies still comes.
    private static final Duration ON_ITS_WAY = Duration.ofMillis(200);

    private static final String MARKET = "market";

    /// Of this name and that of the front it is this one to which the busiest account falls.
    private static final String RISK = "risk-2";

    /// Accounts that trade on whatever happens.
    private static final Set<String> BUSY = Set.of("main", "large");

    @TempDir static Path directory;

    private static Scene scene;

    @BeforeAll
    static void begin() throws Exception {
        scene =
                Scene.open(
                        directory,
                        Map.of(MARKET, MeshProcesses.MARKET, RISK, MeshProcesses.RISK),
                        "engine-1");
    }

    @AfterAll
    static void end() throws Exception {
        if (scene != null) {
            scene.close();
        }
    }

    @Test
    void symbolsOfAKilledNodeAreStreamedElsewhereAndNoCandleIsMissed() throws Exception {
        Set<String> symbols = ownedBy(MARKET, "symbols", Set.of());
        Set<String> bots =
                scene.gateway().items("/api/v1/bots").stream()
                        .filter(bot -> symbols.contains(bot.path("symbol").asText()))
                        .map(bot -> bot.path("id").asText())
                        .collect(Collectors.toSet());
        Row row = Row.begin(scene, "kill -9 of a market-stream");

        // when
        scene.mesh().node(MARKET).kill();

        // then
        row.decided(bots, scene.disturbed().plus(ON_ITS_WAY), AFTER_KILL);
        var _ = scene.decided(Scene.now().plusSeconds(3), AFTER_KILL);
        Set<String> all = scene.owners("symbols").getOrDefault(Scene.FRONT, Set.of());
        assertThat(all).containsAll(symbols).hasSizeGreaterThan(symbols.size());
        row.toldEveryCandle(all, Interval.S1);
        row.toldEveryCandle(all, Interval.M1);
        row.judge(node -> !node.equals(MARKET), 0);
    }

    @Test
    void accountsOfAKilledNodeAreWatchedElsewhereAndOrdersGoOn() throws Exception {
        Set<String> accounts = ownedBy(RISK, "accounts", BUSY);
        Row row = Row.begin(scene, "kill -9 of a risk-service");

        // when
        scene.mesh().node(RISK).kill();

        // then
        Instant killed = scene.disturbed();
        row.ordered(accounts, killed.plus(ON_ITS_WAY), AFTER_KILL);
        row.decided(null, killed.plus(ON_ITS_WAY), AFTER_KILL);
        row.ordered(BUSY, Scene.now(), AFTER_KILL);
        assertThat(scene.owners("accounts").get(Scene.FRONT)).containsAll(accounts);
        row.judge(node -> !node.equals(RISK), 0);
    }

    /// Waits until a node has something to lose.
    ///
    /// @param counted what counts, everything if it is empty
    private static Set<String> ownedBy(String node, String what, Collection<String> counted) {
        Set<String> owned = new TreeSet<>();
        Waiting.until(
                what + " of " + node,
                SHARED,
                () -> {
                    owned.clear();
                    owned.addAll(owners(what).getOrDefault(node, Set.of()));
                    if (!counted.isEmpty()) {
                        owned.retainAll(counted);
                    }
                    return !owned.isEmpty();
                },
                () -> "%s%n%s".formatted(owners(what), scene.mesh().said()));
        return Set.copyOf(owned);
    }

    private static Map<String, Set<String>> owners(String what) {
        try {
            return scene.owners(what);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
