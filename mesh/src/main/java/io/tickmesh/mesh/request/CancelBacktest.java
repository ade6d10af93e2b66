package io.tickmesh.mesh.request;

/// Cancels a backtest that waits or runs, and removes one that is over. Answered with the backtest as it was. NOT_FOUND if there is
/// none of that id.
public record CancelBacktest(String id) implements Request<Backtests> {}
