package io.tickmesh.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Nodes come and go because somebody wants it.
@EnabledIfSystemProperty(
        named = "tickmesh.slow",
        matches = ".*",
        disabledReason = "takes minutes: -Dtickmesh.slow")
final class PlannedChangeIT {
    private static final Duration ORDERLY = Duration.ofSeconds(8);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final Duration SHARE = Duration.ofSeconds(30);

    @TempDir Path directory;

    @Test
    void botsOfAStoppedNodeGoOnElsewhere() throws Exception {
        try (Scene scene = Scene.open(directory, "engine-1", "engine-2")) {
            Set<String> bots = scene.botsOf("engine-1");
            Instant told = scene.disturbed();

            // when
            assertThat(scene.mesh().node("engine-1").stop())
                    .hasValueSatisfying(took -> assertThat(took).isLessThan(STOP));

            // then
            Duration took = scene.decided(bots, told, ORDERLY);
            System.out.println(
                    "stopped: %d bots decide again after %s".formatted(bots.size(), took));
            nothingIsWrong(scene, 1);
        }
    }

    @Test
    void everyNodeCanBeReplacedWhileTheFleetTrades() throws Exception {
        try (Scene scene = Scene.open(directory, "engine-1", "engine-2")) {
            NodeProcess second = scene.mesh().start("front-2", MeshProcesses.FRONT).awaitReady();

            // when
            for (String old : List.of("engine-1", "engine-2")) {
                var _ = scene.mesh().start(old + "b", MeshProcesses.ENGINE).awaitReady();
                Instant told = scene.disturbed();
                var _ = scene.mesh().node(old).stop();
                var _ = scene.decided(told, ORDERLY.multipliedBy(2));
            }
            scene.watchThrough(second);
            Instant told = scene.disturbed();
            var _ = scene.mesh().node(Scene.FRONT).stop();

            // then
            Duration took = scene.decided(told.plusSeconds(1), ORDERLY.multipliedBy(2));
            System.out.println("all replaced, decides again after %s".formatted(took));
            assertThat(scene.owners().keySet())
                    .containsExactlyInAnyOrder("engine-1b", "engine-2b", "front-2");
            nothingIsWrong(scene, 1);
        }
    }

    @Test
    void botsAreSharedWithTwoNodesThatComeAtOnceAndGoBackWhenTheyLeave() throws Exception {
        try (Scene scene = Scene.open(directory, "engine-1")) {
            int all = scene.botsOf("engine-1").size();
            Instant grown = scene.disturbed();

            // when
            List<NodeProcess> more = new ArrayList<>();
            more.add(scene.mesh().start("engine-2", MeshProcesses.ENGINE));
            more.add(scene.mesh().start("engine-3", MeshProcesses.ENGINE));
            for (NodeProcess node : more) {
                var _ = node.awaitReady();
            }

            // then
            Instant ready = Instant.now();
            scene.settled();
            var _ = scene.decided(ready.plusSeconds(2), SHARE);
            Map<String, Set<String>> owners = scene.owners();
            System.out.println(
                    "grown after %s to %s".formatted(Duration.between(grown, ready), owners));
            assertThat(owners.values().stream().mapToInt(Set::size).sum()).isEqualTo(all);
            assertThat(scene.botsOf("engine-1")).isNotEmpty().hasSizeLessThan(all);
            assertThat(scene.botsOf("engine-2")).isNotEmpty();
            assertThat(scene.botsOf("engine-3")).isNotEmpty();

            // when
            Instant shrunk = scene.disturbed();
            for (NodeProcess node : more) {
                var _ = node.stop();
            }

            // then
            Duration took = scene.decided(shrunk.plusSeconds(1), ORDERLY.multipliedBy(2));
            System.out.println("shrunk, decides again after %s".formatted(took));
            scene.settled();
            assertThat(scene.botsOf("engine-1")).hasSize(all);
            TimeUnit.SECONDS.sleep(3);
            nothingIsWrong(scene, 4);
        }
    }

    private static void nothingIsWrong(Scene scene, int moves) throws Exception {
        assertThat(scene.findings()).isEmpty();
        assertThat(scene.doubleOwners(moves)).isEqualTo(List.of());
    }
}
