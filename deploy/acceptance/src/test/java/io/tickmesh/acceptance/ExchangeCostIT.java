package io.tickmesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickmesh.simulator.SimulatorCounters;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// One feed and one budget of request weight serve all bots: what one bot costs the exchange, 45 bots cost.
final class ExchangeCostIT {
    private static final Duration WAIT = Duration.ofSeconds(60);
    private static final int SYMBOLS = 25;
    private static final int INTERVALS = 4;

    /// The audit asks by the clock, whoever trades: it would only blur the count.
    private static final Map<String, String> QUICK =
            Map.of("bots.start-stagger", "10ms", "feed.audit-every", "24h");

    @Test
    void fortyFiveBotsCostTheExchangeWhatOneCosts() throws Exception {
        SimulatorCounters one;
        try (Platform platform = Platform.startWithOneBot(QUICK)) {
            one = afterSomeTrading(platform, 1);
        }
        SimulatorCounters fleet;
        try (Platform platform = Platform.start(QUICK)) {
            fleet = afterSomeTrading(platform, 45);
        }

        assertThat(fleet.restRequests()).isEqualTo(one.restRequests());
        assertThat(fleet.restRequests()).containsEntry("klines", (long) SYMBOLS * INTERVALS);
        assertThat(fleet.weightUsed()).isEqualTo(one.weightUsed());
        assertThat(fleet.subscriptions()).isEqualTo(one.subscriptions());
        assertThat(fleet.connectionsOpened()).isEqualTo(one.connectionsOpened()).isEqualTo(1);
    }

    /// Counted when all bots decide and some seconds of candles have come.
    private static SimulatorCounters afterSomeTrading(Platform platform, int bots)
            throws Exception {
        try (EventLog events = platform.events("?types=CandleClosed&symbols=BTCUSDT")) {
            assertThat(
                            Platform.until(
                                    WAIT,
                                    () ->
                                            running(platform) == bots
                                                    && events.of("CandleClosed").size() >= 15))
                    .as("%d of %d bots run", running(platform), bots)
                    .isTrue();
        }
        return platform.simulator().counters();
    }

    private static long running(Platform platform) {
        try {
            long running = 0;
            for (JsonNode bot : platform.items("/api/v1/bots")) {
                running += bot.get("status").asText().equals("RUNNING") ? 1 : 0;
            }
            return running;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
