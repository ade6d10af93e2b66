package io.tickmesh.simulator.source;

import io.tickmesh.simulator.market.Instrument;
import java.util.Arrays;

/// The recorded one-minute bars of one symbol in primitive arrays: prices in ticks, volumes in steps. Immutable.
final class RecordedMinutes {

    private final Instrument instrument;
    private final int[] minutes;
    private final int[] opens;
    private final int[] highs;
    private final int[] lows;
    private final int[] closes;
    private final long[] volumes;

    /// @param instrument with scales that hold every value exactly
    /// @param cells rows of epoch minute, open, high, low, close, volume; all but the first in units of 1e-8
    /// @param from the first row to keep
    /// @param to the row after the last to keep
    RecordedMinutes(Instrument instrument, long[][] cells, int from, int to) {
        long tick = unit(instrument.priceDecimals());
        long step = unit(instrument.quantityDecimals());
        this.instrument = instrument;
        this.minutes = ints(cells[0], from, to, 1);
        this.opens = ints(cells[1], from, to, tick);
        this.highs = ints(cells[2], from, to, tick);
        this.lows = ints(cells[3], from, to, tick);
        this.closes = ints(cells[4], from, to, tick);
        this.volumes = Arrays.stream(cells[5], from, to).map(v -> v / step).toArray();
    }

    private static long unit(int decimals) {
        return Instrument.powerOfTen(Instrument.WIRE_DECIMALS - decimals);
    }

    private static int[] ints(long[] values, int from, int to, long unit) {
        return Arrays.stream(values, from, to).mapToInt(v -> Math.toIntExact(v / unit)).toArray();
    }

    Instrument instrument() {
        return instrument;
    }

    int size() {
        return minutes.length;
    }

    /// Returns the row of the first bar that opens at or after the instant.
    int rowFrom(long millis) {
        int minute = Math.toIntExact(Math.ceilDiv(millis, RecordingReader.MINUTE_MILLIS));
        int found = Arrays.binarySearch(minutes, minute);
        return found >= 0 ? found : -found - 1;
    }

    long openMillis(int row) {
        return minutes[row] * RecordingReader.MINUTE_MILLIS;
    }

    int open(int row) {
        return opens[row];
    }

    /// Replaces the path by the one of this row.
    void path(int row, IntraBarPath path) {
        long seed = instrument.symbol().hashCode() * 0x9E3779B97F4A7C15L + minutes[row];
        path.rebuild(seed, opens[row], highs[row], lows[row], closes[row], volumes[row]);
    }
}
