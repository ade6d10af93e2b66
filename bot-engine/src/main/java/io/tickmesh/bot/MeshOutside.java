package io.tickmesh.bot;

import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.latency.Stage;
import io.tickmesh.mesh.request.Candles;
import io.tickmesh.mesh.request.CheckOrder;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.RiskAnswer;
import io.tickmesh.mesh.request.Symbols;
import io.tickmesh.mesh.time.DataTime;
import io.tickmesh.mesh.time.MeshTime;
import io.tickmesh.mesh.time.WallClock;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The mesh as the engine sees it. Belongs to one context.
final class MeshOutside implements Outside {
    // In replay the answer decides and not how busy the machine is.
    private static final Duration REPLAY_PATIENCE = Duration.ofSeconds(30);

    private final Mesh mesh;
    private final HistoryLoader history;
    private final Duration riskTimeout;

    /// @param riskTimeout how long risk may take to answer
    MeshOutside(Mesh mesh, HistoryLoader history, Duration riskTimeout) {
        this.mesh = mesh;
        this.history = history;
        this.riskTimeout = mesh.time() instanceof DataTime ? REPLAY_PATIENCE : riskTimeout;
    }

    @Override
    public MeshTime time() {
        return mesh.time();
    }

    @Override
    public Header header(Instant eventTime, @Nullable String cause) {
        return mesh.header(eventTime, cause);
    }

    @Override
    public long micros() {
        return WallClock.micros();
    }

    @Override
    public void publish(Event event) {
        mesh.publish(event);
    }

    @Override
    public void latency(Stage stage, long micros) {
        mesh.latency().record(stage, micros);
    }

    @Override
    public Future<RiskAnswer> check(CheckOrder order) {
        return mesh.askNear(order, riskTimeout);
    }

    @Override
    public Future<Symbols> symbols() {
        return history.symbols();
    }

    @Override
    public Future<Candles> candles(ListCandles question) {
        return history.candles(question);
    }
}
