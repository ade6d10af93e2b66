package io.tickmesh.bot.backtest;

/// Recorded candles as a sequence of instants. Not thread-safe.
interface Tape {
    /// Returns when the first instant is, epoch milliseconds; `Long.MAX_VALUE` if there is none.
    long firstMillis();

    /// Lets the next instant happen. Returns false when there is none.
    boolean play(Floor floor);

    /// Returns how many recorded candles have been played.
    long played();
}
