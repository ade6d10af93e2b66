package io.tickmesh.market.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickmesh.market.RecordedData;
import io.tickmesh.market.book.Levels;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.SymbolRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Reads what was recorded from the exchange. Skipped where the recordings are missing.
class RecordedMessagesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SYMBOLS = List.of("BTCUSDT");

    private final FrameParser parser = new FrameParser(SYMBOLS, List.of(Interval.M1));

    @Test
    void agreesWithAGeneralParserOnAWholeConnection() throws IOException {
        int books = 0;
        int trades = 0;
        int depths = 0;
        int others = 0;
        for (String line : RecordedData.lines("ws-capture/binance-spot-btcusdt-20240808.txt.gz")) {
            String message = line.substring(line.indexOf(' ') + 1);
            byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
            MessageKind kind = parser.parse(bytes, bytes.length);
            if (kind == MessageKind.BOOK) {
                books++;
                JsonNode data = JSON.readTree(message).path("data");
                assertThat(parser.updateId()).isEqualTo(data.path("u").longValue());
                assertThat(
                                List.of(
                                        parser.bid(),
                                        parser.bidQuantity(),
                                        parser.ask(),
                                        parser.askQuantity()))
                        .isEqualTo(numbers(data, "b", "B", "a", "A"));
            } else if (kind == MessageKind.TRADE) {
                trades++;
                JsonNode data = JSON.readTree(message).path("data");
                assertThat(parser.eventMillis()).isEqualTo(data.path("E").longValue());
                assertThat(List.of(parser.price(), parser.quantity()))
                        .isEqualTo(numbers(data, "p", "q"));
            } else if (kind == MessageKind.DEPTH) {
                depths++;
                JsonNode data = JSON.readTree(message).path("data");
                assertThat(List.of(parser.firstUpdateId(), parser.updateId()))
                        .isEqualTo(List.of(data.path("U").longValue(), data.path("u").longValue()));
                assertLevels(parser.bids(), data.path("b"));
                assertLevels(parser.asks(), data.path("a"));
            } else {
                assertThat(kind).isEqualTo(MessageKind.UNKNOWN);
                others++;
            }
        }
        assertThat(List.of(books, trades, depths, others)).containsExactly(28_040, 9_757, 3_451, 1);
    }

    @Test
    void readsRecordedKlines() throws Exception {
        Path file = RecordedData.path("protocol/binance/rest/market_klines.json");

        List<Candle> candles = new KlineParser().parse(Files.readAllBytes(file));

        assertThat(candles).hasSize(10);
        assertThat(candles.getFirst())
                .isEqualTo(
                        new Candle(
                                1634943780000L,
                                60685.22,
                                60729.84,
                                60670.90,
                                60719.27,
                                21.63272,
                                1313200.01340410,
                                617));
    }

    @Test
    void readsTheRulesOfRecordedSymbols() throws IOException {
        Path file = RecordedData.path("protocol/binance/rest/exchange_info.25symbols.json");
        byte[] answer = Files.readAllBytes(file);
        List<String> names = new ArrayList<>();
        JSON.readTree(answer)
                .path("symbols")
                .forEach(symbol -> names.add(symbol.path("symbol").asText()));

        List<SymbolRules> rules = ExchangeInfo.rules(answer, names.reversed());

        assertThat(rules).extracting(SymbolRules::symbol).isEqualTo(names.reversed());
        SymbolRules ethBtc = rules.get(rules.size() - 1 - names.indexOf("ETHBTC"));
        assertThat(ethBtc.tickSize()).isEqualByComparingTo("0.000001");
        assertThat(ethBtc.stepSize()).isEqualByComparingTo("0.0001");
        assertThat(ethBtc.maxQuantity()).isEqualByComparingTo("100000");
        assertThat(ethBtc.minNotional()).isEqualByComparingTo("0.0001");
        assertThat(ethBtc.quoteAsset()).isEqualTo("BTC");
    }

    private static void assertLevels(Levels levels, JsonNode expected) {
        assertThat(levels.size()).isEqualTo(expected.size());
        for (int i = 0; i < levels.size(); i++) {
            assertThat(levels.price(i)).isEqualTo(expected.path(i).path(0).asDouble());
            assertThat(levels.quantity(i)).isEqualTo(expected.path(i).path(1).asDouble());
        }
    }

    private static List<Double> numbers(JsonNode data, String... fields) {
        return Stream.of(fields)
                .map(field -> Double.parseDouble(data.path(field).asText()))
                .toList();
    }
}
