package io.tickmesh.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/// Measures how late the gateway's event loop runs what is due: the health of everything else on it.
final class LoopLag {
    private static final long PERIOD_MILLIS = 100;

    private final Timer lag;
    private long dueNanos;

    private LoopLag(MeterRegistry meters) {
        lag = Timer.builder("tickmesh.gateway.loop.lag").register(meters);
    }

    /// Measures on the current context until its verticle stops.
    static void measure(Vertx vertx, MeterRegistry meters) {
        LoopLag loopLag = new LoopLag(meters);
        loopLag.dueNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS);
        vertx.setPeriodic(PERIOD_MILLIS, _ -> loopLag.tick());
    }

    private void tick() {
        long now = System.nanoTime();
        lag.record(Math.max(0, now - dueNanos), TimeUnit.NANOSECONDS);
        dueNanos = now + TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS);
    }
}
