package io.tickmesh.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.simulator.market.BarSeries;
import io.tickmesh.simulator.market.KlineInterval;
import io.tickmesh.simulator.market.SymbolBook;
import io.tickmesh.simulator.rest.RequestLimits;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What REST says about a symbol as a whole: averages, tickers and the windows they stand for.
class RestTickersTest {

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

    @Test
    void averagesFiveMinutes() throws Exception {
        BarSeries minutes = bitcoin().bars(KlineInterval.M1);
        int from =
                minutes.indexFrom(KlineInterval.M1.openOf(exchange.market().nowMillis() - 300_000));
        BigDecimal value = BigDecimal.ZERO;
        BigDecimal volume = BigDecimal.ZERO;
        for (int i = from; i < minutes.size(); i++) {
            value = value.add(BigDecimal.valueOf(minutes.notional(i), 7));
            volume = volume.add(BigDecimal.valueOf(minutes.volume(i), 5));
        }

        JsonObject average = exchange.object("avgPrice?symbol=BTCUSDT");

        assertThat(average.fieldNames()).containsExactly("mins", "price", "closeTime");
        assertThat(average.getInteger("mins")).isEqualTo(5);
        assertThat(average.getLong("closeTime")).isEqualTo(bitcoin().lastTradeMillis());
        assertThat(average.getString("price"))
                .isEqualTo(value.divide(volume, 8, RoundingMode.HALF_UP).toPlainString());
    }

    @Test
    void sumsUpTheLastDay() throws Exception {
        JsonObject day = exchange.object("ticker/24hr?symbol=BTCUSDT");
        long now = exchange.market().nowMillis();
        JsonArray minutes =
                exchange.list(
                        "klines?symbol=BTCUSDT&interval=1m&limit=1000&startTime="
                                + KlineInterval.M1.openOf(now - 86_400_000));
        JsonArray later =
                exchange.list(
                        "klines?symbol=BTCUSDT&interval=1m&limit=1000&startTime="
                                + (minutes.getJsonArray(999).getLong(0) + 1));
        later.forEach(minutes::add);

        assertThat(minutes).hasSize(1_441);
        assertThat(day.getLong("closeTime")).isEqualTo(now);
        assertThat(day.getLong("openTime")).isEqualTo(now - 86_400_000);
        assertThat(new BigDecimal(day.getString("volume"))).isEqualTo(sum(minutes, 5));
        assertThat(new BigDecimal(day.getString("quoteVolume"))).isEqualTo(sum(minutes, 7));
        assertThat(day.getLong("count"))
                .isEqualTo(minutes.stream().mapToLong(m -> ((JsonArray) m).getLong(8)).sum())
                .isEqualTo(day.getLong("lastId") - day.getLong("firstId") + 1);
        assertThat(day.getString("openPrice")).isEqualTo(minutes.getJsonArray(0).getString(1));
        assertThat(day.getString("lastPrice")).isEqualTo(minutes.getJsonArray(1_440).getString(4));
        assertThat(new BigDecimal(day.getString("priceChange")))
                .isEqualTo(
                        new BigDecimal(day.getString("lastPrice"))
                                .subtract(new BigDecimal(day.getString("openPrice"))));
        assertThat(day.getString("priceChangePercent")).matches("-?\\d+\\.\\d{3}");
    }

    private static BigDecimal sum(JsonArray bars, int column) {
        return bars.stream()
                .map(bar -> new BigDecimal(((JsonArray) bar).getString(column)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void answersShortTickersWhenAsked() throws Exception {
        JsonObject mini = exchange.object("ticker/24hr?symbol=BTCUSDT&type=MINI");

        assertThat(mini.fieldNames())
                .containsExactly(
                        "symbol",
                        "openPrice",
                        "highPrice",
                        "lowPrice",
                        "lastPrice",
                        "volume",
                        "quoteVolume",
                        "openTime",
                        "closeTime",
                        "firstId",
                        "lastId",
                        "count");
        assertThat(exchange.object("ticker?symbol=BTCUSDT&type=MINI").fieldNames())
                .isEqualTo(mini.fieldNames());
        assertThat(exchange.object("ticker/tradingDay?symbol=BTCUSDT&type=MINI").fieldNames())
                .isEqualTo(mini.fieldNames());
    }

    @Test
    void answersTheTradingDaySinceItsMidnight() throws Exception {
        JsonObject day = exchange.object("ticker/tradingDay?symbol=BTCUSDT");
        JsonArray bar = exchange.list("klines?symbol=BTCUSDT&interval=1d&limit=1").getJsonArray(0);

        assertThat(day.getLong("openTime")).isEqualTo(bar.getLong(0));
        assertThat(day.getLong("closeTime")).isEqualTo(bar.getLong(6));
        assertThat(day.getString("openPrice")).isEqualTo(bar.getString(1));
        assertThat(day.getString("highPrice")).isEqualTo(bar.getString(2));
        assertThat(day.getString("lowPrice")).isEqualTo(bar.getString(3));
        assertThat(day.getString("volume")).isEqualTo(bar.getString(5));
        assertThat(day.getLong("count")).isEqualTo(bar.getLong(8));
        assertThat(
                        exchange.object("ticker/tradingDay?symbol=BTCUSDT&timeZone=05:30")
                                .getLong("openTime"))
                .isEqualTo(Instant.parse("2021-04-23T18:30:00Z").toEpochMilli());
    }

    @ParameterizedTest
    @CsvSource({"1m, 60000", "59m, 3540000", "1h, 3600000", "23h, 82800000", "7d, 604800000"})
    void answersWindowsThatBeginOnAMinute(String size, long millis) throws Exception {
        JsonObject window = exchange.object("ticker?symbol=ETHBTC&windowSize=" + size);

        long close = window.getLong("closeTime");
        assertThat(close).isEqualTo(exchange.market().nowMillis());
        assertThat(window.getLong("openTime")).isEqualTo((close - millis) / 60_000 * 60_000);
        assertThat(window.fieldNames()).hasSize(15);
        assertThat(window.getLong("count")).isPositive();
    }

    @Test
    void answersOneSymbolAsAnObjectAndMoreAsAList() throws Exception {
        for (String call : List.of("ticker/24hr", "ticker/price", "ticker/bookTicker")) {
            assertThat(exchange.list(call)).hasSize(3);
            assertThat(exchange.list(call + "?symbols=%5B%22ETHBTC%22%5D")).hasSize(1);
            assertThat(
                            exchange
                                    .list(call + "?symbols=%5B%22ETHBTC%22,%22BTCUSDT%22%5D")
                                    .stream()
                                    .map(t -> ((JsonObject) t).getString("symbol")))
                    .containsExactly("ETHBTC", "BTCUSDT");
            assertThat(exchange.object(call + "?symbol=ETHBTC").getString("symbol"))
                    .isEqualTo("ETHBTC");
            assertThat(exchange.list(call + "?symbolStatus=HALT")).isEmpty();
            assertThat(exchange.list(call + "?symbolStatus=TRADING")).hasSize(3);
        }
    }
}
