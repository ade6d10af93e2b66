package io.tickmesh.acceptance.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `deploy/benchmarks/run outage` keeps the database away for longer.
final class DatabaseAwayIT {
    @TempDir Path directory;

    @Test
    void nothingIsSentWithoutTheDatabaseAndTradingResumesByItself() throws Exception {
        try (OutageRun run = new OutageRun(directory)) {
            assertThat(run.run(List.of(OutageRun.Way.values()), Duration.ofSeconds(10))).isEmpty();
        }
    }
}
