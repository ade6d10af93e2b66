package io.tickmesh.market.candle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickmesh.market.RecordedData;
import io.tickmesh.market.wire.FrameParser;
import io.tickmesh.market.wire.MessageKind;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Candles made from recorded trades are those that the exchange made of them. Skipped where the recordings are missing.
class RecordedTradesTest {
    private static final long MINUTE = 60_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FormingCandle forming = new FormingCandle(Buckets.of(Interval.M1));

    @Test
    void makesTheMinutesOf59HoursWithTheirFillers() throws IOException {
        List<OwnCandle> made = new ArrayList<>();
        for (String line : body("ticks/XRPETH-aggTrades-20191011-20191013.csv.gz")) {
            String[] row = line.split(",", -1);
            made.addAll(
                    forming.trade(
                            Long.parseLong(row[3]),
                            Long.parseLong(row[4]),
                            Double.parseDouble(row[1]),
                            Double.parseDouble(row[2]),
                            Long.parseLong(row[5])));
        }
        List<String> expected = body("ticks/XRPETH-1m-expected.csv.gz");
        made.addAll(forming.endAt(Long.parseLong(expected.getLast().split(",", -1)[0]) + MINUTE));

        assertThat(made).hasSize(3560).hasSameSizeAs(expected);
        assertThat(made).filteredOn(own -> own.candle().volume() == 0).hasSize(1091);
        for (int i = 0; i < made.size(); i++) {
            String[] row = expected.get(i).split(",", -1);
            Candle candle = made.get(i).candle();
            assertThat(candle.openMillis()).isEqualTo(Long.parseLong(row[0]));
            assertThat(prices(candle))
                    .as("minute %s", row[0])
                    .containsExactly(
                            Double.parseDouble(row[1]),
                            Double.parseDouble(row[2]),
                            Double.parseDouble(row[3]),
                            Double.parseDouble(row[4]));
            assertThat(candle.volume()).isCloseTo(Double.parseDouble(row[5]), within(1e-8));
        }
        // Nobody knows what was traded before the first one.
        assertThat(made).filteredOn(own -> !own.complete()).containsExactly(made.getFirst());
    }

    @Test
    void makesTheMinutesOfARecordedConnection() throws IOException {
        FrameParser parser = new FrameParser(List.of("BTCUSDT"), List.of(Interval.M1));
        List<Candle> made = new ArrayList<>();
        for (String line : RecordedData.lines("ws-capture/binance-spot-btcusdt-20240808.txt.gz")) {
            byte[] bytes = line.substring(line.indexOf(' ') + 1).getBytes(StandardCharsets.UTF_8);
            if (parser.parse(bytes, bytes.length) == MessageKind.TRADE) {
                forming.trade(
                                parser.firstTradeId(),
                                parser.lastTradeId(),
                                parser.price(),
                                parser.quantity(),
                                parser.tradeMillis())
                        .forEach(own -> made.add(own.candle()));
            }
        }
        made.add(forming.candle().orElseThrow());

        JsonNode expected =
                JSON.readTree(
                                Files.readAllBytes(
                                        RecordedData.path(
                                                "ws-capture/binance-spot-btcusdt-20240808.expected.json")))
                        .path("candles_1m_from_trades_by_T");
        assertThat(made).hasSize(7).hasSize(expected.size());
        for (Candle candle : made) {
            JsonNode minute = expected.path(String.valueOf(candle.openMillis()));
            assertThat(prices(candle))
                    .containsExactly(
                            minute.path("o").asDouble(),
                            minute.path("h").asDouble(),
                            minute.path("l").asDouble(),
                            minute.path("c").asDouble());
            assertThat(candle.volume()).isCloseTo(minute.path("v").asDouble(), within(1e-8));
            assertThat(candle.quoteVolume()).isCloseTo(minute.path("qv").asDouble(), within(1e-6));
            assertThat(candle.trades()).isEqualTo(minute.path("n").asLong());
        }
        assertThat(forming.counts().holes()).isZero();
    }

    private static List<Double> prices(Candle candle) {
        return List.of(candle.open(), candle.high(), candle.low(), candle.close());
    }

    private static List<String> body(String path) throws IOException {
        List<String> lines = RecordedData.lines(path);
        return lines.subList(1, lines.size());
    }
}
