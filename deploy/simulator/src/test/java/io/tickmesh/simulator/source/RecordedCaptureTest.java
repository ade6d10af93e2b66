package io.tickmesh.simulator.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickmesh.simulator.market.BarSeries;
import io.tickmesh.simulator.market.DepthBook;
import io.tickmesh.simulator.market.DepthSide;
import io.tickmesh.simulator.market.Instruments;
import io.tickmesh.simulator.market.KlineInterval;
import io.tickmesh.simulator.market.Market;
import io.tickmesh.simulator.market.MarketListener;
import io.tickmesh.simulator.market.SymbolBook;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Six minutes of real messages and what is known of them; needs the recordings beside the repository.
class RecordedCaptureTest {

    private static final Path CAPTURES =
            Path.of(System.getProperty("tickmesh.root", "."), "../shared/data/ws-capture");
    private static final String NAME = "binance-spot-btcusdt-20240808";

    @BeforeEach
    void needCapture() {
        assumeTrue(Files.isDirectory(CAPTURES), "no captures at " + CAPTURES);
    }

    /// Follows the stream and compares it with the market.
    private static final class Follower implements MarketListener {
        private final Map<String, Integer> messages = new HashMap<>();
        private final Map<Long, String> quotes = new HashMap<>();
        private final Map<Long, String> tops = new HashMap<>();
        private long lastUpdate;
        private int breaks;

        @Override
        public void trade(
                SymbolBook book, long atMillis, long id, long ticks, long steps, boolean maker) {}

        @Override
        public void quote(SymbolBook book, long atMillis) {}

        @Override
        public void bar(SymbolBook book, BarSeries bars, long atMillis) {}

        @Override
        public void recordedMessage(SymbolBook book, String stream, byte[] payload) {
            messages.merge(stream, 1, Integer::sum);
            JsonObject json = new JsonObject(new String(payload, StandardCharsets.UTF_8));
            if (stream.equals("bookTicker")) {
                quotes.put(
                        json.getLong("u"),
                        "%s %s %s %s"
                                .formatted(
                                        units(json.getString("b"), 2),
                                        units(json.getString("B"), 5),
                                        units(json.getString("a"), 2),
                                        units(json.getString("A"), 5)));
            } else if (stream.equals("depth@100ms")) {
                DepthBook depth = book.depth();
                breaks += lastUpdate != 0 && json.getLong("U") != lastUpdate + 1 ? 1 : 0;
                lastUpdate = json.getLong("u");
                breaks += depth.updateId() >= lastUpdate ? 0 : 1;
                if (depth.updateId() == lastUpdate) {
                    tops.put(lastUpdate, top(depth.bids()) + " " + top(depth.asks()));
                }
            }
        }

        private static String top(DepthSide side) {
            return side.ticks(0) + " " + side.steps(0) / 10;
        }
    }

    private static long units(String decimal, int decimals) {
        return new BigDecimal(decimal).movePointRight(decimals).longValueExact();
    }

    @Test
    void rebuildsTheMarketOfTheCapture() throws IOException {
        // given
        JsonObject expected =
                new JsonObject(Files.readString(CAPTURES.resolve(NAME + ".expected.json")));
        Market market =
                new Market(
                        new CaptureDirectory(CAPTURES, Optional.empty(), Optional.empty())
                                .open(Instruments.all()),
                        false);
        SymbolBook book = market.books().getFirst();
        Follower follower = new Follower();
        market.listener(follower);
        assertThat(market.books()).hasSize(1);
        assertThat(book.instrument().quantityDecimals()).isEqualTo(6);
        assertThat(book.depth().updateId()).isEqualTo(expected.getLong("snapshot_lastUpdateId"));

        // when
        while (market.step(Long.MAX_VALUE - 1)) {
            assertThat(follower.breaks).isZero();
        }

        // then
        assertThat(follower.messages)
                .containsEntry("trade", 9_757)
                .containsEntry("bookTicker", 28_040)
                .containsEntry("depth@100ms", 3_451);
        assertThat(book.depth().updateId()).isEqualTo(expected.getLong("final_update_id"));
        JsonObject top = expected.getJsonObject("final_book_top20");
        assertThat(levels(book.depth().bids())).isEqualTo(levels(top.getJsonArray("bids")));
        assertThat(levels(book.depth().asks())).isEqualTo(levels(top.getJsonArray("asks")));
        follower.tops.keySet().retainAll(follower.quotes.keySet());
        assertThat(follower.tops).hasSizeGreaterThan(500);
        assertThat(follower.quotes).containsAllEntriesOf(follower.tops);
        assertThat(bars(book)).isEqualTo(bars(expected));
    }

    private static List<String> levels(DepthSide side) {
        List<String> levels = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            levels.add(side.ticks(i) + " " + side.steps(i));
        }
        return levels;
    }

    private static List<String> levels(JsonArray array) {
        return array.stream()
                .map(JsonArray.class::cast)
                .map(l -> units(l.getString(0), 2) + " " + units(l.getString(1), 6))
                .toList();
    }

    private static List<String> bars(SymbolBook book) {
        BarSeries bars = book.bars(KlineInterval.M1);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < bars.size(); i++) {
            rows.add(
                    "%d %d %d %d %d %d %d"
                            .formatted(
                                    bars.openTimeMillis(i),
                                    bars.open(i),
                                    bars.high(i),
                                    bars.low(i),
                                    bars.close(i),
                                    bars.volume(i),
                                    bars.tradeCount(i)));
        }
        return rows;
    }

    private static List<String> bars(JsonObject expected) {
        List<String> rows = new ArrayList<>();
        expected.getJsonObject("candles_1m_from_trades_by_T")
                .forEach(e -> {
                    JsonObject c = (JsonObject) e.getValue();
                    rows.add(
                            "%s %d %d %d %d %d %d"
                                    .formatted(
                                            e.getKey(),
                                            units(c.getString("o"), 2),
                                            units(c.getString("h"), 2),
                                            units(c.getString("l"), 2),
                                            units(c.getString("c"), 2),
                                            units(c.getString("v"), 6),
                                            c.getInteger("n")));
                });
        return rows;
    }
}
