package io.tickmesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An exchange that misbehaves costs prices for a moment, never a candle, a bot, or the truth about the feed.
final class FeedFaultsIT {
    private static final Duration WAIT = Duration.ofSeconds(30);

    private static Platform platform;
    private static EventLog events;

    @BeforeAll
    static void starts() throws Exception {
        platform =
                Platform.start(
                        Map.of(
                                "feed.stale-after", "2s",
                                "feed.binance.reconnect-first", "200ms",
                                "feed.binance.reconnect-cap", "1s",
                                "feed.binance.request-timeout", "2s"));
        events = platform.events("?types=FeedStatusChanged,CandleClosed");
        assertThat(
                        Platform.until(
                                WAIT, () -> allBotsRun() && events.of("CandleClosed").size() > 100))
                .isTrue();
    }

    @AfterAll
    static void stops() throws Exception {
        events.close();
        platform.close();
    }

    @Test
    void aCutConnectionIsRestoredAndWhatWasMissedIsFetched() throws Exception {
        int before = events.of("FeedStatusChanged").size();
        Platform.await(platform.simulator().refuseConnections(Duration.ofSeconds(4)));

        Platform.await(platform.simulator().cutConnections());

        awaitsStatus(before, "RECONNECTING");
        awaitsStatus(before, "CONNECTED");
        awaitsStatus(before, "BACKFILLED");
        assertThat(events.of("CandleClosed")).anyMatch(e -> e.get("backfilled").asBoolean());
        candlesAreThoseOfTheExchange();
    }

    @Test
    void silenceIsSeenAndEndsInANewConnection() throws Exception {
        int before = events.of("FeedStatusChanged").size();

        Platform.await(platform.simulator().silence(true));
        awaitsStatus(before, "STALE");
        Platform.await(platform.simulator().silence(false));

        awaitsStatus(before, "CONNECTED");
        candlesAreThoseOfTheExchange();
    }

    @Test
    void malformedMessagesAreCountedAndNothingElse() throws Exception {
        long before = malformed();
        List<String> damaged =
                List.of(
                        "",
                        "{",
                        "null",
                        "[[[[[[[[[[",
                        "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"p\":\"x\"}}",
                        "{\"stream\":\"btcusdt@kline_1s\",\"data\":{\"e\":\"kline\",\"k\":{\"x\":true}}}",
                        "x".repeat(100_000));

        for (String text : damaged) {
            Platform.await(platform.simulator().sendToAll(text));
        }

        assertThat(Platform.until(WAIT, () -> malformed() > before)).isTrue();
        candlesAreThoseOfTheExchange();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'kind':'cut'}",
                "{'kind':'cut','stream':'*@trade','afterMessages':200}",
                "{'kind':'cut','everyMilliseconds':1500}",
                "{'kind':'silence','stream':'*@kline_1s','forMilliseconds':3000}",
                "{'kind':'silence','stream':'btcusdt@bookTicker'}",
                "{'kind':'gap','stream':'*@kline_*','messages':60,'closingCandles':true}",
                "{'kind':'gap','messages':2000,'probability':0.3}",
                "{'kind':'duplicate','messages':2000}",
                "{'kind':'reorder','messages':1000,'behind':7,'probability':0.5}",
                "{'kind':'delay','milliseconds':1500,'forMilliseconds':3000}",
                "{'kind':'malformed','messages':50,'form':'truncated','probability':0.2}",
                "{'kind':'malformed','messages':50,'form':'garbage','probability':0.2}",
                "{'kind':'malformed','messages':50,'form':'wrong-types','probability':0.2}",
                "{'kind':'malformed','messages':2,'form':'binary'}",
                "{'kind':'malformed','messages':1,'form':'huge'}",
                "{'kind':'shutdown','cutAfterMilliseconds':1000}",
                "{'kind':'refuse','forMilliseconds':2000} + {'kind':'cut'}",
                "{'kind':'ban','forMilliseconds':3000} + {'kind':'cut'}",
                "{'kind':'ban','status':429,'forMilliseconds':3000} + {'kind':'cut'}",
                "{'kind':'rest-error','requests':10} + {'kind':'cut'}",
                "{'kind':'rest-delay','milliseconds':1500,'requests':5} + {'kind':'cut'}",
                "{'kind':'rest-dribble','endpoint':'time','requests':2} + {'kind':'cut'}",
                "{'kind':'rest-hang','requests':3} + {'kind':'cut'}",
                "{'kind':'clock-skew','milliseconds':1500} + {'kind':'cut'}",
                "{'kind':'clock-skew','milliseconds':-1500} + {'kind':'cut'}"
            })
    void noFaultCostsACandle(String faults) throws Exception {
        Map<String, Long> struckBefore = platform.simulator().counters().faultsApplied();
        List<String> kinds = new ArrayList<>();
        for (String fault : faults.split(" \\+ ", -1)) {
            platform.simulatorControl("POST", "/control/faults", fault.replace('\'', '"'));
            kinds.add(fault.split("'", -1)[3]);
        }
        int seen = events.of("CandleClosed").size();
        assertThat(Platform.until(WAIT, () -> events.of("CandleClosed").size() > seen + 75))
                .isTrue();
        assertThat(Platform.until(WAIT, () -> haveStruck(kinds, struckBefore)))
                .as("strikes of %s: %s", kinds, platform.simulator().counters().faultsApplied())
                .isTrue();
        platform.simulatorControl("DELETE", "/control/faults", "");

        candlesAreThoseOfTheExchange();
        ExchangeTruth.eachCandleCameOnceAndInOrder(events.of("CandleClosed"));
    }

    private static boolean haveStruck(List<String> kinds, Map<String, Long> before) {
        Map<String, Long> now = platform.simulator().counters().faultsApplied();
        return kinds.stream()
                .allMatch(kind -> now.getOrDefault(kind, 0L) > before.getOrDefault(kind, 0L));
    }

    private static void awaitsStatus(int before, String status) {
        assertThat(
                        Platform.until(
                                WAIT,
                                () ->
                                        events.of("FeedStatusChanged").stream()
                                                .skip(before)
                                                .anyMatch(event ->
                                                        event.get("status")
                                                                .asText()
                                                                .equals(status))))
                .as("%s in %s", status, events.of("FeedStatusChanged"))
                .isTrue();
    }

    private static void candlesAreThoseOfTheExchange() throws Exception {
        new ExchangeTruth(platform).candlesAreThoseOfTheExchange();
        assertThat(Platform.until(WAIT, FeedFaultsIT::allBotsRun)).isTrue();
    }

    private static boolean allBotsRun() {
        JsonNode items = get("/api/v1/bots").get("items");
        for (JsonNode bot : items) {
            if (!bot.get("status").asText().equals("RUNNING")) {
                return false;
            }
        }
        return items.size() == 45;
    }

    private static long malformed() {
        return get("/api/v1/feeds").get("items").get(0).get("malformed").asLong();
    }

    private static JsonNode get(String path) {
        try {
            return platform.get(path);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
