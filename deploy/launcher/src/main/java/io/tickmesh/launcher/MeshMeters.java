package io.tickmesh.launcher;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.Heartbeat;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.latency.Stage;
import io.tickmesh.mesh.latency.StageLatency;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/// What this node sees of the mesh, as meters: nodes that do not agree are a mesh that is split.
///
/// - `tickmesh.mesh.nodes`: nodes that live.
/// - `tickmesh.mesh.ready`: nodes that have a service ready, by `service`.
/// - `tickmesh.latency.seconds`: what this node measured since it started, by `stage` and `quantile`; from its last heartbeat, so
///   that nothing is computed for it.
final class MeshMeters {
    private static final double MICROS = 1e6;

    private final MeshNode mesh;

    private MeshMeters(MeshNode mesh) {
        this.mesh = mesh;
    }

    static void bind(MeshNode mesh, MeterRegistry meters) {
        MeshMeters mine = new MeshMeters(mesh);
        Gauge.builder("tickmesh.mesh.nodes", () -> mesh.presence().nodes().size()).register(meters);
        for (ServiceName service : ServiceName.values()) {
            Gauge.builder("tickmesh.mesh.ready", () -> mesh.presence().ready(service).size())
                    .tag("service", service.code())
                    .register(meters);
        }
        for (Stage stage : Stage.values()) {
            mine.latency(meters, stage, "0.5", StageLatency::p50);
            mine.latency(meters, stage, "0.99", StageLatency::p99);
            mine.latency(meters, stage, "0.999", StageLatency::p999);
        }
    }

    private void latency(
            MeterRegistry meters,
            Stage stage,
            String quantile,
            ToLongFunction<StageLatency> micros) {
        Gauge.builder("tickmesh.latency.seconds", () -> seconds(stage, micros))
                .tag("stage", stage.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .tag("quantile", quantile)
                .register(meters);
    }

    private double seconds(Stage stage, ToLongFunction<StageLatency> micros) {
        return measured().stream()
                .filter(latency -> latency.stage() == stage)
                .mapToDouble(latency -> micros.applyAsLong(latency) / MICROS)
                .findFirst()
                .orElse(Double.NaN);
    }

    private List<StageLatency> measured() {
        return mesh.presence().node(mesh.name()).map(Heartbeat::latencies).orElse(List.of());
    }
}
