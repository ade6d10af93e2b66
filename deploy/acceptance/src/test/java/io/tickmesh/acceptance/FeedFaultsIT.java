package io.tickmesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// An exchange that misbehaves costs prices for a moment, never a candle, a bot, or the truth about the feed.
final class FeedFaultsIT {
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHBTC", "BRDBTC");

    private static Platform platform;
    private static EventLog events;

    @BeforeAll
    static void starts() throws Exception {
        platform =
                Platform.start(
                        Map.of(
                                "feed.stale-after", "2s",
                                "feed.binance.reconnect-first", "200ms",
                                "feed.binance.reconnect-cap", "1s"));
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

    /// Waits until the 1s candles reach beyond now, then compares all that are held with the exchange's own history.
    private static void candlesAreThoseOfTheExchange() throws Exception {
        for (String symbol : SYMBOLS) {
            long now = serverTime();
            assertThat(Platform.until(WAIT, () -> lastOpen(symbol) > now))
                    .as("candles of %s go on", symbol)
                    .isTrue();
            NavigableMap<Long, String> ours = ours(symbol);
            NavigableMap<Long, String> truth = truth(symbol);
            long from = Math.max(ours.firstKey(), truth.firstKey());
            long to = Math.min(ours.lastKey(), truth.lastKey());

            assertThat(ours.subMap(from, true, to, true)).hasSizeGreaterThan(500);
            assertThat(ours.subMap(from, true, to, true))
                    .isEqualTo(truth.subMap(from, true, to, true));
        }
        assertThat(Platform.until(WAIT, FeedFaultsIT::allBotsRun)).isTrue();
    }

    private static NavigableMap<Long, String> ours(String symbol) {
        NavigableMap<Long, String> bars = new TreeMap<>();
        for (JsonNode c :
                get("/api/v1/candles?interval=1s&limit=1000&symbol=" + symbol).get("items")) {
            bars.put(
                    c.get("openMillis").asLong(),
                    bar(
                            c.get("open"),
                            c.get("high"),
                            c.get("low"),
                            c.get("close"),
                            c.get("volume")));
        }
        return bars;
    }

    private static NavigableMap<Long, String> truth(String symbol) throws Exception {
        NavigableMap<Long, String> bars = new TreeMap<>();
        for (JsonNode k : exchange("/api/v3/klines?interval=1s&limit=1000&symbol=" + symbol)) {
            bars.put(k.get(0).asLong(), bar(k.get(1), k.get(2), k.get(3), k.get(4), k.get(5)));
        }
        bars.pollLastEntry(); // still open
        return bars;
    }

    private static String bar(JsonNode... values) {
        StringBuilder text = new StringBuilder();
        for (JsonNode value : values) {
            text.append(new BigDecimal(value.asText()).stripTrailingZeros().toPlainString())
                    .append(' ');
        }
        return text.toString();
    }

    private static long lastOpen(String symbol) {
        JsonNode items = get("/api/v1/candles?interval=1s&limit=1&symbol=" + symbol).get("items");
        return items.isEmpty() ? 0 : items.get(0).get("openMillis").asLong();
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

    private static long serverTime() throws Exception {
        return exchange("/api/v3/time").get("serverTime").asLong();
    }

    private static JsonNode exchange(String path) throws Exception {
        return platform.get(URI.create("http://127.0.0.1:" + platform.simulator().port() + path));
    }

    private static JsonNode get(String path) {
        try {
            return platform.get(path);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
