package io.tickmesh.market.candle;

/// Bars that are missing between the last known one and the next held one.
///
/// @param fromMillis opening time of the first missing bar, epoch milliseconds
/// @param untilMillis opening time of the first bar after the gap, epoch milliseconds
public record Gap(long fromMillis, long untilMillis) {
    public Gap {
        if (untilMillis <= fromMillis) {
            throw new IllegalArgumentException(
                    "a gap must end after it begins, was %s to %s"
                            .formatted(fromMillis, untilMillis));
        }
    }
}
