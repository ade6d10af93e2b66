package io.tickmesh.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.simulator.market.Instrument;
import io.tickmesh.simulator.market.Instruments;
import io.tickmesh.simulator.rest.RequestLimits;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Weights, refusals and methods.
class RestRulesTest {

    private static final long START = 1_619_222_400_000L;
    private static final Vertx VERTX = Vertx.vertx();
    private static StillExchange exchange;

    @BeforeAll
    static void start() throws Exception {
        exchange =
                new StillExchange(
                        VERTX,
                        Instruments.all().stream().map(Instrument::symbol).toList(),
                        RequestLimits.EXCHANGE,
                        START);
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
    }

    private static String symbols(int count) {
        return exchange.market().books().stream()
                .limit(count)
                .map(book -> "%22" + book.instrument().symbol() + "%22")
                .collect(Collectors.joining(",", "%5B", "%5D"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ping | 1",
                "time | 1",
                "exchangeInfo | 20",
                "exchangeInfo?symbol=BTCUSDT | 20",
                "depth?symbol=BTCUSDT | 5",
                "depth?symbol=BTCUSDT&limit=1 | 5",
                "depth?symbol=BTCUSDT&limit=101 | 25",
                "depth?symbol=BTCUSDT&limit=500 | 25",
                "depth?symbol=BTCUSDT&limit=1000 | 50",
                "depth?symbol=BTCUSDT&limit=1001 | 250",
                "depth?symbol=BTCUSDT&limit=60000 | 250",
                "trades?symbol=BTCUSDT | 25",
                "historicalTrades?symbol=BTCUSDT | 25",
                "aggTrades?symbol=BTCUSDT | 4",
                "klines?symbol=BTCUSDT&interval=1m | 2",
                "uiKlines?symbol=BTCUSDT&interval=1m | 2",
                "avgPrice?symbol=BTCUSDT | 2",
                "ticker/24hr?symbol=BTCUSDT | 2",
                "ticker/24hr?symbols=20 | 2",
                "ticker/24hr?symbols=21 | 40",
                "ticker/24hr | 80",
                "ticker/price?symbol=BTCUSDT | 2",
                "ticker/price?symbols=1 | 4",
                "ticker/price | 4",
                "ticker/bookTicker?symbol=BTCUSDT | 2",
                "ticker/bookTicker?symbols=2 | 4",
                "ticker/bookTicker | 4",
                "ticker?symbol=BTCUSDT | 4",
                "ticker?symbols=7 | 28",
                "ticker/tradingDay?symbol=BTCUSDT | 4",
                "ticker/tradingDay?symbols=25 | 100",
                "depth?symbol=NOPE | 1"
            })
    void weighsCallsAsTheExchangeDoes(String call, int weight) throws Exception {
        int names = call.indexOf("symbols=");
        String complete =
                names < 0
                        ? call
                        : call.substring(0, names + 8)
                                + symbols(Integer.parseInt(call.substring(names + 8)));
        exchange.clock().addAndGet(60_000);

        assertThat(exchange.weight(complete)).isEqualTo(weight);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "depth | -1102 | Mandatory parameter 'symbol' was not sent, was empty/null, or"
                        + " malformed.",
                "depth?symbol=NOPE | -1121 | Invalid symbol.",
                "depth?symbol=BTCUSDT&limit=0 | -1130 | Data sent for parameter 'limit' is not"
                        + " valid.",
                "depth?symbol=BTCUSDT&limit=-5 | -1100 | Illegal characters found in parameter"
                        + " 'limit'; legal range is '^[0-9]{1,20}$'.",
                "depth?symbol=BTCUSDT&limit=99999999999999999999 | -1108 | Parameter 'limit'"
                        + " overflowed.",
                "depth?symbol=BTCUSDT&symbolStatus=HALT | -1220 | The symbol's status does not"
                        + " match the requested symbolStatus.",
                "trades?symbol=BTCUSDT&fromId=3 | -1104 | Not all sent parameters were read; read"
                        + " '1' parameter(s) but was sent '2'.",
                "trades?symbol=BTCUSDT&limit= | -1105 | Parameter 'limit' was empty.",
                "historicalTrades?limit=5 | -1102 | Mandatory parameter 'symbol' was not sent, was"
                        + " empty/null, or malformed.",
                "historicalTrades?symbol=BTCUSDT&fromId=x | -1100 | Illegal characters found in"
                        + " parameter 'fromId'; legal range is '^[0-9]{1,20}$'.",
                "aggTrades?symbol=BTCUSDT&fromId=1&startTime=5 | -1128 | Combination of optional"
                        + " parameters invalid.",
                "aggTrades?symbol=BTCUSDT&fromId=1&endTime=5 | -1128 | Combination of optional"
                        + " parameters invalid.",
                "klines?symbol=BTCUSDT&interval=1m&timeZone=15 | -1130 | Data sent for parameter"
                        + " 'timeZone' is not valid.",
                "klines?symbol=BTCUSDT&interval=1m&timeZone=-12:01 | -1130 | Data sent for"
                        + " parameter 'timeZone' is not valid.",
                "klines?symbol=BTCUSDT&interval=1m&timeZone=Europe | -1100 | Illegal characters"
                        + " found in parameter 'timeZone'; legal range is"
                        + " '^[+-]?[0-9]{1,2}(:[0-5][0-9])?$'.",
                "uiKlines?symbol=BTCUSDT&interval=2m | -1120 | Invalid interval.",
                "avgPrice?symbol=nope | -1100 | Illegal characters found in parameter 'symbol';"
                        + " legal range is '^[A-Z0-9-_.]{1,20}$'.",
                "avgPrice?symbol=BTCUSDT&symbol=BTCUSDT | -1101 | Duplicate values for a parameter"
                        + " detected.",
                "ping?a=1&b=2 | -1101 | Too many parameters; expected '0' and received '2'.",
                "ticker/24hr?symbol=BTCUSDT&type=HALF | -1139 | Invalid ticker type.",
                "ticker/24hr?symbols=BTCUSDT | -1100 | Illegal characters found in parameter"
                        + " 'symbols'; legal range is"
                        + " '^\\[(\"[A-Z0-9-_.]{1,20}\"(,\"[A-Z0-9-_.]{1,20}\"){0,}){0,1}\\]$'.",
                "ticker/price?symbols=%5B%22BTCUSDT%22,%22BTCUSDT%22%5D | -1151 | Symbol is present"
                        + " multiple times in the list.",
                "ticker/price?symbols=%5B%22BTCUSDT%22,%22NOPE%22%5D | -1121 | Invalid symbol.",
                "ticker/price?symbolStatus=OPEN | -1122 | Invalid symbolStatus.",
                "ticker/price?symbol=BTCUSDT&symbolStatus=BREAK | -1220 | The symbol's status does"
                        + " not match the requested symbolStatus.",
                "ticker | -1102 | Param 'symbol' or 'symbols' must be sent, but both were"
                        + " empty/null!",
                "ticker/tradingDay?type=MINI | -1102 | Param 'symbol' or 'symbols' must be sent,"
                        + " but both were empty/null!",
                "ticker?symbol=BTCUSDT&windowSize=60m | -1130 | Data sent for parameter"
                        + " 'windowSize' is not valid.",
                "ticker?symbol=BTCUSDT&windowSize=8d | -1130 | Data sent for parameter"
                        + " 'windowSize' is not valid.",
                "ticker?symbol=BTCUSDT&windowSize=0h | -1130 | Data sent for parameter"
                        + " 'windowSize' is not valid.",
                "exchangeInfo?symbol=BTCUSDT&permissions=SPOT | -1128 | Combination of optional"
                        + " parameters invalid.",
                "exchangeInfo?symbols=%5B%22BTCUSDT%22%5D&symbolStatus=TRADING | -1128 |"
                        + " Combination of optional parameters invalid.",
                "exchangeInfo?permissions=spot | -1100 | Illegal characters found in parameter"
                        + " 'permissions'; legal range is '^[A-Z0-9_]{1,20}$'.",
                "exchangeInfo?showPermissionSets=maybe | -1130 | Data sent for parameter"
                        + " 'showPermissionSets' is not valid."
            })
    void refusesInTheExchangesWords(String call, int code, String message) throws Exception {
        exchange.clock().addAndGet(60_000);
        HttpResponse<String> response = exchange.get(call);

        JsonObject error = new JsonObject(response.body());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error.getInteger("code")).isEqualTo(code);
        assertThat(error.getString("msg")).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    void takesNothingThatChangesAnything(String method) throws Exception {
        HttpResponse<String> response = exchange.send(method, "ticker/price", "symbol=BTCUSDT");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
        assertThat(exchange.send(method, "nothing", "").statusCode()).isEqualTo(404);
    }

