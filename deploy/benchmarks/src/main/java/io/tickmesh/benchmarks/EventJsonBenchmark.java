package io.tickmesh.benchmarks;

import io.tickmesh.mesh.bus.MeshJson;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.event.SignalAction;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.market.Interval;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// The JSON of an event, written once for all clients of the stream.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EventJsonBenchmark {
    private static final long MICROS = 1_672_515_782_136_123L;

    private final PriceUpdated price =
            new PriceUpdated(
                    "node-1",
                    42,
                    MICROS,
                    MICROS / 1_000,
                    MICROS,
                    "BTCUSDT",
                    57697.25,
                    31.21,
                    57697.26,
                    40.66,
                    57697.25,
                    0.12);
    private final SignalGenerated signal =
            new SignalGenerated(
                    new Header(
                            "id", Instant.ofEpochMilli(MICROS / 1_000), "node-1", "cause", MICROS),
                    "btcusdt-ema-cross-1s",
                    "main",
                    "BTCUSDT",
                    Interval.S1,
                    "ema-cross",
                    SignalAction.ENTER,
                    57697.25,
                    "EMA 12 crossed above EMA 26",
                    Map.of("emaFast", 57690.123456, "emaSlow", 57689.654321));

    @Benchmark
    public byte[] priceUpdated() {
        return MeshJson.write(price);
    }

    @Benchmark
    public byte[] signalGenerated() {
        return MeshJson.write(signal);
    }
}
