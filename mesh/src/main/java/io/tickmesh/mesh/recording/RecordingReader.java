package io.tickmesh.mesh.recording;

import io.tickmesh.mesh.market.Interval;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Reads gzipped CSV files of one symbol, `open_time_ms,open,high,low,close,volume[,...]` with a header line, in the order given.
/// Numbers are plain decimals of at most eight places. Blocks on the files. Not thread-safe.
public final class RecordingReader {

    /// Decimals of the units in which prices and quantities are kept.
    public static final int DECIMALS = 8;

    private static final long[] POWERS = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
    };
    private static final int COLUMNS = 6;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int INITIAL_ROWS = 1 << 14;

    private final Interval interval;
    private final long untilMillis;
    private final int mostRows;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final long[][] cells = new long[COLUMNS][INITIAL_ROWS];
    private int rows;
    private int priceDecimals;
    private int quantityDecimals;

    private Path file = Path.of("");
    private int line;
    private int column;
    private long mantissa;
    private int decimals;
    private boolean fraction;
    private boolean digits;

    /// @param interval length of the candles
    /// @param untilMillis rows from this open time on are left out, epoch milliseconds
    public RecordingReader(Interval interval, long untilMillis) {
        this(interval, untilMillis, Integer.MAX_VALUE);
    }

    /// @param interval length of the candles
    /// @param untilMillis rows from this open time on are left out, epoch milliseconds
    /// @param mostRows more are refused
    public RecordingReader(Interval interval, long untilMillis, int mostRows) {
        this.interval = interval;
        this.mostRows = mostRows;
        this.untilMillis = untilMillis;
    }

    /// Appends the rows of a file.
    ///
    /// @throws IOException naming file and line when it cannot be read or makes no sense
    public void read(Path file) throws IOException {
        this.file = file;
        line = 1;
        resetRow();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
            int length = in.read(buffer);
            while (length > 0) {
                for (int i = 0; i < length; i++) {
                    if (!accept(buffer[i])) {
                        return;
                    }
                }
                length = in.read(buffer);
            }
            if (column > 0 && !endRow()) {
                return;
            }
        } catch (ZipException | EOFException e) {
            throw new IOException(file + " is not a complete gzip file: " + e.getMessage(), e);
        }
    }

    /// Takes one byte; false when the rest of the file is not wanted.
    private boolean accept(byte b) throws IOException {
        if (b == '\n') {
            boolean wanted = line == 1 || endRow();
            line++;
            resetRow();
            return wanted;
        }
        if (line == 1 || b == '\r' || (column >= COLUMNS && b != ',')) {
            return true;
        }
        if (b == ',') {
            endCell();
        } else if (b == '.' && !fraction) {
            fraction = true;
        } else if (b >= '0' && b <= '9') {
            mantissa = mantissa * 10 + (b - '0');
            decimals += fraction ? 1 : 0;
            digits = true;
        } else {
            throw broken("unexpected character '" + (char) b + "'");
        }
        return true;
    }

    private void endCell() throws IOException {
        if (column < COLUMNS) {
            if (!digits || decimals > DECIMALS) {
                throw broken("column " + (column + 1) + " is not a decimal of at most 8 places");
            }
            if (column == 0) {
                cells[0][rows] = mantissa;
            } else {
                store();
            }
        }
        column++;
        mantissa = 0;
        decimals = 0;
        fraction = false;
        digits = false;
    }

    private void store() {
        while (decimals > 0 && mantissa % 10 == 0) {
            mantissa /= 10;
            decimals--;
        }
        if (column == COLUMNS - 1) {
            quantityDecimals = Math.max(quantityDecimals, decimals);
        } else {
            priceDecimals = Math.max(priceDecimals, decimals);
        }
        cells[column][rows] = mantissa * POWERS[DECIMALS - decimals];
    }

    private boolean endRow() throws IOException {
        if (column == 0 && !digits) {
            return true;
        }
        endCell();
        if (column < COLUMNS) {
            throw broken("has " + column + " columns, 6 are needed");
        }
        long openMillis = cells[0][rows];
        if (openMillis >= untilMillis) {
            return false;
        }
        checkRow(openMillis);
        if (rows == mostRows) {
            throw broken("has more than " + mostRows + " rows");
        }
        rows++;
        if (rows == cells[0].length) {
            for (int i = 0; i < COLUMNS; i++) {
                cells[i] = Arrays.copyOf(cells[i], rows * 2);
            }
        }
        return true;
    }

    private void checkRow(long openMillis) throws IOException {
        long open = cells[1][rows];
        long high = cells[2][rows];
        long low = cells[3][rows];
        long close = cells[4][rows];
        if (!isBoundary(openMillis)) {
            throw broken("open time is not at a boundary of " + interval);
        }
        if (rows > 0 && cells[0][rows - 1] >= cells[0][rows]) {
            throw broken("open times do not rise");
        }
        if (low == 0 || low > Math.min(open, close) || high < Math.max(open, close)) {
            throw broken("prices must be positive with high and low around open and close");
        }
    }

    private void resetRow() {
        column = 0;
        mantissa = 0;
        decimals = 0;
        fraction = false;
        digits = false;
    }

    private IOException broken(String what) {
        return new IOException(file + " line " + line + ": " + what);
    }

    /// Candles of three days are aligned for each symbol and not to a date.
    private boolean isBoundary(long openMillis) {
        return interval == Interval.D3 || interval.openOf(openMillis) == openMillis;
    }

    /// Returns the number of rows read so far.
    public int rows() {
        return rows;
    }

    /// Returns the open time of the first row read, epoch milliseconds.
    public long firstMillis() {
        return cells[0][0];
    }

    /// Returns the open time of the last row read, epoch milliseconds.
    public long lastMillis() {
        return cells[0][rows - 1];
    }

    /// Returns the most decimals that a price has.
    public int priceDecimals() {
        return priceDecimals;
    }

    /// Returns the most decimals that a volume has.
    public int quantityDecimals() {
        return quantityDecimals;
    }

    /// Returns the rows that open at or after the instant.
    public RecordedCandles candles(long fromMillis) {
        int found = Arrays.binarySearch(cells[0], 0, rows, fromMillis);
        return new RecordedCandles(
                interval,
                priceDecimals,
                quantityDecimals,
                cells,
                found >= 0 ? found : -found - 1,
                rows);
    }
}
