package io.tickmesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Replays messages that were captured from Binance, through sockets, parser, candles and API.
final class CaptureReplayIT {
    private static final Path CAPTURES = Platform.data().resolve("ws-capture");
    private static final Path CAPTURE = CAPTURES.resolve("binance-spot-btcusdt-20240808.txt.gz");
    private static final Path EXPECTED =
            CAPTURES.resolve("binance-spot-btcusdt-20240808.expected.json");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration WAIT = Duration.ofSeconds(60);

    @BeforeAll
    static void needsCapturedMessages() {
        assumeTrue(
                Files.isRegularFile(CAPTURE),
                "skipped: there are no captured messages at ../shared/data/ws-capture");
    }

    @Test
    void capturedTradesBecomeTheCandlesAndTheLastQuoteTheyWere() throws Exception {
        Map<Long, String> expected = expectedCandles();
        JsonNode quote = lastQuote();
        Map<String, String> settings =
                Map.of(
                        "feed.kind", "replay",
                        "replay.data", CAPTURES.toString(),
                        "replay.speed", "0");

        try (Platform platform = Platform.start(settings)) {
            assertThat(platform.awaitReplay(Duration.ofMinutes(2))).isTrue();

            assertThat(Platform.until(WAIT, () -> candles(platform).equals(expected)))
                    .as("%s, expected %s", candles(platform), expected)
                    .isTrue();
            assertThat(Platform.until(WAIT, () -> isQuoted(platform, quote)))
                    .as("last quote %s", quote)
                    .isTrue();
        }
    }

    /// The minute in which the capture ends is never closed.
    private static Map<Long, String> expectedCandles() throws IOException {
        TreeMap<Long, String> candles = new TreeMap<>();
        JSON.readTree(EXPECTED.toFile())
                .get("candles_1m_from_trades_by_T")
                .properties()
                .forEach(minute ->
                        candles.put(
                                Long.valueOf(minute.getKey()),
                                text(minute.getValue(), "o", "h", "l", "c", "v")));
        candles.pollLastEntry();
        return candles;
    }

    private static JsonNode lastQuote() throws IOException {
        String last = "";
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(CAPTURE)),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line.contains("@bookTicker") ? line : last;
            }
        }
        return JSON.readTree(last.substring(last.indexOf('{'))).get("data");
    }

    private static Map<Long, String> candles(Platform platform) {
        Map<Long, String> candles = new TreeMap<>();
        for (JsonNode candle :
                get(platform, "/api/v1/candles?symbol=BTCUSDT&interval=1m&limit=1000")) {
            if (candle.get("trades").asLong() > 0) {
                candles.put(
                        candle.get("openMillis").asLong(),
                        text(candle, "open", "high", "low", "close", "volume"));
            }
        }
        return candles;
    }

    private static boolean isQuoted(Platform platform, JsonNode quote) {
        JsonNode price = get(platform, "/api/v1/prices?symbols=BTCUSDT").get(0).get("price");
        return text(price, "bid", "bidQuantity", "ask", "askQuantity")
                .equals(text(quote, "b", "B", "a", "A"));
    }

    private static JsonNode get(Platform platform, String path) {
        try {
            return platform.get(path).get("items");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String text(JsonNode node, String... fields) {
        StringBuilder text = new StringBuilder();
        for (String field : fields) {
            text.append(
                            new BigDecimal(node.get(field).asText())
                                    .stripTrailingZeros()
                                    .toPlainString())
                    .append(' ');
        }
        return text.toString();
    }
}
