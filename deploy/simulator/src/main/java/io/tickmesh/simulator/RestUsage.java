package io.tickmesh.simulator;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts REST answers. Thread-safe.
final class RestUsage {

    private record Key(String endpoint, int status) {}

    private record Sums(LongAdder requests, LongAdder weight) {}

    private final Map<Key, Sums> sums = new ConcurrentHashMap<>();

    void add(String endpoint, int status, int weight) {
        Sums sum =
                sums.computeIfAbsent(
                        new Key(endpoint, status), _ -> new Sums(new LongAdder(), new LongAdder()));
        sum.requests.increment();
        sum.weight.add(weight);
    }

    /// Returns the sums by endpoint and status.
    List<SimulatorCounters.RestCalls> calls() {
        return sums.entrySet().stream()
                .map(e ->
                        new SimulatorCounters.RestCalls(
                                e.getKey().endpoint,
                                e.getKey().status,
                                e.getValue().requests.sum(),
                                e.getValue().weight.sum()))
                .sorted(
                        Comparator.comparing(SimulatorCounters.RestCalls::endpoint)
                                .thenComparingInt(SimulatorCounters.RestCalls::status))
                .toList();
    }
}
