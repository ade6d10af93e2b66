package io.tickmesh.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickmesh.acceptance.failure.Processes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What nodes share or stand on fails: the database, the network between them, the clock.
@Tag("alone")
@EnabledIfSystemProperty(
        named = "tickmesh.slow",
        matches = ".*",
        disabledReason = "takes minutes: -Dtickmesh.slow")
final class SurroundingsIT {
    private static final Duration DATABASE = Duration.ofSeconds(15);
    private static final Duration CUT = Duration.ofSeconds(12);
    private static final Duration HEALED = Duration.ofSeconds(20);
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final Duration STEPPED = Duration.ofSeconds(20);

    /// The time of a node never goes back: it passes ten times slower until the clock has caught up, and until then the market seems old.
    private static final Duration SET_BACK = STEP.multipliedBy(10).dividedBy(9).plus(STEPPED);

    @TempDir Path directory;

    @Test
    void allNodesGoOnAfterTheDatabaseWasStartedAgain() throws Exception {
        try (Scene scene = Scene.open(directory, "engine-1", "engine-2")) {
            Row row = Row.begin(scene, "database killed, three times");
            for (int i = 0; i < 3; i++) {
                Instant killed = scene.disturbed();

                // when
                Processes.kill(scene.mesh().server().pid());

                // then
                row.decided(null, killed.plusSeconds(1), DATABASE);
                var _ = scene.decided(Scene.now().plusSeconds(3), DATABASE);
            }
            row.judge(_ -> true, 6);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNodeThatIsCutOffDoesNoHarmAndGoesOnWhenItIsNot(Cut.Kind kind) throws Exception {
        assumeThat(Cut.missing());
        try (Scene scene = Scene.open(directory, "engine-1", "engine-2")) {
            Set<String> others = scene.botsOf("engine-2");
            Row row = Row.begin(scene, "%s for %d s, healed".formatted(kind, CUT.toSeconds()));

            // when
            try (Cut _ = scene.mesh().cut("engine-1", kind)) {
                TimeUnit.NANOSECONDS.sleep(CUT.toNanos());
                var _ = scene.decided(others, row.begun().plusSeconds(8), CUT);
            }

            // then
            row.decided(null, scene.disturbed(), HEALED);
            var _ = scene.decided(Scene.now().plusSeconds(5), HEALED);
            row.judge(node -> !node.equals("engine-1"), 4);
        }
    }

    @Test
    void aClockThatIsSetDoesNoHarm() throws Exception {
        assumeThat(SteppedClock.missing());
        SteppedClock clock = new SteppedClock(Files.createDirectory(directory.resolve("clock")));
        try (Scene scene = Scene.open(directory.resolve("mesh"), "engine-1")) {
            var _ =
                    scene.mesh()
                            .start("engine-2", MeshProcesses.ENGINE, clock.environment())
                            .awaitReady();
            scene.settled();
            Set<String> others = scene.botsOf("engine-1");
            assertThat(scene.botsOf("engine-2")).isNotEmpty();
            Row row = Row.begin(scene, "clock set by 30 s, forth and back");

            scene.clocksDiffer(STEP);
            for (Duration step : List.of(STEP, STEP.negated())) {
                // when
                Instant stepped = scene.disturbed();
                clock.set(step);
                TimeUnit.SECONDS.sleep(8);

                // then
                var _ = scene.decided(others, stepped.plusSeconds(5), STEPPED);
                clock.set(Duration.ZERO);
                Instant right = scene.disturbed();
                row.decided(null, right.plusSeconds(1), SET_BACK);
            }
            row.judge(node -> node.equals("engine-1"), 4);
        }
    }

    private static void assumeThat(Optional<String> missing) {
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    }
}
