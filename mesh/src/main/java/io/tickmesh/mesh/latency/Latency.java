package io.tickmesh.mesh.latency;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Latency histograms of one node, one for each [Stage]. Thread-safe; recording does not block.
public final class Latency {
    private static final long HIGHEST_MICROS = 60_000_000;

    /// Each heartbeat reads all values, on the thread that hands out the node's events: with three digits that took 2 ms.
    private static final int DIGITS = 2;

    private final Map<Stage, Histogram> histograms = new EnumMap<>(Stage.class);

    public Latency() {
        for (Stage stage : Stage.values()) {
            histograms.put(stage, new ConcurrentHistogram(HIGHEST_MICROS, DIGITS));
        }
    }

    /// Records `micros` for `stage`. Values below zero (clocks that disagree) count as zero, values above a minute as a minute.
    public void record(Stage stage, long micros) {
        Histogram histogram = histograms.get(stage);
        if (histogram != null) {
            histogram.recordValue(Math.clamp(micros, 0, HIGHEST_MICROS));
        }
    }

    /// Returns the stages that have values.
    public List<StageLatency> snapshot() {
        return histograms.entrySet().stream()
                .filter(entry -> entry.getValue().getTotalCount() > 0)
                .map(entry -> summary(entry.getKey(), entry.getValue().copy()))
                .toList();
    }

    private static StageLatency summary(Stage stage, Histogram values) {
        return new StageLatency(
                stage,
                values.getTotalCount(),
                values.getValueAtPercentile(50),
                values.getValueAtPercentile(90),
                values.getValueAtPercentile(99),
                values.getValueAtPercentile(99.9),
                values.getMaxValue());
    }
}
