package io.tickmesh.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.simulator.rest.RequestLimits;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Limits over real sockets, on a clock that the test moves.
class RestLimitsTest {

    /// The beginning of a minute and of five.
    private static final long T0 = 1_619_222_400_000L;

    private static final Vertx VERTX = Vertx.vertx();
    private static final RequestLimits LIMITS =
            new RequestLimits(100, 1_000, 2, Duration.ofMinutes(2), Duration.ofMinutes(5), 1);

    private @Nullable StillExchange exchange;

    @AfterAll
    static void stop() {
        VERTX.close().await();
    }

    @AfterEach
    void close() {
        exchange().close();
    }

    private StillExchange exchange() {
        return Objects.requireNonNull(exchange);
    }

    private void start(RequestLimits limits) throws Exception {
        exchange = new StillExchange(VERTX, List.of("BTCUSDT"), limits, T0);
    }

    private HttpResponse<String> get(String call) throws Exception {
        return exchange().get(call);
    }

    private void pass(long millis) {
        exchange().clock().addAndGet(millis);
    }

    private HttpResponse<String> use(int weight) throws Exception {
        assertThat(weight % 20).isZero();
        HttpResponse<String> last = get("exchangeInfo");
        for (int used = 20; used < weight; used += 20) {
            last = get("exchangeInfo");
        }
        return last;
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElseThrow();
    }

    @Test
    void refusesWhatIsAboveTheWeightOfAMinuteUntilItEnds() throws Exception {
        start(LIMITS);
        pass(17_300);
        assertThat(use(100).statusCode()).isEqualTo(200);

        HttpResponse<String> refused = get("ping");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(header(refused, "Retry-After")).isEqualTo("43");
        assertThat(header(refused, "X-MBX-USED-WEIGHT-1M")).isEqualTo("101");
        assertThat(header(refused, "X-MBX-USED-WEIGHT")).isEqualTo("101");
        JsonObject error = new JsonObject(refused.body());
        assertThat(error.getInteger("code")).isEqualTo(-1003);
        assertThat(error.getString("msg"))
                .isEqualTo(
                        "Too much request weight used; current limit is 100 request weight per 1"
                                + " MINUTE. Please use WebSocket Streams for live updates to avoid"
                                + " polling the API.");
        exchange().clock().set(T0 + 60_000);
        HttpResponse<String> again = get("ping");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(header(again, "X-MBX-USED-WEIGHT-1M")).isEqualTo("1");
    }

    @Test
    void bansWhoGoesOnAndBansLongerNextTime() throws Exception {
        // given
        start(LIMITS);
        use(100);
        assertThat(get("ping").statusCode()).isEqualTo(429);
        assertThat(get("ping").statusCode()).isEqualTo(429);

        // when
        HttpResponse<String> banned = get("ping");

        // then
        assertThat(banned.statusCode()).isEqualTo(418);
        assertThat(header(banned, "Retry-After")).isEqualTo("120");
        assertThat(new JsonObject(banned.body()).getInteger("code")).isEqualTo(-1003);
        assertThat(new JsonObject(banned.body()).getString("msg"))
                .isEqualTo(
                        "Way too much request weight used; IP banned until "
                                + (T0 + 120_000)
                                + ". Please use WebSocket Streams for live updates to avoid bans.");
        pass(119_999);
        assertThat(header(get("ping"), "Retry-After")).isEqualTo("1");
        pass(1);
        assertThat(get("ping").statusCode()).isEqualTo(200);

        // the second ban is twice as long, the third as long as they get
        assertThat(banAgain()).isEqualTo("240");
        pass(240_000);
        assertThat(banAgain()).isEqualTo("300");
        // and after a long time without one it is short again
        pass(300_000 + 300_001);
        assertThat(banAgain()).isEqualTo("120");
    }

    private String banAgain() throws Exception {
        use(100);
        HttpResponse<String> last = get("ping");
        for (int i = 0; i < 10 && last.statusCode() == 429; i++) {
            last = get("ping");
        }
        assertThat(last.statusCode()).isEqualTo(418);
        return header(last, "Retry-After");
    }

    @Test
    void countsRequestsOfFiveMinutesToo() throws Exception {
        start(new RequestLimits(100, 10, 2, Duration.ofMinutes(2), Duration.ofMinutes(5), 1));
        pass(30_000);
        for (int i = 0; i < 10; i++) {
            assertThat(get("time").statusCode()).isEqualTo(200);
        }

        HttpResponse<String> refused = get("time");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(header(refused, "Retry-After")).isEqualTo("270");
        assertThat(new JsonObject(refused.body()).getString("msg")).contains("10 requests per 5");
        exchange().clock().set(T0 + 300_000);
        assertThat(get("time").statusCode()).isEqualTo(200);
    }

    @Test
    void letsTimePassFasterWhenScaled() throws Exception {
        start(LIMITS.withTimeScale(60));
        use(100);
        assertThat(get("ping").statusCode()).isEqualTo(429);
        pass(1_000);
        assertThat(get("ping").statusCode()).isEqualTo(200);
        assertThat(banAgain()).isEqualTo("2");
        pass(2_000);
        assertThat(get("ping").statusCode()).isEqualTo(200);
    }

    @Test
    void tellsItsLimitsInExchangeInfo() throws Exception {
        start(LIMITS);

        JsonObject info = new JsonObject(get("exchangeInfo").body());

        assertThat(info.getJsonArray("rateLimits").encode())
                .contains(
                        "\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":1,\"limit\":100}")
                .contains(
                        "\"RAW_REQUESTS\",\"interval\":\"MINUTE\",\"intervalNum\":5,\"limit\":1000}")
                .contains("\"ORDERS\"");
    }

    @Test
    void countsRefusedQuestionsAndUnknownPathsAsWell() throws Exception {
        start(LIMITS);
        assertThat(header(get("klines"), "X-MBX-USED-WEIGHT-1M")).isEqualTo("1");
        assertThat(header(get("nothing"), "X-MBX-USED-WEIGHT-1M")).isEqualTo("2");
    }
}
