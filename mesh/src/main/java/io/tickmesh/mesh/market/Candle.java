package io.tickmesh.mesh.market;

/// Open, high, low, close and volume of one interval.
///
/// @param openMillis opening time, epoch milliseconds, inclusive
/// @param volume traded quantity in the base asset, zero or more
/// @param quoteVolume traded value in the quote asset, zero or more
/// @param trades number of trades, zero or more
public record Candle(
        long openMillis,
        double open,
        double high,
        double low,
        double close,
        double volume,
        double quoteVolume,
        long trades) {
    public Candle {
        if (!(low <= Math.min(open, close) && Math.max(open, close) <= high)) {
            throw new IllegalArgumentException(
                    "open and close must lie between low and high, was open %s high %s low %s close %s"
                            .formatted(open, high, low, close));
        }
        if (!(volume >= 0) || !(quoteVolume >= 0) || trades < 0) {
            throw new IllegalArgumentException(
                    "volumes and trades must not be negative, was %s, %s and %s"
                            .formatted(volume, quoteVolume, trades));
        }
    }
}
