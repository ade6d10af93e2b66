package io.tickmesh.market.kraken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickmesh.market.kraken.KrakenMessage.Answer;
import io.tickmesh.market.kraken.KrakenMessage.Bar;
import io.tickmesh.market.kraken.KrakenMessage.Bars;
import io.tickmesh.market.kraken.KrakenMessage.Book;
import io.tickmesh.market.kraken.KrakenMessage.Books;
import io.tickmesh.market.kraken.KrakenMessage.Malformed;
import io.tickmesh.market.kraken.KrakenMessage.Trade;
import io.tickmesh.market.kraken.KrakenMessage.Trades;
import io.tickmesh.market.kraken.KrakenMessage.Unknown;
import io.tickmesh.market.price.Quotes;
import io.tickmesh.market.wire.MalformedException;
import io.tickmesh.market.wire.Refusal;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/// Reads what was recorded from the exchange. Skipped where the recordings are missing.
class RecordedKrakenMessagesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SYMBOLS =
            Stream.of(
                            "BTCUSD",
                            "WAVESEUR",
                            "XMRUSD",
                            "KSMBTC",
                            "GRTETH",
                            "SCEUR",
                            "ETHCHF",
                            "OCEANBTC",
                            "OMGUSD",
                            "BTCCHF",
                            "ADABTC")
                    .map(name -> name + KrakenPair.SUFFIX)
                    .toList();

    private final KrakenParser parser =
            new KrakenParser(
                    SYMBOLS.stream().map(name -> KrakenPair.of(name).orElseThrow()).toList());

    @Test
    void readsOrNamesEveryRecordedFile() throws IOException {
        Path folder = data("protocol/kraken");
        Map<String, String> outcomes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                outcomes.put(folder.relativize(file).toString(), outcome(file));
            }
        }
        assertThat(outcomes).containsExactlyInAnyOrderEntriesOf(expectedOutcomes());
    }

    /// The first version of the protocol is another language: its objects are unknown, its arrays no messages.
    private static Map<String, String> expectedOutcomes() {
        Map<String, String> expected = new HashMap<>();
        expected.put("rest/example-servertime-data.json", "time 1391835876000");
        expected.put("rest/example-depth-data.json", "WRONG_TYPE");
        expected.put("rest/example-ticker-data.json", "WRONG_TYPE");
        expected.put("rest/example-trades-data.json", "WRONG_TYPE");
        expected.put("signing.json", "Unknown");
        expected.put("v2/ws_ohlc_update.json", "Bars");
        expected.put("v2/ws_subscribe_response.json", "Answer");
        expected.put("v2/ws_trade_update.json", "Trades");
        for (String name :
                List.of(
                        "heartbeat.capture1",
                        "heartbeat.capture2",
                        "subscribe_request.capture1",
                        "subscriptionStatus.capture1",
                        "subscriptionStatus.capture2",
                        "systemStatus.capture1")) {
            expected.put("ws-v1/" + name + ".json", "Unknown");
        }
        for (String name :
                List.of("ticker.capture1", "ticker.capture2", "trade.capture1", "trade.capture2")) {
            expected.put("ws-v1/" + name + ".json", "WRONG_TYPE");
        }
        return expected;
    }

    private String outcome(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (file.toString().contains("/rest/")) {
            try {
                return file.toString().contains("servertime")
                        ? "time " + KrakenAnswers.time(bytes)
                        : "bars " + KrakenAnswers.bars(bytes, Interval.M1);
            } catch (MalformedException e) {
                return e.refusal().name();
            }
        }
        KrakenMessage message = parser.parse(bytes, bytes.length);
        return message instanceof Malformed malformed
                ? malformed.reason().name()
                : message.getClass().getSimpleName();
    }

    @Test
    void readsWhatTheFilesSay() throws IOException {
        Bar bar = ((Bars) recorded("v2/ws_ohlc_update.json")).items().getFirst();
        List<Trade> trades = ((Trades) recorded("v2/ws_trade_update.json")).items();

        assertThat(bar.interval()).isEqualTo(Interval.M1);
        assertThat(bar.candle())
                .isEqualTo(
                        new Candle(
                                Instant.parse("2023-10-04T16:25:00Z").toEpochMilli(),
                                106038.2,
                                106044.3,
                                106038.1,
                                106040.1,
                                30927.68066226,
                                30927.68066226 * 106039.6,
                                12));
        assertThat(trades)
                .containsExactly(
                        new Trade(0, 10218208, 105944.20, 0.00027625, 1696613755440L),
                        new Trade(0, 10218209, 105910.50, 0.00012460, 1696613756123L));
        assertThat(recorded("v2/ws_subscribe_response.json")).isEqualTo(new Answer(true, ""));
    }

    @Test
    void refusesEachCutOfEachMessageWithAReason() throws IOException {
        for (String name : List.of("v2/ws_ohlc_update.json", "v2/ws_trade_update.json")) {
            byte[] bytes =
                    Files.readString(data("protocol/kraken/" + name))
                            .strip()
                            .getBytes(StandardCharsets.UTF_8);
            for (int length = 0; length < bytes.length; length++) {
                assertThat(parser.parse(bytes, length))
                        .as(name + " cut at " + length)
                        .isInstanceOf(Malformed.class);
            }
        }
    }

    /// The recorded connections speak the first version; what they say of the market is told in the second here.
    @Test
    void replaysTheRecordedConnections() throws IOException {
        Quotes quotes = new Quotes(SYMBOLS);
        FirstVersion first = new FirstVersion();
        Map<String, Integer> kinds = new TreeMap<>();
        for (String name : List.of("ticker", "trades")) {
            for (JsonNode line : capture("kraken-" + name + "-20210417.jsonl.gz")) {
                KrakenMessage asRecorded = parse(line.path("msg"));
                assertThat(asRecorded).isIn(new Unknown(), new Malformed(Refusal.WRONG_TYPE));
                KrakenMessage message = parse(first.inSecond(line.path("msg")));
                kinds.merge(message.getClass().getSimpleName(), 1, Integer::sum);
                apply(message, quotes, kinds.getOrDefault("Books", 0));
            }
        }

        assertThat(kinds)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "Answer",
                                20,
                                "Books",
                                18,
                                "Heartbeat",
                                61,
                                "Status",
                                2,
                                "Trades",
                                8,
                                "Unknown",
                                2));
        Map<String, PriceUpdated> prices = new HashMap<>();
        quotes.takeChanges("", 0, () -> 0).forEach(price -> prices.put(price.symbol(), price));
        assertThat(prices).hasSize(10);
        PriceUpdated xmr = Objects.requireNonNull(prices.get("XMRUSD.KRAKEN"));
        assertThat(List.of(xmr.bid(), xmr.bidQuantity(), xmr.ask(), xmr.askQuantity()))
                .containsExactly(353.81, 5.14412712, 354.38, 4.956);
        assertThat(List.of(xmr.last(), xmr.lastQuantity())).containsExactly(353.81, 1.71754604);
        assertThat(Objects.requireNonNull(prices.get("BTCCHF.KRAKEN")).bid()).isEqualTo(56119.1);
    }

    private static void apply(KrakenMessage message, Quotes quotes, int number) {
        if (message instanceof Books books) {
            for (Book book : books.items()) {
                quotes.book(
                        book.symbol(),
                        number,
                        book.bid(),
                        book.bidQuantity(),
                        book.ask(),
                        book.askQuantity(),
                        book.micros() / 1_000,
                        1);
            }
        } else if (message instanceof Trades trades) {
            for (Trade trade : trades.items()) {
                quotes.trade(trade.symbol(), trade.price(), trade.quantity(), trade.millis(), 1);
            }
        }
    }

    @Test
    void refusesAnAnswerThatIsNone() {
        assertThatThrownBy(() -> KrakenAnswers.time("[]".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedException.class);
    }

    private KrakenMessage recorded(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(data("protocol/kraken/" + name));
        return parser.parse(bytes, bytes.length);
    }

    private KrakenMessage parse(JsonNode message) {
        byte[] bytes = message.toString().getBytes(StandardCharsets.UTF_8);
        return parser.parse(bytes, bytes.length);
    }

    private static List<JsonNode> capture(String name) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(
                                        Files.newInputStream(data("protocol/captures/" + name))),
                                StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    private static Path data(String path) {
        Path found =
                Path.of(System.getProperty("tickmesh.root", ".."), "..", "shared", "data", path);
        assumeTrue(Files.exists(found), "recorded data are not here: " + path);
        return found;
    }
}
