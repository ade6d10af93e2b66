package io.tickmesh.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.acceptance.system.Rest;
import io.tickmesh.acceptance.system.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Three engines; one of them dies or stands still in the middle of its work.
@Tag("alone")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class LostNodeIT {
    private static final Duration AFTER_KILL = Row.within(Duration.ofSeconds(8));
    private static final Duration AFTER_FREEZE = Row.within(Duration.ofSeconds(12));

    @TempDir static Path directory;

    private static Scene scene;
    private static int moves;

    @BeforeAll
    static void begin() throws Exception {
        scene = Scene.open(directory, "engine-1", "engine-2", "engine-3");
        moves = 2;
        assertThat(scene.mesh().said()).doesNotContain("\tat ");
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
        Row row = Row.begin(scene, "kill -9");

        // when
        scene.mesh().node(lost).kill();

        // then
        row.decided(bots, row.begun(), AFTER_KILL);
        var _ = scene.decided(Scene.now().plusSeconds(3), AFTER_KILL);
        moves += 2;
        row.judge(node -> !node.equals(lost), moves);
    }

    @Test
    @EnabledIfSystemProperty(
            named = "tickmesh.slow",
            matches = ".*",
            disabledReason = "wants a machine of its own: -Dtickmesh.slow")
    void aNodeThatStandsStillForTenSecondsLosesItsBotsAndDoesNothingOldWhenItWakes()
            throws Exception {
        standsStill(Duration.ofSeconds(10));
    }

    @Test
    @EnabledIfSystemProperty(
            named = "tickmesh.slow",
            matches = ".*",
            disabledReason = "takes a minute: -Dtickmesh.slow")
    void aNodeThatStandsStillForThirtySecondsIsTakenBack() throws Exception {
        standsStill(Duration.ofSeconds(30));
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void whereNoEngineIsLeftTheFrontSaysSo() throws Exception {
        for (NodeProcess node : scene.mesh().nodes()) {
            if (node.isAlive() && node.runs(MeshProcesses.ENGINE)) {
                assertThat(node.stop()).as(node.said()).isPresent();
                assertThat(node.said()).contains("Stopping ...").containsPattern("Stopped in \\d+");
            }
        }

        Waiting.until(
                "word of the missing service",
                AFTER_KILL,
                () -> isUnreadyFor("bot-engine"),
                scene.mesh()::said);
    }

    private static void standsStill(Duration length) throws Exception {
        scene.settled();
        String lost = busiest();
        NodeProcess node = scene.mesh().node(lost);
        Set<String> bots = scene.botsOf(lost);
        assertThat(bots).isNotEmpty();
        Row row = Row.begin(scene, "SIGSTOP %d s".formatted(length.toSeconds()));

        // when
        node.freeze();
        row.decided(bots, row.begun(), AFTER_FREEZE);
        Duration left = length.minus(Duration.between(row.begun(), Scene.now()));
        TimeUnit.NANOSECONDS.sleep(left.toNanos());
        Instant thawed = scene.disturbed();
        node.thaw();

        // then
        var _ = node.awaitReady();
        var _ = scene.decided(thawed.plusSeconds(3), Duration.ofSeconds(30));
        assertThat(
                        scene.watch()
                                .signals(signal ->
                                        signal.node().equals(lost)
                                                && signal.published().isAfter(thawed)
                                                && signal.time().isBefore(thawed.minusSeconds(2))))
                .as("decisions on what was old")
                .isEmpty();
        moves += 2;
        row.judge(name -> !name.equals(lost), moves);
    }

    private static boolean isUnreadyFor(String service) {
        try {
            Rest.Answer answer = scene.gateway().send("GET", "/health/ready", "");
            return answer.status() == 503 && answer.body().contains(service);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String busiest() throws Exception {
        return scene.owners().entrySet().stream()
                .max(Comparator.comparingInt(node -> node.getValue().size()))
                .orElseThrow()
                .getKey();
    }
}
