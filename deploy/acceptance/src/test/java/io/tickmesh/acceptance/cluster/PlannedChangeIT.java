package io.tickmesh.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Nodes come and go because somebody wants it.
@Tag("alone")
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
            Row row = Row.begin(scene, "SIGTERM");

            // when
            assertThat(scene.mesh().node("engine-1").stop())
                    .hasValueSatisfying(took -> assertThat(took).isLessThan(STOP));

            // then
            row.decided(bots, row.begun(), ORDERLY);
            var _ = scene.decided(Scene.now().plusSeconds(3), ORDERLY);
            row.decidedOnEveryCandle();
            row.judge(node -> !node.equals("engine-1"), 1);
        }
    }

    @Test
    void everyNodeCanBeReplacedWhileTheFleetTrades() throws Exception {
        try (Scene scene = Scene.open(directory, "engine-1", "engine-2")) {
            NodeProcess second = scene.mesh().start("front-2", MeshProcesses.FRONT).awaitReady();
            Row row = Row.begin(scene, "rolling restart");

            // when
            for (String old : List.of("engine-1", "engine-2")) {
                var _ = scene.mesh().start(old + "b", MeshProcesses.ENGINE).awaitReady();
                scene.settled();
                Instant told = scene.disturbed();
                var _ = scene.mesh().node(old).stop();
                row.decided(null, told, ORDERLY.multipliedBy(2));
            }
            scene.watchThrough(second);
            Instant told = scene.disturbed();
            var _ = scene.mesh().node(Scene.FRONT).stop();

            // then
            row.decided(null, told.plusSeconds(1), ORDERLY.multipliedBy(2));
            assertThat(scene.owners().keySet())
                    .containsExactlyInAnyOrder("engine-1b", "engine-2b", "front-2");
            row.decidedOnEveryCandle();
            row.judge(_ -> true, 4);
        }
    }

    @Test
    void botsAreSharedWithTwoNodesThatComeAtOnceAndGoBackWhenTheyLeave() throws Exception {
        try (Scene scene = Scene.open(directory, "engine-1")) {
            int all = scene.botsOf("engine-1").size();
            Row grown = Row.begin(scene, "two nodes start at once, 1 -> 3");

            // when
            List<NodeProcess> more = new ArrayList<>();
            more.add(scene.mesh().start("engine-2", MeshProcesses.ENGINE));
            more.add(scene.mesh().start("engine-3", MeshProcesses.ENGINE));
            for (NodeProcess node : more) {
                var _ = node.awaitReady();
            }

            // then
            Instant ready = Scene.now();
            scene.settled();
            grown.decided(null, ready.plusSeconds(2), SHARE);
            Map<String, Set<String>> owners = scene.owners();
            assertThat(owners.values().stream().mapToInt(Set::size).sum()).isEqualTo(all);
            assertThat(scene.botsOf("engine-1")).isNotEmpty().hasSizeLessThan(all);
            assertThat(scene.botsOf("engine-2")).isNotEmpty();
            assertThat(scene.botsOf("engine-3")).isNotEmpty();
            grown.decidedOnEveryCandle();
            grown.judge(_ -> true, 2);

            // when
            Row shrunk = Row.begin(scene, "scale 3 -> 1");
            for (NodeProcess node : more) {
                var _ = node.stop();
            }

            // then
            shrunk.decided(null, shrunk.begun().plusSeconds(1), ORDERLY.multipliedBy(2));
            scene.settled();
            assertThat(scene.botsOf("engine-1")).hasSize(all);
            var _ = scene.decided(Scene.now().plusSeconds(3), ORDERLY);
            shrunk.decidedOnEveryCandle();
            shrunk.judge(node -> node.equals("engine-1"), 4);
        }
    }
}
