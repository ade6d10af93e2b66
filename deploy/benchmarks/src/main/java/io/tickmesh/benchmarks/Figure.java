package io.tickmesh.benchmarks;

/// What is measured, in the order of the table.
enum Figure {
    INGEST("messages read, nobody watches", "1/s", true),
    INGEST_CPU("CPU per message", "us", false),
    INGEST_WATCHED("messages read, 1 SSE client", "1/s", true),
    INGEST_WATCHED_CPU("CPU per message, 1 SSE client", "us", false),
    INGEST_SAME("messages read, their exchange", "1/s", true),
    INGEST_SAME_CPU("CPU per message, their exchange", "us", false),
    EVALUATION_CPU("CPU of the process per evaluation", "ms", false),
    EVALUATION_INSIDE("time in the strategy per evaluation", "us", false),
    SPREAD_P50("signal to SSE, staggered, p50", "ms", false),
    SPREAD_P99("signal to SSE, staggered, p99", "ms", false),
    BURST_P50("signal to SSE, 45 at once, p50", "ms", false),
    BURST_P99("signal to SSE, 45 at once, p99", "ms", false),
    BURST_MAX("signal to SSE, 45 at once, max", "ms", false),
    FILL_P50("signal to fill, staggered, p50", "ms", false),
    FILL_P99("signal to fill, staggered, p99", "ms", false),
    PLACED_FILL_P50("order to fill, staggered, p50", "ms", false),
    PLACED_FILL_P99("order to fill, staggered, p99", "ms", false),
    BACKTESTS_P50("signal to SSE, 8 backtests, p50", "ms", false),
    BACKTESTS_P99("signal to SSE, 8 backtests, p99", "ms", false),
    PIXEL_P50("signal to pixel, 45 bots, p50", "ms", false),
    PIXEL_P99("signal to pixel, 45 bots, p99", "ms", false),
    FANOUT_P50("1,000 clients, 200 events/s, p50", "ms", false),
    FANOUT_P99("1,000 clients, 200 events/s, p99", "ms", false),
    FANOUT_RATE("1,000 clients, delivered", "1/s", true),
    FANOUT_CPU("CPU per delivered event", "us", false),
    FANOUT_FLOOR_P50("- bare socket writes alone, p50", "ms", false),
    FANOUT_FLOOR_P99("- bare socket writes alone, p99", "ms", false),
    IDLE_MEMORY("resident memory, 10,000 idle SSE clients", "MB", false),
    STALLED_MEMORY("heap and buffers per stalled SSE client", "KB", false),
    REST_ONE("GET bots, 1 connection", "1/s", true),
    REST_ONE_CPU("CPU per request, 1 connection", "us", false),
    REST("GET bots, 64 connections", "1/s", true),
    REST_P99("GET bots, 64 connections, p99", "ms", false),
    REST_CPU("CPU per request, 64 connections", "us", false),
    START("process start to first price on SSE", "s", false),
    MEMORY("resident memory after 30 s", "MB", false),
    CLUSTER_P50("3 nodes, 20,000 prices/s, signal to SSE, p50", "ms", false),
    CLUSTER_P99("3 nodes, 20,000 prices/s, signal to SSE, p99", "ms", false),
    CLUSTER_PRICES("3 nodes, prices that reach the bots", "1/s", true),
    CLUSTER_START("start of a node that joins", "s", false),
    CLUSTER_MOVE("node told to stop to all bots decide", "s", false),
    EXCHANGE("messages sent by the local exchange, 1 client", "1/s", true),
    EXCHANGE_CPU("CPU per message of the local exchange", "us", false);

    private final String text;
    private final String unit;
    private final boolean moreIsBetter;

    Figure(String text, String unit, boolean moreIsBetter) {
        this.text = text;
        this.unit = unit;
        this.moreIsBetter = moreIsBetter;
    }

    String text() {
        return text;
    }

    String unit() {
        return unit;
    }

    boolean moreIsBetter() {
        return moreIsBetter;
    }
}
