package io.tickmesh.simulator.source;

import io.tickmesh.mesh.recording.IntraBarPath;
import io.tickmesh.mesh.recording.RecordedCandles;
import io.tickmesh.mesh.recording.RecordingReader;
import io.tickmesh.simulator.market.Instrument;
import java.util.Arrays;

/// The recorded one-minute bars of one symbol in primitive arrays: prices in ticks, volumes in steps. Immutable.
final class RecordedMinutes {

    static final long MINUTE_MILLIS = 60_000;

    private final Instrument instrument;
    private final int[] minutes;
    private final int[] opens;
    private final int[] highs;
    private final int[] lows;
    private final int[] closes;
    private final long[] volumes;

    /// @param instrument with scales that hold every value exactly
    RecordedMinutes(Instrument instrument, RecordedCandles candles) {
        this.instrument = instrument;
        long tick = unit(instrument.priceDecimals());
        long step = unit(instrument.quantityDecimals());
        int size = candles.size();
        minutes = new int[size];
        opens = new int[size];
        highs = new int[size];
        lows = new int[size];
        closes = new int[size];
        volumes = new long[size];
        for (int row = 0; row < size; row++) {
            minutes[row] = Math.toIntExact(candles.openMillis(row) / MINUTE_MILLIS);
            opens[row] = Math.toIntExact(candles.open(row) / tick);
            highs[row] = Math.toIntExact(candles.high(row) / tick);
            lows[row] = Math.toIntExact(candles.low(row) / tick);
            closes[row] = Math.toIntExact(candles.close(row) / tick);
            volumes[row] = candles.volume(row) / step;
        }
    }

    private static long unit(int decimals) {
        return Instrument.powerOfTen(RecordingReader.DECIMALS - decimals);
    }

    Instrument instrument() {
        return instrument;
    }

    int size() {
        return minutes.length;
    }

    /// Returns the row of the first bar that opens at or after the instant.
    int rowFrom(long millis) {
        int minute = Math.toIntExact(Math.ceilDiv(millis, MINUTE_MILLIS));
        int found = Arrays.binarySearch(minutes, minute);
        return found >= 0 ? found : -found - 1;
    }

    long openMillis(int row) {
        return minutes[row] * MINUTE_MILLIS;
    }

    int open(int row) {
        return opens[row];
    }

    /// Replaces the path by the one of this row.
    void path(int row, IntraBarPath path) {
        path.rebuild(
                IntraBarPath.seed(instrument.symbol(), openMillis(row)),
                opens[row],
                highs[row],
                lows[row],
                closes[row],
                volumes[row]);
    }
}
