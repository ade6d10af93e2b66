package io.tickmesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickmesh.mesh.market.Interval;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.LongStream;

/// Compares the platform's candles with the history of the simulated exchange, which no fault touches.
final class ExchangeTruth {
    private static final Duration WAIT = Duration.ofSeconds(60);
    private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHBTC", "BRDBTC");

    private final Platform platform;

    ExchangeTruth(Platform platform) {
        this.platform = platform;
    }

    /// Waits until the 1s candles reach beyond now, then compares all that are kept with the exchange's own history.
    void candlesAreThoseOfTheExchange() throws Exception {
        long now = serverTime();
        for (String symbol : SYMBOLS) {
            assertThat(Platform.until(WAIT, () -> lastOpen(symbol) > now))
                    .as("candles of %s go on", symbol)
                    .isTrue();
            NavigableMap<Long, String> ours = ours(symbol);
            NavigableMap<Long, String> truth = truth(symbol);
            long from = Math.max(ours.firstKey(), truth.firstKey());
            long to = Math.min(ours.lastKey(), truth.lastKey());

            assertThat(ours.subMap(from, true, to, true)).hasSizeGreaterThan(500);
            assertThat(differences(ours, truth, from, to)).as(symbol).isEmpty();
        }
    }

    private static List<String> differences(
            NavigableMap<Long, String> ours, NavigableMap<Long, String> truth, long from, long to) {
        return LongStream.iterate(from, open -> open <= to, open -> open + 1_000)
                .filter(open -> !Objects.equals(ours.get(open), truth.get(open)))
                .mapToObj(open ->
                        "%d: %s, the exchange has %s"
                                .formatted(open, ours.get(open), truth.get(open)))
                .toList();
    }

    /// Every reader has got every candle once, in order, without a hole.
    static void eachCandleCameOnceAndInOrder(List<JsonNode> closed) {
        Map<String, Long> expected = new TreeMap<>();
        for (JsonNode event : closed) {
            Interval interval = Interval.ofCode(event.get("interval").asText()).orElseThrow();
            String series = event.get("symbol").asText() + ' ' + interval;
            long open = event.get("candle").get("openMillis").asLong();
            Long next = expected.put(series, interval.next(open));
            if (next != null) {
                assertThat(open).as("next candle of %s", series).isEqualTo(next);
            }
        }
        assertThat(expected).isNotEmpty();
    }

    JsonNode exchange(String path) throws Exception {
        return platform.get(URI.create("http://127.0.0.1:" + platform.simulator().port() + path));
    }

    private NavigableMap<Long, String> ours(String symbol) {
        NavigableMap<Long, String> bars = new TreeMap<>();
        for (JsonNode c : candles(symbol, 1000)) {
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

    private NavigableMap<Long, String> truth(String symbol) throws Exception {
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

    private long lastOpen(String symbol) {
        JsonNode items = candles(symbol, 1);
        return items.isEmpty() ? 0 : items.get(0).get("openMillis").asLong();
    }

    private JsonNode candles(String symbol, int limit) {
        try {
            return platform.get(
                            "/api/v1/candles?interval=1s&limit=%d&symbol=%s"
                                    .formatted(limit, symbol))
                    .get("items");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private long serverTime() throws Exception {
        return exchange("/api/v3/time").get("serverTime").asLong();
    }
}
