package io.tickmesh.market.wire;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickmesh.market.RecordedData;
import io.tickmesh.market.book.DepthSnapshot;
import io.tickmesh.mesh.market.Interval;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every file of the protocol is read, or refused for a reason that is counted. A file that is not named here fails. Skipped where
/// the files are missing.
class ProtocolFilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SYMBOLS =
            List.of(
                    "BTCUSDT", "ETHUSDT", "ETHBTC", "NKNUSDT", "LRCBTC", "BLZETH", "RUNEEUR",
                    "CTKUSDT", "BNBBTC", "BNBUSDT");

    private static final Map<String, String> EXPECTED =
            Map.ofEntries(
                    entry("binance/rest/agg_trades.doc.json", "MALFORMED NOT_JSON"),
                    entry("binance/rest/book_ticker.doc.json", "UNKNOWN"),
                    entry("binance/rest/depth.doc.json", "levels 1+1"),
                    entry("binance/rest/depth_1000.btcusdt.capture.json", "levels 1000+1000"),
                    entry("binance/rest/error_body.doc.json", "REFUSED"),
                    entry("binance/rest/error_codes.json", "MALFORMED NOT_JSON"),
                    entry("binance/rest/exchange_info.25symbols.json", "rules 27"),
                    entry("binance/rest/exchange_info.full-20211012.json.gz", "rules 1695"),
                    entry("binance/rest/http_status_facts.json", "UNKNOWN"),
                    entry("binance/rest/klines.doc.json", "candles 1"),
                    entry("binance/rest/market_klines.json", "candles 10"),
                    entry("binance/rest/market_ticker_price.json", "UNKNOWN"),
                    entry("binance/rest/market_time.json", "time 1633835466289"),
                    entry("binance/rest/market_trades.json", "MALFORMED NOT_JSON"),
                    entry("binance/rest/order_ack.doc.json", "UNKNOWN"),
                    entry("binance/rest/order_cancel.doc.json", "UNKNOWN"),
                    entry("binance/rest/order_full.doc.json", "UNKNOWN"),
                    entry("binance/rest/order_query.doc.json", "UNKNOWN"),
                    entry("binance/rest/order_result.doc.json", "UNKNOWN"),
                    entry("binance/rest/ticker_24hr.doc.json", "UNKNOWN"),
                    entry("binance/rest/ticker_price.doc.json", "UNKNOWN"),
                    entry("binance/rest/ticker_prices.doc.json", "MALFORMED NOT_JSON"),
                    entry("binance/rest/wallet_account.json", "UNKNOWN"),
                    entry("binance/signing/hmac.json", "MALFORMED NOT_JSON"),
                    entry("binance/user/balance_update.doc.json", "UNKNOWN"),
                    entry("binance/user/execution_report_canceled.json", "UNKNOWN"),
                    entry("binance/user/execution_report_expired.json", "UNKNOWN"),
                    entry("binance/user/execution_report_new.doc.json", "UNKNOWN"),
                    entry("binance/user/execution_report_rejected.json", "UNKNOWN"),
                    entry("binance/user/execution_report_trade.json", "UNKNOWN"),
                    entry("binance/user/outbound_account_position.doc.json", "UNKNOWN"),
                    entry("binance/ws/agg_trade.capture1.json", "AGGREGATE_TRADE"),
                    entry("binance/ws/agg_trade.capture2.json", "AGGREGATE_TRADE"),
                    entry("binance/ws/agg_trade.combined.json", "AGGREGATE_TRADE"),
                    entry("binance/ws/agg_trade.doc.json", "AGGREGATE_TRADE"),
                    entry("binance/ws/book_ticker.btcusdt.capture1.json", "BOOK"),
                    entry("binance/ws/book_ticker.btcusdt.capture2.json", "BOOK"),
                    entry("binance/ws/book_ticker.capture1.json", "BOOK"),
                    entry("binance/ws/book_ticker.capture2.json", "BOOK"),
                    entry("binance/ws/book_ticker.doc.json", "BOOK"),
                    entry("binance/ws/control/errors.json", "MALFORMED NOT_JSON"),
                    entry("binance/ws/control/subscribe.request.json", "UNKNOWN"),
                    entry("binance/ws/control/subscribe.response.json", "DONE"),
                    entry("binance/ws/control/unsubscribe.request.json", "UNKNOWN"),
                    entry("binance/ws/control/unsubscribe.response.json", "DONE"),
                    entry("binance/ws/depth_update.btcusdt.capture1.json", "DEPTH"),
                    entry("binance/ws/depth_update.btcusdt.capture2.json", "DEPTH"),
                    entry("binance/ws/depth_update.capture1.json", "DEPTH"),
                    entry("binance/ws/depth_update.capture2.json", "DEPTH"),
                    entry("binance/ws/depth_update.doc.json", "DEPTH"),
                    // The example opens below its low.
                    entry("binance/ws/kline.doc.json", "MALFORMED IMPOSSIBLE_CANDLE"),
                    entry("binance/ws/kline_closed.usdm.capture.json", "CLOSED_CANDLE"),
                    entry("binance/ws/kline_open.capture1.json", "OPEN_CANDLE"),
                    entry("binance/ws/kline_open.capture2.json", "OPEN_CANDLE"),
                    entry("binance/ws/limits_facts.json", "UNKNOWN"),
                    entry("binance/ws/mini_ticker.doc.json", "UNUSED"),
                    entry("binance/ws/partial_depth.doc.json", "levels 1+1"),
                    entry("binance/ws/server_shutdown.raw.json", "SHUTDOWN"),
                    entry("binance/ws/ticker_24hr.combined.json", "UNUSED"),
                    entry("binance/ws/ticker_24hr.doc.json", "UNUSED"),
                    entry("binance/ws/trade.btcusdt.capture1.json", "TRADE"),
                    entry("binance/ws/trade.btcusdt.capture2.json", "TRADE"),
                    entry("binance/ws/trade.doc.json", "TRADE"),
                    entry(
                            "captures/binance-20211012.depth-snapshots.json.gz",
                            "{BLZETH=174+1000, LRCBTC=176+1000, NKNUSDT=609+1000,"
                                    + " RUNEEUR=221+468}"),
                    entry(
                            "captures/binance-20211012.jsonl.gz",
                            "{AGGREGATE_TRADE=2, BOOK=84, DEPTH=177, OPEN_CANDLE=2}"));

    private final FrameParser parser = new FrameParser(SYMBOLS, List.of(Interval.S1, Interval.M1));

    @TestFactory
    Stream<DynamicTest> readsOrRefuses() {
        assumeTrue(Files.exists(RecordedData.path("protocol")));
        return EXPECTED.keySet().stream()
                .sorted()
                .map(name ->
                        DynamicTest.dynamicTest(
                                name, () -> assertThat(read(name)).isEqualTo(EXPECTED.get(name))));
    }

    @Test
    void knowsEveryFile() throws IOException {
        Path root = RecordedData.path("protocol");
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(name ->
                            name.startsWith("binance/") || name.startsWith("captures/binance"))
                    .forEach(names::add);
        }

        assertThat(names).isEqualTo(new TreeSet<>(EXPECTED.keySet()));
    }

    private String read(String name) throws IOException {
        byte[] bytes = bytes(name);
        if (name.endsWith(".jsonl.gz")) {
            return kinds(new String(bytes, StandardCharsets.UTF_8));
        }
        if (name.endsWith("depth-snapshots.json.gz")) {
            return snapshots(bytes);
        }
        List<String> answers = new ArrayList<>();
        try {
            answers.add("candles " + new KlineParser().parse(bytes.clone()).size());
        } catch (MalformedException e) {
            assertThat(e.refusal()).isNotNull();
        }
        try {
            answers.add("levels " + text(new DepthSnapshotParser().parse(bytes.clone())));
        } catch (MalformedException e) {
            assertThat(e.refusal()).isNotNull();
        }
        if (name.contains("exchange_info")) {
            answers.add("rules " + ExchangeInfo.rules(bytes, symbols(bytes)).size());
        } else if (name.contains("market_time")) {
            answers.add("time " + ExchangeInfo.time(bytes));
        }
        // What answers a request is not read as a message of a stream.
        return answers.isEmpty() ? message(bytes) : String.join(" and ", answers);
    }

    private String message(byte[] bytes) {
        MessageKind kind = parser.parse(bytes, bytes.length);
        return kind == MessageKind.MALFORMED ? kind + " " + parser.refusal() : kind.toString();
    }

    private String kinds(String lines) throws IOException {
        Map<String, Integer> kinds = new TreeMap<>();
        for (String line : lines.lines().toList()) {
            byte[] bytes =
                    JSON.readTree(line).path("msg").toString().getBytes(StandardCharsets.UTF_8);
            kinds.merge(message(bytes), 1, Integer::sum);
        }
        return kinds.toString();
    }

    private static String snapshots(byte[] bytes) throws IOException {
        Map<String, String> sizes = new TreeMap<>();
        for (Map.Entry<String, JsonNode> snapshot : JSON.readTree(bytes).properties()) {
            byte[] body =
                    snapshot.getValue().path("body").toString().getBytes(StandardCharsets.UTF_8);
            try {
                sizes.put(snapshot.getKey(), text(new DepthSnapshotParser().parse(body)));
            } catch (MalformedException e) {
                sizes.put(snapshot.getKey(), e.refusal().toString());
            }
        }
        return sizes.toString();
    }

    private static String text(DepthSnapshot snapshot) {
        return snapshot.bids().size() + "+" + snapshot.asks().size();
    }

    private static List<String> symbols(byte[] bytes) throws IOException {
        List<String> names = new ArrayList<>();
        JSON.readTree(bytes)
                .path("symbols")
                .forEach(symbol -> names.add(symbol.path("symbol").asText()));
        return names;
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream file = Files.newInputStream(RecordedData.path("protocol/" + name));
                InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(file) : file) {
            return plain.readAllBytes();
        }
    }
}
