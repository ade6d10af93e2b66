package io.tickmesh.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Three engines; one of them dies or stands still in the middle of its work.
@EnabledIfSystemProperty(
        named = "tickmesh.slow",
        matches = ".*",
        disabledReason = "takes minutes: -Dtickmesh.slow")
final class LostNodeIT {
    /// Where other tests use the same processors, nobody can promise more than half of it.
    private static final int TIMES = System.getProperty("tickmesh.slow") == null ? 2 : 1;

    private static final Duration AFTER_KILL = Duration.ofSeconds(8L * TIMES);
    private static final Duration AFTER_FREEZE = Duration.ofSeconds(12L * TIMES);
    private static final double LATENCY_MILLIS = TIMES == 1 ? 250 : 1_500;

    @TempDir static Path directory;

    private static Scene scene;
    private static int moves;
    private static int starts;

    @BeforeAll
    static void begin() throws Exception {
        scene = Scene.open(directory, "engine-1", "engine-2", "engine-3");
        starts = 3;
        moves = 2;
    }

    @AfterAll
    static void end() throws Exception {
        if (scene != null) {
            scene.close();
        }
    }

    @Test
    void botsOfAKilledNodeDecideAgainElsewhereAndNoOrderIsLostOrDoubled() throws Exception {
        scene.settled();
        String lost = busiest();
        Set<String> bots = scene.botsOf(lost);
        assertThat(bots).isNotEmpty();
        Instant killed = scene.disturbed();

        // when
        scene.mesh().node(lost).kill();

        // then
        Duration took = scene.decided(bots, killed, AFTER_KILL);
        System.out.println("killed: %d bots decide again after %s".formatted(bots.size(), took));
        TimeUnit.SECONDS.sleep(3);
        survivorsWereNotDisturbed(lost, killed);
        // Another one takes its place.
        starts++;
        var _ = scene.mesh().start("engine-" + starts, MeshProcesses.ENGINE).awaitReady();
        scene.settled();
        var _ = scene.decided(scene.disturbed(), Duration.ofSeconds(30));
        moves += 2;
        nothingIsWrong();
    }

    @Test
    void aNodeThatStandsStillForTenSecondsLosesItsBotsAndDoesNothingOldWhenItWakes()
            throws Exception {
        standsStill(Duration.ofSeconds(10));
    }

    @Test
    void aNodeThatStandsStillForThirtySecondsIsTakenBack() throws Exception {
        standsStill(Duration.ofSeconds(30));
    }

    private static void standsStill(Duration length) throws Exception {
        scene.settled();
        String lost = busiest();
        NodeProcess node = scene.mesh().node(lost);
        Set<String> bots = scene.botsOf(lost);
        assertThat(bots).isNotEmpty();
        Instant frozen = scene.disturbed();

        // when
        node.freeze();
        Duration took = scene.decided(bots, frozen, AFTER_FREEZE);
        System.out.println("frozen: %d bots decide again after %s".formatted(bots.size(), took));
        TimeUnit.NANOSECONDS.sleep(length.minus(Duration.between(frozen, Instant.now())).toNanos());
        Instant thawed = scene.disturbed();
        node.thaw();

        // then
        var _ = node.awaitReady();
        var _ = scene.decided(thawed.plusSeconds(3), Duration.ofSeconds(30));
        survivorsWereNotDisturbed(lost, frozen);
        assertThat(
                        scene.watch()
                                .signals(signal ->
                                        signal.node().equals(lost)
                                                && signal.published().isAfter(thawed)
                                                && signal.time().isBefore(thawed.minusSeconds(2))))
                .as("decisions on what was old")
                .isEmpty();
        moves += 2;
        nothingIsWrong();
    }

    private static String busiest() throws Exception {
        return scene.owners().entrySet().stream()
                .max(Comparator.comparingInt(node -> node.getValue().size()))
                .orElseThrow()
                .getKey();
    }

    private static void survivorsWereNotDisturbed(String lost, Instant since) {
        Watch.Latency latency =
                scene.watch()
                        .latency(signal ->
                                signal.received().isAfter(since) && !signal.node().equals(lost));
        System.out.println("signals of the others: " + latency);
        assertThat(latency.signals()).isPositive();
        assertThat(latency.p99Millis()).isLessThan(LATENCY_MILLIS);
    }

    private static void nothingIsWrong() throws Exception {
        assertThat(scene.findings()).isEmpty();
        assertThat(scene.doubleOwners(moves)).isEqualTo(List.of());
    }
}
