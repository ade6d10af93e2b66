package io.tickmesh.bot.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.market.Candle;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Indicators against values that others have published or computed.
class OracleTest {
    private static final double TOLERANCE = 1e-9;
    private static final int SEED_FORGOTTEN = 250;

    private final Indicators indicators = new Indicators();
    private final Map<String, Line> columns = new LinkedHashMap<>();

    @Test
    void equalsThePublishedValuesOfSpyInEveryRow() {
        // given
        ReferenceTable table = ReferenceTable.read("spy-daily-core.csv");
        Bollinger bands = indicators.bollinger(20, 2);
        Macd macd = indicators.macd(12, 26, 9);
        Adx adx = indicators.adx(14);
        Stochastic stochastic = indicators.stochastic(14, 3, 3);
        columns.put("sma(20)", indicators.sma(20));
        columns.put("ema(20)", indicators.ema(20));
        columns.put("rsi(14)", indicators.rsi(14));
        columns.put("macd(12,26,9).macd", macd.macd());
        columns.put("macd(12,26,9).signal", macd.signal());
        columns.put("macd(12,26,9).histogram", macd.histogram());
        columns.put("bollinger(20,2).sma", bands.middle());
        columns.put("bollinger(20,2).upperBand", bands.upper());
        columns.put("bollinger(20,2).lowerBand", bands.lower());
        columns.put("bollinger(20,2).percentB", bands.percentB());
        columns.put("bollinger(20,2).width", bands.width());
        columns.put("atr(14).atr", indicators.atr(14));
        columns.put("adx(14).pdi", adx.plus());
        columns.put("adx(14).mdi", adx.minus());
        columns.put("adx(14).adx", adx.adx());
        columns.put("stoch(14,3,3).oscillator", stochastic.k());
        columns.put("stoch(14,3,3).signal", stochastic.d());
        columns.put("obv", indicators.obv());

        for (int row = 0; row < table.rows(); row++) {
            // when
            indicators.update(table.candle(row));

            // then
            same(table, row, 0);
        }
        assertThat(table.rows()).isEqualTo(502);
    }

    @ParameterizedTest
    @ValueSource(strings = {"talib-btcusdt-1h.csv.gz", "talib-xrpusdt-1m.csv.gz"})
    void equalsTaLib(String file) {
        // given: the files hold eleven significant digits
        ReferenceTable table = ReferenceTable.read(file);
        Bollinger bands = indicators.bollinger(20, 2);
        Macd macd = indicators.macd(12, 26, 9);
        Stochastic stochastic = indicators.stochastic(14, 3, 3);
        columns.put("sma_20", indicators.sma(20));
        columns.put("ema_20", indicators.ema(20));
        columns.put("rsi_14", indicators.rsi(14));
        columns.put("bb_upper_20_2", bands.upper());
        columns.put("bb_middle", bands.middle());
        columns.put("bb_lower", bands.lower());
        columns.put("atr_14", indicators.atr(14));
        columns.put("macd_12_26_9", macd.macd());
        columns.put("macd_signal", macd.signal());
        columns.put("macd_hist", macd.histogram());
        columns.put("adx_14", indicators.adx(14).adx());
        columns.put("stoch_k_14_3_3", stochastic.k());
        columns.put("stoch_d", stochastic.d());
        Line volume = indicators.obv();
        double start = table.get(0, "volume"); // where TA-Lib begins to count

        for (int row = 0; row < table.rows(); row++) {
            // when
            indicators.update(table.candle(row));

            // then
            same(table, row, SEED_FORGOTTEN);
            double balance = table.get(row, "obv");
            assertThat(Math.abs(volume.now() + start - balance)).isLessThan(1e-4);
        }
        assertThat(table.rows()).isEqualTo(1500);
    }

    @Test
    void equalsTheBollingerSheetOfStockCharts() {
        // given: the sheet is printed with six decimals
        ReferenceTable table = ReferenceTable.read("stockcharts-bbands.csv");
        Bollinger bands = indicators.bollinger(20, 2);
        int compared = 0;
        for (int row = 0; row < table.rows(); row++) {
            // when
            indicators.update(Bars.flat(row, table.get(row, "Close")));

            // then
            if (!Double.isNaN(bands.middle().now())) {
                near(table.get(row, "MiddleBand"), bands.middle().now(), 1e-6);
                near(table.get(row, "HighBand"), bands.upper().now(), 2e-6);
                near(table.get(row, "LowBand"), bands.lower().now(), 2e-6);
                near(table.get(row, "PercentageBand"), bands.percentB().now(), 2e-6);
                compared++;
            }
        }
        assertThat(compared).isEqualTo(23);
    }

    /// A difference of prices is compared on the scale of the prices. What TA-Lib gives another seed is compared from `unseeded`.
    private void same(ReferenceTable table, int row, int unseeded) {
        Candle candle = table.candle(row);
        columns.forEach((column, line) -> {
            double expected = table.get(row, column);
            if (row < unseeded && (column.startsWith("macd") || column.startsWith("adx"))) {
                return;
            }
            if (column.startsWith("stoch_k") && Double.isNaN(expected)) {
                return; // TA-Lib shows k no sooner than d
            }
            if (Double.isNaN(expected)) {
                assertThat(line.now()).as("%s in row %d", column, row).isNaN();
                return;
            }
            boolean priced = column.startsWith("macd") || column.startsWith("atr_");
            double magnitude = Math.max(Math.abs(expected), priced ? candle.close() : 0);
            double tolerance = column.startsWith("adx_") ? 1e-7 : TOLERANCE;
            assertThat(Math.abs(line.now() - expected))
                    .as("%s in row %d: %s instead of %s", column, row, line.now(), expected)
                    .isLessThanOrEqualTo(tolerance * magnitude);
        });
    }

    private static void near(double expected, double actual, double tolerance) {
        assertThat(Math.abs(actual - expected)).isLessThanOrEqualTo(tolerance);
    }
}
