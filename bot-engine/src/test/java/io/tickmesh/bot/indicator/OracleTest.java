package io.tickmesh.bot.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Indicators against values that others have published or computed.
class OracleTest {
    private static final double TOLERANCE = 1e-9;
    private static final int SEED_FORGOTTEN = 250;

    @Test
    void equalsThePublishedValuesOfSpyInEveryRow() {
        // given
        ReferenceTable table = ReferenceTable.read("spy-daily-core.csv");
        Sma sma = new Sma(20);
        Ema ema = new Ema(20);
        Rsi rsi = new Rsi(14);
        Macd macd = new Macd(12, 26, 9);
        Bollinger bands = new Bollinger(20, 2);
        Atr atr = new Atr(14);

        for (int row = 0; row < table.rows(); row++) {
            // when
            double close = table.get(row, "close");
            double line;
            sma.update(close);
            ema.update(close);
            rsi.update(close);
            macd.update(close);
            line = macd.line();
            bands.update(close);
            atr.update(table.get(row, "high"), table.get(row, "low"), close);

            // then
            same(table, row, "sma(20)", sma.value());
            same(table, row, "ema(20)", ema.value());
            same(table, row, "rsi(14)", rsi.value());
            same(table, row, "macd(12,26,9).macd", line, close);
            same(table, row, "macd(12,26,9).signal", macd.signal(), close);
            same(table, row, "macd(12,26,9).histogram", macd.histogram(), close);
            same(table, row, "bollinger(20,2).sma", bands.middle());
            same(table, row, "bollinger(20,2).upperBand", bands.upper());
            same(table, row, "bollinger(20,2).lowerBand", bands.lower());
            same(table, row, "bollinger(20,2).percentB", bands.percentB());
            same(table, row, "bollinger(20,2).width", bands.width());
            same(table, row, "atr(14).tr", atr.trueRange());
            same(table, row, "atr(14).atr", atr.value());
        }
        assertThat(table.rows()).isEqualTo(502);
    }

    @ParameterizedTest
    @ValueSource(strings = {"talib-btcusdt-1h.csv.gz", "talib-xrpusdt-1m.csv.gz"})
    void equalsTaLib(String file) {
        // given: the files hold eleven significant digits
        ReferenceTable table = ReferenceTable.read(file);
        Sma sma = new Sma(20);
        Ema ema = new Ema(20);
        Rsi rsi = new Rsi(14);
        Macd macd = new Macd(12, 26, 9);
        Bollinger bands = new Bollinger(20, 2);
        Atr atr = new Atr(14);

        for (int row = 0; row < table.rows(); row++) {
            // when
            double close = table.get(row, "close");
            sma.update(close);
            ema.update(close);
            rsi.update(close);
            macd.update(close);
            bands.update(close);
            atr.update(table.get(row, "high"), table.get(row, "low"), close);

            // then
            same(table, row, "sma_20", sma.value());
            same(table, row, "ema_20", ema.value());
            same(table, row, "rsi_14", rsi.value());
            same(table, row, "bb_upper_20_2", bands.upper());
            same(table, row, "bb_middle", bands.middle());
            same(table, row, "bb_lower", bands.lower());
            same(table, row, "atr_14", atr.value(), close);
            if (row >= SEED_FORGOTTEN) { // TA-Lib gives MACD another seed
                same(table, row, "macd_12_26_9", macd.line(), close);
                same(table, row, "macd_signal", macd.signal(), close);
                same(table, row, "macd_hist", macd.histogram(), close);
            }
        }
        assertThat(table.rows()).isEqualTo(1500);
    }

    @Test
    void equalsTheBollingerSheetOfStockCharts() {
        // given: the sheet is printed with six decimals
        ReferenceTable table = ReferenceTable.read("stockcharts-bbands.csv");
        Bollinger bands = new Bollinger(20, 2);
        int compared = 0;
        for (int row = 0; row < table.rows(); row++) {
            // when
            bands.update(table.get(row, "Close"));

            // then
            if (bands.isReady()) {
                near(table.get(row, "MiddleBand"), bands.middle(), 1e-6);
                near(table.get(row, "HighBand"), bands.upper(), 2e-6);
                near(table.get(row, "LowBand"), bands.lower(), 2e-6);
                near(table.get(row, "PercentageBand"), bands.percentB(), 2e-6);
                compared++;
            }
        }
        assertThat(compared).isEqualTo(23);
    }

    private static void same(ReferenceTable table, int row, String column, double actual) {
        same(table, row, column, actual, 0);
    }

    /// A difference of prices is compared on the scale of the prices.
    private static void same(
            ReferenceTable table, int row, String column, double actual, double scale) {
        double expected = table.get(row, column);
        if (Double.isNaN(expected)) {
            assertThat(actual).as("%s in row %d", column, row).isNaN();
        } else {
            double magnitude = Math.max(Math.abs(expected), scale);
            assertThat(Math.abs(actual - expected))
                    .as("%s in row %d: %s instead of %s", column, row, actual, expected)
                    .isLessThanOrEqualTo(TOLERANCE * magnitude);
        }
    }

    private static void near(double expected, double actual, double tolerance) {
        assertThat(Math.abs(actual - expected)).isLessThanOrEqualTo(tolerance);
    }
}
