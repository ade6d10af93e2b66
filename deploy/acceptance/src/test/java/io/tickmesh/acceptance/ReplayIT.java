package io.tickmesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Replays the hour in which bitcoin fell from 38,000 to 30,000 dollars.
final class ReplayIT {
    private static final Path CANDLES = Platform.data().resolve("candles/1m");

    private static final Duration QUIET = Duration.ofSeconds(3);

    @BeforeAll
    static void needsRecordedData() {
        assumeTrue(
                Files.isDirectory(CANDLES),
                "skipped: there are no recorded candles at ../shared/data/candles/1m");
    }

    @Test
    void theSameDataGiveTheSameOrders() throws Exception {
        Run first = replay();
        Run second = replay();

        assertThat(first.orders).hasSizeGreaterThan(50);
        assertThat(second.orders).isEqualTo(first.orders);
        assertThat(second.fills).isEqualTo(first.fills);
        assertThat(second.accounts).isEqualTo(first.accounts);
    }

    private record Run(List<JsonNode> orders, List<JsonNode> fills, List<JsonNode> accounts) {}

    private static Run replay() throws Exception {
        Map<String, String> settings =
                Map.of(
                        "feed.kind", "replay",
                        "replay.data", CANDLES.toString(),
                        "replay.from", "2021-05-19T12:30:00Z",
                        "replay.to", "2021-05-19T13:30:00Z",
                        "replay.speed", "0");
        try (Platform platform = Platform.start(settings);
                EventLog events = platform.events("?types=BotFailed,FeedStatusChanged")) {
            assertThat(platform.awaitReplay(Duration.ofMinutes(2))).isTrue();
            Run run = settled(platform);
            assertThat(events.of("BotFailed")).isEmpty();
            assertThat(platform.get("/api/v1/bots").get("items"))
                    .allMatch(bot -> bot.get("status").asText().equals("RUNNING"));
            Books.verify(run.fills, platform.items("/api/v1/positions"), run.accounts);
            return run;
        }
    }

    /// The exchange has sent its last bar; what it caused may come up to a second or so later.
    private static Run settled(Platform platform) {
        Run[] last = {read(platform)};
        long[] since = {System.nanoTime()};
        assertThat(
                        Platform.until(
                                Duration.ofSeconds(30),
                                () -> {
                                    Run now = read(platform);
                                    if (!now.equals(last[0])) {
                                        last[0] = now;
                                        since[0] = System.nanoTime();
                                    }
                                    return System.nanoTime() - since[0] > QUIET.toNanos();
                                }))
                .isTrue();
        return last[0];
    }

    private static Run read(Platform platform) {
        try {
            return new Run(
                    platform.all("/api/v1/orders"),
                    platform.all("/api/v1/fills"),
                    platform.items("/api/v1/portfolio"));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
