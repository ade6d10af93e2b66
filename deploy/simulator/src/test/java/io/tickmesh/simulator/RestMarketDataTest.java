package io.tickmesh.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickmesh.simulator.market.DepthBook;
import io.tickmesh.simulator.market.Instrument;
import io.tickmesh.simulator.market.SymbolBook;
import io.tickmesh.simulator.market.TradeTape;
import io.tickmesh.simulator.rest.RequestLimits;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestMarketDataTest {

    private static final Path EXAMPLES =
            Path.of(
                    System.getProperty("tickmesh.root", "."),
                    "../shared/data/protocol/binance/rest");
    private static final long START = Instant.parse("2021-04-24T09:41:12.345Z").toEpochMilli();
    private static final List<String> SYMBOLS = List.of("ADAUSDT", "BTCUSDT", "ETHBTC");
    private static final Vertx VERTX = Vertx.vertx();
    private static StillExchange exchange;

    @BeforeAll
    static void start() throws Exception {
        exchange = new StillExchange(VERTX, SYMBOLS, RequestLimits.EXCHANGE, START);
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
    }

    private static SymbolBook bitcoin() {
        return exchange.book("BTCUSDT");
    }

    private static String decimal(long value, int decimals) {
        return BigDecimal.valueOf(value, decimals)
                .setScale(Instrument.WIRE_DECIMALS)
                .toPlainString();
    }

    private static String price(long ticks) {
        return decimal(ticks, bitcoin().instrument().priceDecimals());
    }

    private static String quantity(long steps) {
        return decimal(steps, bitcoin().instrument().quantityDecimals());
    }

    @ParameterizedTest
    @CsvSource({
        "agg_trades.doc.json, aggTrades?symbol=BTCUSDT&limit=1",
        "book_ticker.doc.json, ticker/bookTicker?symbol=BTCUSDT",
        "depth.doc.json, depth?symbol=BTCUSDT&limit=1",
        "klines.doc.json, klines?symbol=BTCUSDT&interval=1w&limit=1",
        "market_klines.json, uiKlines?symbol=BTCUSDT&interval=1m&limit=1",
        "market_ticker_price.json, ticker/price?symbol=BTCUSDT",
        "market_time.json, time",
        "market_trades.json, trades?symbol=BTCUSDT&limit=1",
        "ticker_24hr.doc.json, ticker/24hr?symbol=BTCUSDT",
        "ticker_prices.doc.json, 'ticker/price?symbols=%5B%22BTCUSDT%22,%22ETHBTC%22%5D'"
    })
    void hasTheFormOfTheRecordedAnswer(String file, String call) throws Exception {
        Path example = EXAMPLES.resolve(file);
        assumeTrue(Files.exists(example), "no example at " + example);

        String answer = exchange.get(call).body();

        assertThat(form(answer)).isEqualTo(form(Files.readString(example)));
    }

    /// Keys in their order, types of values and digits after the point; of lists the first entry.
    private static String form(String json) {
        return json.strip().startsWith("[")
                ? form(new JsonArray(json))
                : form(new JsonObject(json));
    }

    private static String form(Object value) {
        return switch (value) {
            case JsonArray list when list.size() == 12 ->
                    list.stream().map(v -> form(v)).toList() + "";
            case JsonArray list when list.size() == 2 && list.getValue(0) instanceof String ->
                    "[" + form(list.getValue(0)) + form(list.getValue(1)) + "]";
            case JsonArray list -> "[" + form(list.getValue(0)) + "]";
            case JsonObject object ->
                    object.fieldNames().stream()
                            .map(name -> name + ":" + form(object.getValue(name)))
                            .toList()
                            .toString();
            case String text when text.matches("-?[0-9]+\\.[0-9]+") ->
                    "decimal" + (text.length() - text.indexOf('.') - 1);
            case Number _ -> "number";
            default -> value.getClass().getSimpleName();
        };
    }

    @Test
    void answersDepthThatAgreesWithTheBookTicker() throws Exception {
        JsonObject depth = exchange.object("depth?symbol=BTCUSDT");
        JsonObject ticker = exchange.object("ticker/bookTicker?symbol=BTCUSDT");

        assertThat(depth.getLong("lastUpdateId")).isEqualTo(bitcoin().updateId());
        assertThat(depth.getJsonArray("bids")).hasSize(100);
        assertThat(depth.getJsonArray("asks")).hasSize(100);
        assertThat(depth.getJsonArray("bids").getJsonArray(0))
                .isEqualTo(
                        new JsonArray()
                                .add(ticker.getString("bidPrice"))
                                .add(ticker.getString("bidQty")));
        assertThat(depth.getJsonArray("asks").getJsonArray(0))
                .isEqualTo(
                        new JsonArray()
                                .add(ticker.getString("askPrice"))
                                .add(ticker.getString("askQty")));
    }

    @Test
    void cutsDepthToTheLimitAndToWhatThereIs() throws Exception {
        DepthBook book = bitcoin().depth();

        assertThat(exchange.object("depth?symbol=BTCUSDT&limit=7").getJsonArray("asks")).hasSize(7);
        JsonArray all = exchange.object("depth?symbol=BTCUSDT&limit=9999").getJsonArray("bids");
        assertThat(all).hasSize(book.bids().size());
        assertThat(all.getJsonArray(600).getString(0)).isEqualTo(price(book.bids().ticks(600)));
        assertThat(all.getJsonArray(600).getString(1)).isEqualTo(quantity(book.bids().steps(600)));
    }

    @Test
    void answersTheLatestTradesOneByOne() throws Exception {
        TradeTape tape = bitcoin().trades();
        long lastId = tape.lastId(tape.size() - 1);

        JsonArray trades = exchange.list("trades?symbol=BTCUSDT&limit=1000");

        assertThat(trades).hasSize(1_000);
        for (int i = 0; i < 1_000; i++) {
            assertThat(trades.getJsonObject(i).getLong("id")).isEqualTo(lastId - 999 + i);
        }
        JsonObject last = trades.getJsonObject(999);
        assertThat(last.getString("price")).isEqualTo(price(bitcoin().lastPrice()));
        assertThat(last.getString("qty")).isEqualTo(quantity(bitcoin().lastSteps()));
        assertThat(new BigDecimal(last.getString("quoteQty")))
                .isEqualByComparingTo(
                        new BigDecimal(last.getString("price"))
                                .multiply(new BigDecimal(last.getString("qty"))));
        assertThat(last.getLong("time")).isEqualTo(bitcoin().lastTradeMillis());
        assertThat(exchange.list("trades?symbol=BTCUSDT")).hasSize(500);
    }

    @Test
    void looksUpOldTradesFromAnId() throws Exception {
        TradeTape tape = bitcoin().trades();
        // An entry of the history stands for several trades.
        long inside = tape.firstId(3) + 1;
        assertThat(inside).isLessThanOrEqualTo(tape.lastId(3));

        JsonArray trades =
                exchange.list("historicalTrades?symbol=BTCUSDT&limit=20&fromId=" + inside);

        assertThat(trades).hasSize(20);
        assertThat(trades.getJsonObject(0).getLong("id")).isEqualTo(inside);
        assertThat(trades.getJsonObject(19).getLong("id")).isEqualTo(inside + 19);
        assertThat(exchange.list("historicalTrades?symbol=BTCUSDT&fromId=99999999999")).isEmpty();
        assertThat(exchange.list("historicalTrades?symbol=BTCUSDT&limit=5"))
                .isEqualTo(exchange.list("trades?symbol=BTCUSDT&limit=5"));
    }

    @Test
    void looksUpAggregatesByIdAndByTimeInclusive() throws Exception {
        TradeTape tape = bitcoin().aggregates();
        int last = tape.size() - 1;
        String call = "aggTrades?symbol=BTCUSDT";

        assertThat(ids(call)).hasSize(500).endsWith(tape.id(last));
        assertThat(ids(call + "&limit=2&fromId=" + tape.id(100)))
                .containsExactly(tape.id(100), tape.id(101));
        assertThat(ids(call + "&startTime=" + tape.millis(last - 3)))
                .startsWith(tape.id(last - 3))
                .endsWith(tape.id(last));
        assertThat(ids(call + "&limit=2&endTime=" + tape.millis(last - 3)))
                .hasSize(2)
                .endsWith(tape.id(last - 3));
        assertThat(
                        ids(
                                call
                                        + "&startTime="
                                        + tape.millis(last - 8)
                                        + "&endTime="
                                        + tape.millis(last - 4)))
                .containsExactly(
                        tape.id(last - 8),
                        tape.id(last - 7),
                        tape.id(last - 6),
                        tape.id(last - 5),
                        tape.id(last - 4));
        assertThat(ids(call + "&startTime=9999999999999")).isEmpty();
        JsonObject entry = exchange.list(call + "&limit=1").getJsonObject(0);
        assertThat(entry.getLong("f")).isEqualTo(tape.firstId(last));
        assertThat(entry.getLong("l")).isEqualTo(tape.lastId(last));
        assertThat(entry.getLong("T")).isEqualTo(tape.millis(last));
        assertThat(entry.getBoolean("m")).isEqualTo(tape.buyerMaker(last));
    }

    private static List<Long> ids(String call) throws Exception {
        return exchange.list(call).stream().map(a -> ((JsonObject) a).getLong("a")).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "8, 16",
        "08:00, 16",
        "%2B8:00, 16",
        "+08, 16",
        "-1:00, 1",
        "0, 0",
        "-12, 12",
        "14:00, 10"
    })
    void beginsDaysAtTheMidnightOfATimeZone(String zone, int utcHour) throws Exception {
        JsonArray days =
                exchange.list("klines?symbol=BTCUSDT&interval=1d&limit=2&timeZone=" + zone);

        Instant open = Instant.ofEpochMilli(days.getJsonArray(0).getLong(0));
        assertThat(open.toString()).endsWith("T%02d:00:00Z".formatted(utcHour));
        assertThat(days.getJsonArray(0).getLong(6)).isEqualTo(open.toEpochMilli() + 86_399_999);
        assertThat(days.getJsonArray(1).getLong(0)).isEqualTo(open.toEpochMilli() + 86_400_000);
    }

    @Test
    void answersUiKlinesLikeKlines() throws Exception {
        String query = "klines?symbol=ETHBTC&interval=15m&limit=33";

        assertThat(exchange.list(query.replace("klines", "uiKlines")))
                .isEqualTo(exchange.list(query));
    }

    @Test
    void picksSymbolsOfExchangeInfoByPermissionAndStatus() throws Exception {
        assertThat(symbols("exchangeInfo?permissions=SPOT")).hasSize(3);
        assertThat(symbols("exchangeInfo?permissions=%5B%22MARGIN%22,%22SPOT%22%5D")).hasSize(3);
        assertThat(symbols("exchangeInfo?permissions=LEVERAGED")).isEmpty();
        assertThat(symbols("exchangeInfo?symbolStatus=TRADING")).hasSize(3);
        assertThat(symbols("exchangeInfo?symbolStatus=BREAK")).isEmpty();
        assertThat(
                        symbols("exchangeInfo?symbol=BTCUSDT&showPermissionSets=false")
                                .getJsonObject(0)
                                .getJsonArray("permissionSets"))
                .isEmpty();
        assertThat(
                        symbols("exchangeInfo?symbol=BTCUSDT")
                                .getJsonObject(0)
                                .getJsonArray("permissionSets")
                                .getJsonArray(0))
                .containsExactly("SPOT");
    }

    private static JsonArray symbols(String call) throws Exception {
        return exchange.object(call).getJsonArray("symbols");
    }
}
