package io.tickmesh.bot.backtest;

/// Who watches over a run. Called often, on its thread.
@FunctionalInterface
interface Supervisor {
    /// Lets everything run to its end.
    Supervisor NOBODY = _ -> {};

    /// Takes note of the progress.
    ///
    /// @param done part of the run, 0 to 1
    /// @throws StoppedException if the run must end here
    void reached(double done);
}
