package io.tickmesh.mesh.latency;

/// Distribution of one stage on one node since it started, microseconds, to 1 %.
public record StageLatency(
        Stage stage, long count, long p50, long p90, long p99, long p999, long max) {}
