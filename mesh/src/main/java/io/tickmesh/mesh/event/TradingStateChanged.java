package io.tickmesh.mesh.event;

/// What an account may do changed.
public record TradingStateChanged(
        Header header, String account, TradingState from, TradingState to, String reason)
        implements Event {}
