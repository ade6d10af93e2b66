package io.tickmesh.acceptance.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `deploy/benchmarks/run crash` kills far more often.
final class CrashIT {
    private static final int KILLS = Integer.getInteger("tickmesh.kills", 6);

    @TempDir Path directory;

    @Test
    void nothingIsLostOrDoubledHoweverOftenTheSystemIsKilled() throws Exception {
        long seed = Long.getLong("tickmesh.seed", System.nanoTime());
        System.out.println("seed " + seed);
        try (CrashRun run = new CrashRun(directory, seed)) {
            assertThat(run.run(KILLS)).as("seed %d", seed).isEmpty();
        }
    }
}