    @Test
    void readsParametersFromTheQueryOnly() throws Exception {
        HttpResponse<String> response =
                exchange.send("GET", "ticker/price?symbol=BTCUSDT", "symbol=ETHBTC&x=1");

        assertThat(new JsonObject(response.body()).getString("symbol")).isEqualTo("BTCUSDT");
    }

    @Test
    void tellsTheLengthToHeadAndTheMethodsToOptions() throws Exception {
        HttpResponse<String> get = exchange.get("ticker/price?symbol=BTCUSDT");
        HttpResponse<String> head = exchange.send("HEAD", "ticker/price?symbol=BTCUSDT", "");
        HttpResponse<String> options = exchange.send("OPTIONS", "ticker/price", "");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(get.body().length());
        assertThat(options.statusCode()).isEqualTo(200);
        assertThat(options.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
    }

    @Test
    void refusesEscapesThatAreNone() throws Exception {
        Buffer body =
                VERTX.createHttpClient()
                        .request(
                                HttpMethod.GET,
                                exchange.port(),
                                "127.0.0.1",
                                "/api/v3/ticker/price?symbol=%zz")
                        .compose(HttpClientRequest::send)
                        .compose(response -> {
                            assertThat(response.statusCode()).isEqualTo(400);
                            return response.body();
                        })
                        .await(10, TimeUnit.SECONDS);

        assertThat(body.toJsonObject().getInteger("code")).isEqualTo(-1100);
    }

    @Test
    void givesEveryAnswerTheWeightHeaders() throws Exception {
        for (String call : List.of("ping", "klines", "nothing", "ticker/24hr")) {
            assertThat(exchange.get(call).headers().map())
                    .containsKeys("x-mbx-used-weight", "x-mbx-used-weight-1m");
        }
    }
}
