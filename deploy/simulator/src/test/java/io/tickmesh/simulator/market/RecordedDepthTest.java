package io.tickmesh.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/// Feeds what the exchange once sent, in the order of its ids, and compares with what an independent program made of it.
class RecordedDepthTest {

    private static final Path CAPTURES =
            Path.of(System.getProperty("tickmesh.root", "."), "../shared/data/ws-capture");
    private static final String NAME = "binance-spot-btcusdt-20240808";
    private static final int PRICE_DECIMALS = 2;

    /// Old orders may have more decimals than the step has now.
    private static final int QUANTITY_DECIMALS = 8;

    /// The best quote by update id, as the exchange sent it.
    private final Map<Long, List<Long>> quotes = new TreeMap<>();

    private int compared;

    private static long units(String value, int decimals) {
        return new BigDecimal(value).movePointRight(decimals).longValueExact();
    }

    private static long ticks(String value) {
        return units(value, PRICE_DECIMALS);
    }

    private static long steps(String value) {
        return units(value, QUANTITY_DECIMALS);
    }

    private static DepthLevels levels(JsonArray bids, JsonArray asks) {
        DepthLevels levels = new DepthLevels();
        for (int i = 0; i < bids.size(); i++) {
            JsonArray level = bids.getJsonArray(i);
            levels.bid(ticks(level.getString(0)), steps(level.getString(1)));
        }
        for (int i = 0; i < asks.size(); i++) {
            JsonArray level = asks.getJsonArray(i);
            levels.ask(ticks(level.getString(0)), steps(level.getString(1)));
        }
        return levels;
    }

    private static List<String> lines() throws Exception {
        Path file = CAPTURES.resolve(NAME + ".txt.gz");
        assumeTrue(Files.exists(file), "no capture at " + file);
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.US_ASCII))) {
            return in.lines().toList();
        }
    }

    private void feed(ScriptedSource source, long at, JsonObject message) {
        if (message.containsKey("lastUpdateId")) {
            DepthLevels levels = levels(message.getJsonArray("bids"), message.getJsonArray("asks"));
            long id = message.getLong("lastUpdateId");
            source.at(at, s -> s.depthSnapshot(0, at, id, levels));
            return;
        }
        JsonObject data = message.getJsonObject("data");
        if (data.containsKey("t")) {
            source.at(
                    at,
                    s ->
                            s.recordedTrade(
                                    0,
                                    data.getLong("T"),
                                    data.getLong("t"),
                                    ticks(data.getString("p")),
                                    steps(data.getString("q")),
                                    data.getBoolean("m")));
        } else if (data.containsKey("U")) {
            DepthLevels levels = levels(data.getJsonArray("b"), data.getJsonArray("a"));
            source.at(at, s -> s.depthUpdate(0, at, data.getLong("u"), levels));
        } else {
            long bid = ticks(data.getString("b"));
            long bidSteps = steps(data.getString("B"));
            long ask = ticks(data.getString("a"));
            long askSteps = steps(data.getString("A"));
            quotes.put(data.getLong("u"), List.of(bid, bidSteps, ask, askSteps));
            source.at(
                    at,
                    s -> s.recordedQuote(0, at, data.getLong("u"), bid, bidSteps, ask, askSteps));
        }
    }

    private void compareWithQuote(DepthBook depth) {
        List<Long> quote = quotes.get(depth.updateId());
        if (quote != null && depth.recorded()) {
            compared++;
            assertThat(
                            List.of(
                                    depth.bids().ticks(0),
                                    depth.bids().steps(0),
                                    depth.asks().ticks(0),
                                    depth.asks().steps(0)))
                    .isEqualTo(quote);
        }
    }

    @Test
    void rebuildsTheBookOfTheExchange() throws Exception {
        // given one instant per message
        List<String> lines = lines();
        Instrument bitcoin =
                Instruments.named(List.of("BTCUSDT"))
                        .getFirst()
                        .withFinerScales(PRICE_DECIMALS, QUANTITY_DECIMALS);
        ScriptedSource source = new ScriptedSource(List.of(bitcoin), 0, Long.MAX_VALUE - 1);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            // The snapshot goes first: changes that arrived before it overlap with it.
            long at = line.contains("lastUpdateId") ? 0 : i + 1;
            feed(source, at, new JsonObject(line.substring(line.indexOf(' ') + 1)));
        }
        Market market = new Market(source, false);
        SymbolBook book = market.books().getFirst();
        DepthBook depth = book.depth();
        DepthChanges changes = depth.collect();

        // when
        long knownId = 0;
        List<String> holes = new ArrayList<>();
        long taken = 0;
        while (market.step(lines.size() + 1)) {
            if (depth.updateId() != knownId) {
                knownId = depth.updateId();
                compareWithQuote(depth);
                if (changes.take()) {
                    if (taken != 0 && changes.firstUpdateId() != taken + 1) {
                        holes.add(taken + " " + changes.firstUpdateId());
                    }
                    taken = changes.lastUpdateId();
                }
            }
        }

        // then
        JsonObject expected =
                new JsonObject(Files.readString(CAPTURES.resolve(NAME + ".expected.json")));
        assertThat(compared)
                .isEqualTo(expected.getJsonObject("bookTicker_vs_book").getInteger("compared"));
        assertThat(depth.updateId()).isEqualTo(expected.getLong("final_update_id"));
        assertThat(depth.ignoredUpdates())
                .isEqualTo(expected.getLong("depth_events_discarded_as_old"));
        assertThat(holes).isEmpty();
        JsonObject top = expected.getJsonObject("final_book_top20");
        assertTop(depth.bids(), top.getJsonArray("bids"));
        assertTop(depth.asks(), top.getJsonArray("asks"));
    }

    private static void assertTop(DepthSide side, JsonArray expected) {
        assertThat(expected).hasSize(20);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(side.ticks(i)).isEqualTo(ticks(expected.getJsonArray(i).getString(0)));
            assertThat(side.steps(i)).isEqualTo(steps(expected.getJsonArray(i).getString(1)));
        }
    }
}
