package io.tickmesh.market.candle;

/// What has happened to a forming candle since it was made.
///
/// @param holes how often trade ids were missing
/// @param missingTrades how many trade ids were missing
/// @param repeated trades that were known, or were in the exchange's candle already
/// @param late trades of a bucket that had ended
/// @param corrected how often the exchange's candle so far differed from a complete own one
/// @param skipped candles of the exchange that came too late, or began where none can
/// @param droppedFillers candles without trades that were not made because there were too many at once
/// @param unconfirmed own candles that were forgotten before the exchange said anything of them
public record FormingCounts(
        long holes,
        long missingTrades,
        long repeated,
        long late,
        long corrected,
        long skipped,
        long droppedFillers,
        long unconfirmed) {}
