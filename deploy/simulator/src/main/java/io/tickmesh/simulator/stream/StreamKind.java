package io.tickmesh.simulator.stream;

/// The streams of one symbol, bars apart, which come in many lengths. The names with `@1000ms` are not documented, but the
/// exchange's own connectors use them.
enum StreamKind {
    TRADE("trade"),
    AGGREGATE_TRADE("aggTrade"),
    BOOK_TICKER("bookTicker"),
    MINI_TICKER("miniTicker"),
    TICKER("ticker"),
    TICKER_1H("ticker_1h"),
    TICKER_4H("ticker_4h"),
    TICKER_1D("ticker_1d"),
    AVERAGE_PRICE("avgPrice"),
    DEPTH("depth"),
    DEPTH_SLOW("depth@1000ms"),
    DEPTH_FAST("depth@100ms"),
    DEPTH_5("depth5"),
    DEPTH_5_SLOW("depth5@1000ms"),
    DEPTH_5_FAST("depth5@100ms"),
    DEPTH_10("depth10"),
    DEPTH_10_SLOW("depth10@1000ms"),
    DEPTH_10_FAST("depth10@100ms"),
    DEPTH_20("depth20"),
    DEPTH_20_SLOW("depth20@1000ms"),
    DEPTH_20_FAST("depth20@100ms");

    private final String label;

    StreamKind(String label) {
        this.label = label;
    }

    /// Returns the part of the stream's name after the symbol and `@`.
    String label() {
        return label;
    }
}
