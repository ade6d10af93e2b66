package io.tickmesh.bot.exit;

/// What can end a position besides its strategy, in the order in which they are asked: what limits a loss comes before what takes a
/// profit, and the first one that fires gives the reason.
public enum ExitRule {
    STOP_LOSS,
    TRAILING_STOP,
    TAKE_PROFIT,
    ROI,
    TIME_LIMIT
}
