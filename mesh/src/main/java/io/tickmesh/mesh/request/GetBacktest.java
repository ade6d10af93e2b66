package io.tickmesh.mesh.request;

/// Asks for one backtest. NOT_FOUND if there is none of that id.
public record GetBacktest(String id) implements Request<Backtests> {}
