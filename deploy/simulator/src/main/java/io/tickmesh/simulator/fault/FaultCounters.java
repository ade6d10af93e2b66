package io.tickmesh.simulator.fault;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// How often each kind of fault has struck. Thread-safe.
final class FaultCounters {

    private final Map<String, LongAdder> applied = new ConcurrentHashMap<>();

    void add(Fault fault, long times) {
        if (times > 0) {
            applied.computeIfAbsent(FaultJson.kind(fault), _ -> new LongAdder()).add(times);
        }
    }

    Map<String, Long> read() {
        Map<String, Long> counts = new TreeMap<>();
        applied.forEach((kind, count) -> counts.put(kind, count.sum()));
        return counts;
    }
}
