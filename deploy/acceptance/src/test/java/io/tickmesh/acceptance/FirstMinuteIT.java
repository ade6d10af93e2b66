package io.tickmesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a person sees in the first minute after `deploy/run`, with the configuration that ships.
final class FirstMinuteIT {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static Platform platform;
    private static EventLog events;

    @BeforeAll
    static void starts() throws Exception {
        platform = Platform.start(Map.of());
        events = platform.events("");
    }

    @AfterAll
    static void stops() throws Exception {
        events.close();
        platform.close();
    }

    @Test
    void showsTheWholeWayFromPriceToPosition() {
        List<String> wanted =
                List.of(
                        "PriceUpdated",
                        "CandleClosed",
                        "SignalGenerated",
                        "RiskApproved",
                        "OrderPlaced",
                        "OrderFilled",
                        "PositionOpened",
                        "EquitySnapshotTaken");

        assertThat(Platform.until(MINUTE, () -> events.counts().keySet().containsAll(wanted)))
                .as("seen: %s", events.counts())
                .isTrue();
    }

    @Test
    void runsAllBotsOnAllSymbols() throws Exception {
        List<JsonNode> bots = new ArrayList<>();
        assertThat(
                        Platform.until(
                                MINUTE,
                                () -> {
                                    bots.clear();
                                    bots.addAll(botsNow());
                                    return bots.stream()
                                            .allMatch(bot ->
                                                    bot.get("status").asText().equals("RUNNING"));
                                }))
                .as("states: %s", bots)
                .isTrue();

        Set<String> symbols = new HashSet<>();
        bots.forEach(bot -> symbols.add(bot.get("symbol").asText()));
        assertThat(bots).hasSize(45);
        assertThat(symbols).hasSize(25);
        assertThat(platform.get("/api/v1/symbols").get("items")).hasSize(25);
    }

    @Test
    void goesOnTellingThatItLives() {
        long before = pricesTold();

        assertThat(Platform.until(MINUTE, () -> pricesTold() > before)).isTrue();
    }

    /// What the last heartbeat of the node said of an inbox that never rests.
    private static long pricesTold() {
        try {
            return platform.get("/api/v1/cluster")
                    .get("nodes")
                    .get(0)
                    .get("inboxes")
                    .get("gateway.prices")
                    .get("offered")
                    .asLong();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void positionsCashAndEquityAddUpToTheLastDigit() {
        assertThat(Platform.until(MINUTE, () -> events.counts().containsKey("PositionClosed")))
                .isTrue();

        // The three lists are asked for one after the other: compare only when nothing was traded
        // and no price moved meanwhile.
        assertThat(Platform.until(MINUTE, this::verifiedAtOneMoment)).isTrue();
    }

    @Test
    void aFillCanBeWalkedBackToItsTick() throws Exception {
        assertThat(Platform.until(MINUTE, () -> !events.of("PositionOpened").isEmpty())).isTrue();
        Map<String, JsonNode> byId = new HashMap<>();
        for (String type :
                List.of("CandleClosed", "SignalGenerated", "OrderPlaced", "OrderFilled")) {
            events.of(type).forEach(event -> byId.put(event.get("id").asText(), event));
        }
        List<String> way = new ArrayList<>();

        JsonNode event = events.of("PositionOpened").getFirst();
        while (event != null) {
            way.add(event.get("type").asText());
            event = byId.get(event.get("cause").asText());
        }

        assertThat(way)
                .containsExactly(
                        "PositionOpened",
                        "OrderFilled",
                        "OrderPlaced",
                        "SignalGenerated",
                        "CandleClosed");
    }

    @Test
    void tellsPrometheusEveryMeterThatAlertsAndDashboardsName() throws Exception {
        Set<String> missing = new HashSet<>(WatchedMeters.ofAlerts());
        missing.addAll(WatchedMeters.ofDashboards());

        // Some exist from their first use on.
        assertThat(
                        Platform.until(
                                MINUTE,
                                () -> {
                                    missing.removeAll(metersNow());
                                    return missing.isEmpty();
                                }))
                .as("missing: %s", missing)
                .isTrue();
    }

    private static Set<String> metersNow() {
        try {
            return WatchedMeters.exported(platform.metrics());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private boolean verifiedAtOneMoment() {
        try {
            List<JsonNode> accounts = platform.items("/api/v1/portfolio");
            List<JsonNode> positions = platform.items("/api/v1/positions");
            List<JsonNode> fills = platform.all("/api/v1/fills");
            if (!accounts.equals(platform.items("/api/v1/portfolio"))) {
                return false;
            }
            Books.verify(fills, positions, accounts);
            return true;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static List<JsonNode> botsNow() {
        try {
            List<JsonNode> bots = new ArrayList<>();
            platform.get("/api/v1/bots").get("items").forEach(bots::add);
            return bots;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
