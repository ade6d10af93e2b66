package io.tickmesh.mesh.recording;

import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.util.Arrays;
import java.util.List;

/// Recorded candles of one symbol in primitive arrays, in the order of time; prices and volumes are whole numbers of `1e-8`.
/// Immutable.
public final class RecordedCandles {
    private static final double UNIT = 1e8;

    private final Interval interval;
    private final int priceDecimals;
    private final int quantityDecimals;
    private final long[] openMillis;
    private final long[] opens;
    private final long[] highs;
    private final long[] lows;
    private final long[] closes;
    private final long[] volumes;

    /// @param priceDecimals most decimals that a price has
    /// @param quantityDecimals most decimals that a volume has
    /// @param cells rows of opening time, open, high, low, close, volume
    /// @param from the first row to keep
    /// @param to the row after the last to keep
    RecordedCandles(
            Interval interval,
            int priceDecimals,
            int quantityDecimals,
            long[][] cells,
            int from,
            int to) {
        this.interval = interval;
        this.priceDecimals = priceDecimals;
        this.quantityDecimals = quantityDecimals;
        openMillis = Arrays.copyOfRange(cells[0], from, to);
        opens = Arrays.copyOfRange(cells[1], from, to);
        highs = Arrays.copyOfRange(cells[2], from, to);
        lows = Arrays.copyOfRange(cells[3], from, to);
        closes = Arrays.copyOfRange(cells[4], from, to);
        volumes = Arrays.copyOfRange(cells[5], from, to);
    }

    /// Returns the length of the candles.
    public Interval interval() {
        return interval;
    }

    /// Returns candles that were kept otherwise, in the order of time.
    public static RecordedCandles of(Interval interval, List<Candle> candles) {
        long[][] cells = new long[6][candles.size()];
        for (int row = 0; row < candles.size(); row++) {
            Candle candle = candles.get(row);
            cells[0][row] = candle.openMillis();
            cells[1][row] = units(candle.open());
            cells[2][row] = units(candle.high());
            cells[3][row] = units(candle.low());
            cells[4][row] = units(candle.close());
            cells[5][row] = units(candle.volume());
        }
        int prices = 0;
        for (int column = 1; column < 5; column++) {
            prices = Math.max(prices, decimals(cells[column]));
        }
        return new RecordedCandles(interval, prices, decimals(cells[5]), cells, 0, candles.size());
    }

    private static long units(double decimal) {
        return Math.round(decimal * UNIT);
    }

    private static int decimals(long[] values) {
        int decimals = 0;
        long unit = (long) UNIT;
        for (long value : values) {
            while (value % unit != 0) {
                unit /= 10;
                decimals++;
            }
        }
        return decimals;
    }

    /// Returns the most decimals that a price has.
    public int priceDecimals() {
        return priceDecimals;
    }

    /// Returns the most decimals that a volume has.
    public int quantityDecimals() {
        return quantityDecimals;
    }

    /// Returns how many there are.
    public int size() {
        return openMillis.length;
    }

    /// Returns the first row that opens at or after the instant; [#size] if there is none.
    public int rowFrom(long millis) {
        int found = Arrays.binarySearch(openMillis, millis);
        return found >= 0 ? found : -found - 1;
    }

    /// Returns the opening time of a row, epoch milliseconds.
    public long openMillis(int row) {
        return openMillis[row];
    }

    /// Returns the opening price of a row in units of `1e-8`.
    public long open(int row) {
        return opens[row];
    }

    /// Returns the highest price of a row in units of `1e-8`.
    public long high(int row) {
        return highs[row];
    }

    /// Returns the lowest price of a row in units of `1e-8`.
    public long low(int row) {
        return lows[row];
    }

    /// Returns the closing price of a row in units of `1e-8`.
    public long close(int row) {
        return closes[row];
    }

    /// Returns the volume of a row in units of `1e-8` of the base asset.
    public long volume(int row) {
        return volumes[row];
    }

    /// Returns a price or volume in units of `1e-8` as the `double` that its decimal is read as.
    public static double decimal(long units) {
        // Exact for whole numbers below 2^53, and division rounds correctly.
        return units / UNIT;
    }

    /// Returns a row. Files have no quote volume that can be relied on: it is the volume at the mean of high, low and close.
    public Candle candle(int row) {
        double high = decimal(highs[row]);
        double low = decimal(lows[row]);
        double close = decimal(closes[row]);
        double volume = decimal(volumes[row]);
        return new Candle(
                openMillis[row],
                decimal(opens[row]),
                high,
                low,
                close,
                volume,
                volume * (high + low + close) / 3,
                0);
    }
}
