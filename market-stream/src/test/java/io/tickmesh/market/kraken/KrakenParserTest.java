package io.tickmesh.market.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.market.kraken.KrakenMessage.Answer;
import io.tickmesh.market.kraken.KrakenMessage.Book;
import io.tickmesh.market.kraken.KrakenMessage.Books;
import io.tickmesh.market.kraken.KrakenMessage.Heartbeat;
import io.tickmesh.market.kraken.KrakenMessage.Malformed;
import io.tickmesh.market.kraken.KrakenMessage.Pong;
import io.tickmesh.market.kraken.KrakenMessage.Status;
import io.tickmesh.market.kraken.KrakenMessage.Unknown;
import io.tickmesh.market.wire.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KrakenParserTest {
    private static final String BAR =
            """
            {"channel":"ohlc","type":"update","data":[{"symbol":"BTC/USD","interval":1,\
            "interval_begin":"2023-10-04T16:25:00.000000000Z","open":2.0,"high":4.0,"low":1.0,"close":3.0,\
            "volume":5.5,"vwap":2.5,"trades":7}]}\
            """;
    private static final String TRADE =
            """
            {"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"buy","price":2.5,"qty":1,\
            "ord_type":"limit","trade_id":7,"timestamp":"2023-10-06T17:35:55.440295Z"}]}\
            """;

    private final KrakenParser parser =
            new KrakenParser(List.of(KrakenPair.of("BTCUSD.KRAKEN").orElseThrow()));

    @Test
    void readsTheBestBidAndAsk() {
        String ticker =
                """
                {"channel":"ticker","type":"snapshot","data":[{"symbol":"BTC/USD","bid":105944.2,"bid_qty":2.5,\
                "ask":null,"ask_qty":0,"last":1,"timestamp":"2022-12-25T09:30:59.123456Z"},\
                {"symbol":"BTC/USD","bid":1e-7,"bid_qty":2,"ask":3,"ask_qty":4}]}\
                """;

        assertThat(parse(ticker))
                .isEqualTo(
                        new Books(
                                List.of(
                                        new Book(0, 105944.2, 2.5, 0, 0, 1_671_960_659_123_456L),
                                        new Book(0, 1e-7, 2, 3, 4, 0))));
    }

    @Test
    void knowsWhatTheExchangeSaysBesidesTheMarket() {
        assertThat(parse("{\"channel\":\"heartbeat\"}")).isEqualTo(new Heartbeat());
        assertThat(parse("{\"method\":\"pong\",\"req_id\":1}")).isEqualTo(new Pong());
        assertThat(
                        parse(
                                """
                                {"channel":"status","type":"update","data":[{"api_version":"v2","connection_id":1,\
                                "system":"maintenance","version":"2.0.11"}]}\
                                """))
                .isEqualTo(new Status("maintenance"));
        assertThat(
                        parse(
                                """
                                {"error":"Currency pair not supported XDG/USD","method":"subscribe","success":false,\
                                "symbol":"XDG/USD"}\
                                """))
                .isEqualTo(new Answer(false, "Currency pair not supported XDG/USD"));
        assertThat(parse("{\"channel\":\"book\",\"data\":[]}")).isEqualTo(new Unknown());
        assertThat(parse("{\"method\":\"add_order\"}")).isEqualTo(new Unknown());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"BTC/USD\";\"ETH/USD\";UNKNOWN_SYMBOL",
                "\"BTC/USD\";7;WRONG_TYPE",
                "\"symbol\":;\"s\":;MISSING_FIELD",
                "\"interval\":1;\"interval\":10080;UNKNOWN_INTERVAL",
                "\"interval\":1;\"interval\":1.5;BAD_NUMBER",
                "16:25:00.000000000Z;16:25:01Z;IMPOSSIBLE_CANDLE",
                "2023-10-04T;2023-13-04T;BAD_NUMBER",
                "2023-10-04T;1969-10-04T;BAD_NUMBER",
                "\"2023-10-04T16:25:00.000000000Z\";1;WRONG_TYPE",
                "\"high\":4.0;\"high\":2.5;IMPOSSIBLE_CANDLE",
                "\"low\":1.0;\"low\":0;IMPOSSIBLE_CANDLE",
                "\"volume\":5.5;\"volume\":-1;BAD_NUMBER",
                "\"volume\":5.5;\"volume\":1e999;BAD_NUMBER",
                "\"volume\":5.5;\"volume\":\"5.5\";WRONG_TYPE",
                "\"trades\":7;\"trades\":99999999999999999999;BAD_NUMBER",
                "]};]}x;NOT_JSON",
                "]};];TRUNCATED",
                "\"data\":[;\"datum\":[;MISSING_FIELD"
            })
    void refusesADamagedBarWithItsReason(String part, String damaged, Refusal reason) {
        assertThat(BAR).contains(part);
        assertThat(parse(BAR.replace(part, damaged))).isEqualTo(new Malformed(reason));
    }

    @Test
    void refusesATradeThatCannotBe() {
        assertThat(parse(TRADE.replace("2.5", "0"))).isEqualTo(new Malformed(Refusal.BAD_NUMBER));
        assertThat(parse(TRADE.replace("\"trade_id\":7,", "")))
                .isEqualTo(new Malformed(Refusal.MISSING_FIELD));
        assertThat(parse("")).isEqualTo(new Malformed(Refusal.TRUNCATED));
        assertThat(parse("[]")).isEqualTo(new Malformed(Refusal.WRONG_TYPE));
        assertThat(parse("{\"channel\":\"trade\",\"data\":{}}"))
                .isEqualTo(new Malformed(Refusal.WRONG_TYPE));
        assertThat(parse("[".repeat(100_000))).isInstanceOf(Malformed.class);
    }

    @Test
    void survivesEveryFlippedBit() {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = (round % 2 == 0 ? BAR : TRADE).getBytes(StandardCharsets.UTF_8);
            for (int flips = 0; flips <= random.nextInt(3); flips++) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            assertThat(parser.parse(bytes, random.nextInt(bytes.length + 1))).isNotNull();
        }
    }

    private KrakenMessage parse(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        return parser.parse(bytes, bytes.length);
    }
}
