package io.tickmesh.mesh.backtest;

/// What prices bots see between the opening and the end of a candle.
public enum PriceMode {
    /// One price: its open, without a spread. A candle that closed is decided on at the next one's open, wherever that is. Exits are
    /// watched at the opens.
    NEXT_OPEN,
    /// A path of trades and quotes with a spread, as in a replay of the same minutes. Needs candles of a minute.
    PATH
}
