package io.tickmesh.mesh.backtest;

/// How far a backtest is.
public enum BacktestStatus {
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED;

    /// Returns whether nothing more happens to it.
    public boolean isOver() {
        return switch (this) {
            case QUEUED, RUNNING -> false;
            case DONE, FAILED, CANCELLED -> true;
        };
    }
}
