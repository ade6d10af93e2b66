package io.tickmesh.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestTest {

    private static final String NUMBER = "\\d+\\.\\d{8}";
    private static final Vertx VERTX = Vertx.vertx();
    private static final ExchangeSimulator SIMULATOR =
            new ExchangeSimulator(SimulatorConfig.defaults());

    @BeforeAll
    static void start() {
        var _ = VERTX.deployVerticle(SIMULATOR).await();
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
    }

    private static HttpResponse<String> get(String pathAndQuery) throws Exception {
        return SimulatedClient.get(SIMULATOR, pathAndQuery);
    }

    @Test
    void answersPingAndTimeBelowAnyPrefix() throws Exception {
        assertThat(get("/api/v3/ping").body()).isEqualTo("{}");
        assertThat(get("/some/where/api/v3/ping").body()).isEqualTo("{}");

        long time = new JsonObject(get("/api/v3/time").body()).getLong("serverTime");

        assertThat(Math.abs(time - System.currentTimeMillis())).isLessThan(5_000);
    }

    @Test
    void listsAllSymbolsWithFiltersAndLimits() throws Exception {
        JsonObject info = new JsonObject(get("/api/v3/exchangeInfo").body());

        assertThat(info.getJsonArray("symbols")).hasSize(25);
        assertThat(info.getJsonArray("rateLimits").getJsonObject(0).getInteger("limit"))
                .isEqualTo(6_000);
        JsonObject ada = info.getJsonArray("symbols").getJsonObject(1);
        assertThat(ada.getString("symbol")).isEqualTo("ADAUSDT");
        assertThat(ada.getString("status")).isEqualTo("TRADING");
        JsonArray filters = ada.getJsonArray("filters");
        assertThat(filters.stream().map(f -> ((JsonObject) f).getString("filterType")))
                .containsExactly(
                        "PRICE_FILTER",
                        "LOT_SIZE",
                        "ICEBERG_PARTS",
                        "MARKET_LOT_SIZE",
                        "TRAILING_DELTA",
                        "PERCENT_PRICE_BY_SIDE",
                        "NOTIONAL",
                        "MAX_NUM_ORDERS",
                        "MAX_NUM_ORDER_LISTS",
                        "MAX_NUM_ALGO_ORDERS",
                        "MAX_NUM_ORDER_AMENDS");
        assertThat(filters.getJsonObject(0).getString("tickSize")).isEqualTo("0.00100000");
        assertThat(filters.getJsonObject(1).getString("stepSize")).isEqualTo("0.10000000");
        assertThat(filters.getJsonObject(6).getString("minNotional")).isEqualTo("10.00000000");
    }

    @Test
    void picksSymbolsOfExchangeInfoAndTicker() throws Exception {
        String list = URLEncoder.encode("[\"BTCUSDT\",\"BRDBTC\"]", StandardCharsets.UTF_8);

        JsonObject one = new JsonObject(get("/api/v3/exchangeInfo?symbol=BTCUSDT").body());
        JsonObject two = new JsonObject(get("/api/v3/exchangeInfo?symbols=" + list).body());
        JsonObject price = new JsonObject(get("/api/v3/ticker/price?symbol=BRDBTC").body());
        JsonArray prices = new JsonArray(get("/api/v3/ticker/price?symbols=" + list).body());
        JsonArray all = new JsonArray(get("/api/v3/ticker/price").body());

        assertThat(one.getJsonArray("symbols")).hasSize(1);
        assertThat(two.getJsonArray("symbols")).hasSize(2);
        assertThat(price.getString("price")).matches(NUMBER);
        assertThat(prices.getJsonObject(0).getString("symbol")).isEqualTo("BTCUSDT");
        assertThat(all).hasSize(25);
    }

    @Test
    void answersKlinesInTheExchangesForm() throws Exception {
        JsonArray bars = SimulatedClient.klines(SIMULATOR, "BTCUSDT", "1m");

        assertThat(bars).hasSize(1_000);
        JsonArray bar = bars.getJsonArray(500);
        assertThat(bar).hasSize(12);
        assertThat(bar.getLong(6)).isEqualTo(bar.getLong(0) + 59_999);
        assertThat(bar.getLong(0) % 60_000).isZero();
        assertThat(bar.getValue(8)).isInstanceOf(Integer.class);
        assertThat(bar.getString(11)).isEqualTo("0");
        for (int column : List.of(1, 2, 3, 4, 5, 7, 9, 10)) {
            assertThat(bar.getString(column)).matches(NUMBER);
        }
    }

    @Test
    void limitsKlinesByCountStartAndEnd() throws Exception {
        JsonArray all = SimulatedClient.klines(SIMULATOR, "ETHUSDT", "5m");
        String query = "/api/v3/klines?symbol=ETHUSDT&interval=5m";
        long start = all.getJsonArray(100).getLong(0);
        long end = all.getJsonArray(109).getLong(0);

        assertThat(new JsonArray(get(query).body())).hasSize(500);
        assertThat(new JsonArray(get(query + "&limit=7").body())).hasSize(7);
        assertThat(new JsonArray(get(query + "&limit=5000").body())).hasSize(1_000);
        assertThat(opens(get(query + "&startTime=" + start + "&endTime=" + end).body()))
                .hasSize(10)
                .startsWith(start)
                .endsWith(end);
        assertThat(opens(get(query + "&limit=3&startTime=" + (start - 1)).body()))
                .containsExactly(start, start + 300_000, start + 600_000);
        assertThat(opens(get(query + "&limit=2&endTime=" + (end + 1)).body()))
                .containsExactly(end - 300_000, end);
        assertThat(get(query + "&startTime=9999999999999").body()).isEqualTo("[]");
    }

    private static List<Long> opens(String body) {
        return new JsonArray(body).stream().map(bar -> ((JsonArray) bar).getLong(0)).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "klines?symbol=NOPE&interval=1m | -1121 | Invalid symbol.",
                "ticker/price?symbol=NOPE | -1121 | Invalid symbol.",
                "klines?symbol=BTCUSDT&interval=7m | -1120 | Invalid interval.",
                "klines?interval=1m | -1102 | Mandatory parameter 'symbol' was not sent, was"
                        + " empty/null, or malformed.",
                "klines?symbol=BTCUSDT | -1102 | Mandatory parameter 'interval' was not sent, was"
                        + " empty/null, or malformed.",
                "klines?symbol=BTCUSDT&interval=1m&limit=x | -1100 | Illegal characters found in"
                        + " parameter 'limit'; legal range is '^[0-9]{1,20}$'.",
                "klines?symbol=btc&interval=1m | -1100 | Illegal characters found in parameter"
                        + " 'symbol'; legal range is '^[A-Z0-9-_.]{1,20}$'.",
                "klines?symbol=&interval=1m | -1105 | Parameter 'symbol' was empty.",
                "klines?symbol=BTCUSDT&interval=1m&colour=red | -1104 | Not all sent parameters"
                        + " were read; read '2' parameter(s) but was sent '3'.",
                "time?x=1 | -1101 | Too many parameters; expected '0' and received '1'.",
                "klines?symbol=BTCUSDT&symbol=ETHUSDT&interval=1m | -1101 | Duplicate values for a"
                        + " parameter detected.",
                "ticker/price?symbol=BTCUSDT&symbols=%5B%22ETHBTC%22%5D | -1128 | Combination of"
                        + " optional parameters invalid.",
                "klines?symbol=BTCUSDT&interval=1m&limit=0 | -1130 | Data sent for parameter"
                        + " 'limit' is not valid."
            })
    void refusesInTheExchangesWords(String call, int code, String message) throws Exception {
        HttpResponse<String> response = get("/api/v3/" + call);

        JsonObject error = new JsonObject(response.body());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error.getInteger("code")).isEqualTo(code);
        assertThat(error.getString("msg")).isEqualTo(message);
    }

    @Test
    void answersNotFoundForWhatItDoesNotKnow() throws Exception {
        assertThat(get("/api/v3/nothing").statusCode()).isEqualTo(404);
        assertThat(get("/").statusCode()).isEqualTo(404);
    }

    @Test
    void countsWeightAndRequests() throws Exception {
        SimulatorCounters before = SIMULATOR.counters();

        HttpResponse<String> first = get("/api/v3/exchangeInfo");
        HttpResponse<String> second = get("/api/v3/klines?symbol=BTCUSDT&interval=1m&limit=1");

        int used = usedWeight(second) - usedWeight(first);
        assertThat(used).isIn(2, 2 - usedWeight(first));
        SimulatorCounters after = SIMULATOR.counters();
        assertThat(after.weightUsed() - before.weightUsed()).isEqualTo(22);
        assertThat(after.restRequests().get("klines"))
                .isEqualTo(before.restRequests().getOrDefault("klines", 0L) + 1);
    }

    private static int usedWeight(HttpResponse<String> response) {
        return Integer.parseInt(
                response.headers().firstValue("X-MBX-USED-WEIGHT-1M").orElseThrow());
    }
}
