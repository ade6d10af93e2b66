package io.tickmesh.market.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.market.book.Levels;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameParserTest {
    private static final String BOOK =
            "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":50093239212,\"s\":\"BTCUSDT\",\"b\":\"61837.63000000\","
                    + "\"B\":\"3.78826000\",\"a\":\"61837.64000000\",\"A\":\"1.54698000\"}}";
    private static final String TRADE =
            "{\"stream\":\"ethusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":1723161255343,\"s\":\"ETHUSDT\",\"t\":3735683259,"
                    + "\"p\":\"2618.37000000\",\"q\":\"0.02000000\",\"T\":1723161255342,\"m\":true,\"M\":true}}";
    private static final String DEPTH =
            "{\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":1723161255208,\"s\":\"BTCUSDT\","
                    + "\"U\":50093239189,\"u\":50093239202,\"b\":[[\"61737.63000000\",\"0.00000000\"],[\"61730.17000000\",\"1.5\",[]]],"
                    + "\"a\":[[\"61837.64000000\",\"1.54698000\"]]}}";
    private static final String KLINE =
            "{\"stream\":\"ethusdt@kline_1m\",\"data\":{\"e\":\"kline\",\"E\":1626992760791,\"s\":\"ETHUSDT\",\"k\":{\"t\":1626992700000,"
                    + "\"T\":1626992759999,\"s\":\"ETHUSDT\",\"i\":\"1m\",\"f\":23961275,\"L\":23961360,\"o\":\"1.01000\",\"c\":\"1.01200\","
                    + "\"h\":\"1.01300\",\"l\":\"1.00900\",\"v\":\"11074\",\"n\":86,\"x\":true,\"q\":\"11193.49000\",\"V\":\"8674\","
                    + "\"Q\":\"8769.44400\",\"B\":\"0\"}}}";

    private final FrameParser parser =
            new FrameParser(List.of("BTCUSDT", "ETHUSDT"), List.of(Interval.S1, Interval.M1));

    @Test
    void readsBestBidAndAsk() {
        assertThat(parse(BOOK)).isEqualTo(MessageKind.BOOK);
        assertBook();
    }

    @Test
    void readsTrade() {
        assertThat(parse(TRADE)).isEqualTo(MessageKind.TRADE);
        assertThat(parser.symbol()).isEqualTo(1);
        assertThat(parser.eventMillis()).isEqualTo(1723161255343L);
        assertThat(parser.price()).isEqualTo(2618.37);
        assertThat(parser.quantity()).isEqualTo(0.02);
        assertThat(parser.firstTradeId()).isEqualTo(3735683259L);
        assertThat(parser.lastTradeId()).isEqualTo(3735683259L);
        assertThat(parser.tradeMillis()).isEqualTo(1723161255342L);
    }

    @Test
    void readsClosedCandle() {
        assertThat(parse(KLINE)).isEqualTo(MessageKind.CLOSED_CANDLE);
        assertThat(parser.symbol()).isEqualTo(1);
        assertThat(parser.interval()).isEqualTo(1);
        assertThat(parser.eventMillis()).isEqualTo(1626992760791L);
        assertThat(parser.candle())
                .isEqualTo(
                        new Candle(1626992700000L, 1.01, 1.013, 1.009, 1.012, 11074, 11193.49, 86));
    }

    @Test
    void readsOpenCandleSoFar() {
        assertThat(parse(KLINE.replace("\"x\":true", "\"x\":false")))
                .isEqualTo(MessageKind.OPEN_CANDLE);
        assertThat(parser.symbol()).isEqualTo(1);
        assertThat(parser.interval()).isEqualTo(1);
        assertThat(parser.eventMillis()).isEqualTo(1626992760791L);
        assertThat(parser.firstTradeId()).isEqualTo(23961275);
        assertThat(parser.lastTradeId()).isEqualTo(23961360);
        assertThat(parser.candle())
                .isEqualTo(
                        new Candle(1626992700000L, 1.01, 1.013, 1.009, 1.012, 11074, 11193.49, 86));
    }

    @Test
    void readsCandleWithoutTrades() {
        assertThat(parse(KLINE.replace("23961275", "-1").replace("23961360", "-1")))
                .isEqualTo(MessageKind.CLOSED_CANDLE);
        assertThat(parser.firstTradeId()).isEqualTo(-1);
        assertThat(parser.lastTradeId()).isEqualTo(-1);
    }

    @Test
    void readsAggregateTrade() {
        assertThat(
                        parse(
                                TRADE.replace("\"trade\"", "\"aggTrade\"")
                                        .replace("\"t\":", "\"a\":5,\"f\":3735683257,\"l\":")))
                .isEqualTo(MessageKind.AGGREGATE_TRADE);
        assertThat(parser.symbol()).isEqualTo(1);
        assertThat(parser.firstTradeId()).isEqualTo(3735683257L);
        assertThat(parser.lastTradeId()).isEqualTo(3735683259L);
        assertThat(parser.tradeMillis()).isEqualTo(1723161255342L);
        assertThat(parser.price()).isEqualTo(2618.37);
    }

    @Test
    void readsChangesOfAnOrderBook() {
        assertThat(parse(DEPTH)).isEqualTo(MessageKind.DEPTH);
        assertThat(parser.symbol()).isZero();
        assertThat(parser.eventMillis()).isEqualTo(1723161255208L);
        assertThat(parser.firstUpdateId()).isEqualTo(50093239189L);
        assertThat(parser.updateId()).isEqualTo(50093239202L);
        assertThat(text(parser.bids())).isEqualTo("61737.63x0.0 61730.17x1.5");
        assertThat(text(parser.asks())).isEqualTo("61837.64x1.54698");

        assertThat(parse(DEPTH.replace("[[\"61837.64000000\",\"1.54698000\"]]", "[ ]")))
                .isEqualTo(MessageKind.DEPTH);
        assertThat(parser.asks().size()).isZero();
    }

    @Test
    void refusesMoreLevelsThanTheExchangeHas() {
        String level = "[\"1\",\"1\"],";
        String asks = level.repeat(LevelReader.MAX_LEVELS) + "[\"1\",\"1\"]";

        assertThat(parse(DEPTH.replace("[\"61837.64000000\",\"1.54698000\"]", asks)))
                .isEqualTo(MessageKind.MALFORMED);
        assertThat(parser.refusal()).isEqualTo(Refusal.UNEXPECTED_FRAME);
    }

    @Test
    void readsRawMessagesToo() {
        String raw = BOOK.substring(BOOK.indexOf("\"data\":") + 7, BOOK.length() - 1);

        assertThat(parse(raw)).isEqualTo(MessageKind.BOOK);
        assertBook();
    }

    @Test
    void readsKeysInAnyOrderWithBlanksAndEscapes() {
        assertThat(
                        parse(
                                " { \"data\" : {\n\"A\":\"1.54698000\" ,\"a\":\"61837.64000000\",\t\"B\":\"3.78826000\","
                                        + "\"\\u0062\":\"61837.6\\u00330\", \"s\":\"BTC\\u0055SDT\",\"u\":50093239212, \"z\":[{\"b\":\"}\\\"]\"},[1]],"
                                        + "\"long\\nkey\":null,\"y\":{\"b\":\"1\"} } , \"stream\":\"\\ud83d\\ude80\" }\r\n"))
                .isEqualTo(MessageKind.BOOK);
        assertBook();
    }

    @Test
    void readsEventTypeThatComesLast() {
        assertThat(
                        parse(
                                "{\"q\":\"0.5\",\"p\":\"10\",\"s\":\"BTCUSDT\",\"t\":7,\"T\":4,\"E\":5,\"e\":\"trade\"}"))
                .isEqualTo(MessageKind.TRADE);
        assertThat(parser.price()).isEqualTo(10);
    }

    @Test
    void tellsAnswersRefusalsAndTheRestApart() {
        assertThat(parse("{\"result\":null,\"id\":1}")).isEqualTo(MessageKind.DONE);
        assertThat(parse("{\"code\":2,\"msg\":\"Invalid request\"}"))
                .isEqualTo(MessageKind.REFUSED);
        assertThat(parse("{\"error\":{\"code\":2,\"msg\":\"Invalid request\"},\"id\":1}"))
                .isEqualTo(MessageKind.REFUSED);
        assertThat(parse("{\"e\":\"serverShutdown\",\"E\":1770123456789}"))
                .isEqualTo(MessageKind.SHUTDOWN);
        for (String type : List.of("24hrTicker", "24hrMiniTicker", "avgPrice", "1hTicker")) {
            assertThat(parse("{\"e\":\"" + type + "\",\"E\":1,\"s\":\"BTCUSDT\",\"b\":\"1\"}"))
                    .isEqualTo(MessageKind.UNUSED);
        }
        assertThat(parse("{\"e\":\"executionReport\",\"E\":1,\"s\":\"BTCUSDT\"}"))
                .isEqualTo(MessageKind.UNKNOWN);
        assertThat(parse("{}")).isEqualTo(MessageKind.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"s\":\"BTCUSDT\" | \"s\":\"XRPUSDT\" | UNKNOWN_SYMBOL",
                "\"s\":\"BTCUSDT\" | \"s\":7 | WRONG_TYPE",
                "\"s\":\"BTCUSDT\", | '' | MISSING_FIELD",
                "\"61837.63000000\" | 61837.63 | WRONG_TYPE",
                "\"61837.63000000\" | \"-1\" | BAD_NUMBER",
                "\"61837.63000000\" | \"\" | BAD_NUMBER",
                "\"61837.63000000\" | null | WRONG_TYPE",
                "\"61837.63000000\" | [\"1\"] | WRONG_TYPE",
                "50093239212 | \"50093239212\" | WRONG_TYPE",
                "50093239212 | 1.5 | BAD_NUMBER",
                "50093239212 | 99999999999999999999 | BAD_NUMBER",
                "50093239212 | -1 | BAD_NUMBER",
                "\"data\": | \"data\" | NOT_JSON",
                "\"1.54698000\"}} | \"1.54698000\"}}x | NOT_JSON",
                "\"1.54698000\"}} | \"1.54698000\"} | TRUNCATED",
            })
    void refusesWithReason(String part, String replacement, Refusal reason) {
        assertThat(parse(BOOK.replace(part, replacement))).isEqualTo(MessageKind.MALFORMED);
        assertThat(parser.refusal()).isEqualTo(reason);
        assertThat(parser.symbol()).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"s\":\"BTCUSDT\" | \"s\":\"XRPUSDT\" | UNKNOWN_SYMBOL",
                "\"61837.64000000\" | 61837.64 | WRONG_TYPE",
                "\"61837.64000000\" | \"0\" | BAD_NUMBER",
                "\"1.54698000\" | \"-1\" | BAD_NUMBER",
                "[[\"61837.64000000\",\"1.54698000\"]] | [\"1\",\"1\"] | WRONG_TYPE",
                "[[\"61837.64000000\",\"1.54698000\"]] | \"1\" | WRONG_TYPE",
                "[\"61837.64000000\",\"1.54698000\"] | [\"1\"] | NOT_JSON",
                "\"U\":50093239189 | \"U\":50093239203 | BAD_NUMBER",
                "\"a\":[[ | \"z\":[[ | MISSING_FIELD",
            })
    void refusesDepthWithReason(String part, String replacement, Refusal reason) {
        assertThat(parse(DEPTH.replace(part, replacement))).isEqualTo(MessageKind.MALFORMED);
        assertThat(parser.refusal()).isEqualTo(reason);
        assertThat(parser.symbol()).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"i\":\"1m\" | \"i\":\"5m\" | UNKNOWN_INTERVAL",
                "\"h\":\"1.01300\" | \"h\":\"1.00000\" | IMPOSSIBLE_CANDLE",
                "\"t\":1626992700000 | \"t\":1626992700001 | IMPOSSIBLE_CANDLE",
                "\"t\":1626992700000 | \"t\":1926992700000 | IMPOSSIBLE_CANDLE",
                "\"x\":true | \"x\":\"true\" | WRONG_TYPE",
                "\"n\":86 | \"n\":\"86\" | WRONG_TYPE",
                "\"k\":{ | \"j\":{ | MISSING_FIELD",
                "\"L\":23961360 | \"L\":-2 | BAD_NUMBER",
            })
    void refusesCandleWithReason(String part, String replacement, Refusal reason) {
        assertThat(parse(KLINE.replace(part, replacement))).isEqualTo(MessageKind.MALFORMED);
        assertThat(parser.refusal()).isEqualTo(reason);
    }

    @Test
    void refusesTradeWithoutPrice() {
        assertThat(parse(TRADE.replace("2618.37000000", "0.00000000")))
                .isEqualTo(MessageKind.MALFORMED);
        assertThat(parser.refusal()).isEqualTo(Refusal.BAD_NUMBER);
    }

    @ParameterizedTest
    @ValueSource(strings = {BOOK, TRADE, DEPTH, KLINE})
    void refusesEveryTruncation(String message) {
        for (int length = 0; length < message.length(); length++) {
            assertThat(parse(message.substring(0, length)))
                    .as("first %d characters", length)
                    .isEqualTo(MessageKind.MALFORMED);
        }
    }

    @Test
    void neverThrowsForDamagedMessages() {
        Random random = new Random(3);
        List<String> messages = List.of(BOOK, TRADE, DEPTH, KLINE, "{\"result\":null,\"id\":1}");
        int malformed = 0;
        for (int i = 0; i < 400_000; i++) {
            byte[] bytes = messages.get(i % messages.size()).getBytes(StandardCharsets.ISO_8859_1);
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                byte damage =
                        random.nextBoolean()
                                ? (byte) random.nextInt(256)
                                : (byte) "\"\\{}[],:u0-.".charAt(random.nextInt(12));
                bytes[random.nextInt(bytes.length)] = damage;
            }
            int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
            if (parser.parse(bytes, length) == MessageKind.MALFORMED) {
                malformed++;
            }
        }
        assertThat(malformed).isBetween(100_000, 399_999);
        assertThat(parse(BOOK)).isEqualTo(MessageKind.BOOK);
        assertBook();
    }

    @Test
    void survivesDeepNestingAndLongTexts() {
        assertThat(parse("{\"x\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}"))
                .isEqualTo(MessageKind.UNKNOWN);
        assertThat(parse("{\"x\":\"" + "\\u0041".repeat(100_000) + "\"}"))
                .isEqualTo(MessageKind.UNKNOWN);
        assertThat(parse("[".repeat(200_000))).isEqualTo(MessageKind.MALFORMED);
    }

    private static String text(Levels levels) {
        return IntStream.range(0, levels.size())
                .mapToObj(i -> levels.price(i) + "x" + levels.quantity(i))
                .collect(Collectors.joining(" "));
    }

    private void assertBook() {
        assertThat(parser.symbol()).isZero();
        assertThat(parser.eventMillis()).isZero();
        assertThat(parser.updateId()).isEqualTo(50093239212L);
        assertThat(parser.bid()).isEqualTo(61837.63);
        assertThat(parser.bidQuantity()).isEqualTo(3.78826);
        assertThat(parser.ask()).isEqualTo(61837.64);
        assertThat(parser.askQuantity()).isEqualTo(1.54698);
    }

    private MessageKind parse(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        return parser.parse(bytes, bytes.length);
    }
}
