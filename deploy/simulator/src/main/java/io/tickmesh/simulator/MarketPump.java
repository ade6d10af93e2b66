package io.tickmesh.simulator;

import io.tickmesh.simulator.market.Market;
import io.tickmesh.simulator.stream.StreamHub;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/// Lets the market happen on the event loop: as far as the clock allows, in short turns, pausing for readers that must be
/// waited for.
final class MarketPump {

    private static final long TURN_NANOS = 4_000_000;
    private static final long LONGEST_WAIT_MILLIS = 10;

    private final Vertx vertx;
    private final Context context;
    private final Market market;
    private final StreamHub hub;
    private final LongSupplier allowedMillis;
    private final Runnable congested;
    private final Runnable finished;
    private boolean turnQueued;
    private boolean stopped;
    private long timer = -1;

    /// @param allowedMillis how far the data clock may go now
    /// @param congested called when a reader holds the market up
    /// @param finished called once when the data has ended
    MarketPump(
            Vertx vertx,
            Market market,
            StreamHub hub,
            LongSupplier allowedMillis,
            Runnable congested,
            Runnable finished) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.market = market;
        this.hub = hub;
        this.allowedMillis = allowedMillis;
        this.congested = congested;
        this.finished = finished;
    }

    /// Takes a turn soon; asking twice is the same as once.
    void wake() {
        if (!turnQueued && !stopped) {
            turnQueued = true;
            context.runOnContext(_ -> turn());
        }
    }

    void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    private void turn() {
        turnQueued = false;
        vertx.cancelTimer(timer);
        if (stopped) {
            return;
        }
        long turnStart = System.nanoTime();
        boolean more = true;
        while (more && System.nanoTime() - turnStart < TURN_NANOS) {
            if (hub.congested()) {
                congested.run();
                more = false;
            } else {
                more = market.step(allowedMillis.getAsLong());
            }
        }
        hub.flush();
        hub.cutSlowReaders();
        if (market.finished()) {
            stopped = true;
            finished.run();
        } else if (more) {
            wake();
        } else {
            timer = vertx.setTimer(waitMillis(), _ -> wake());
        }
    }

    private long waitMillis() {
        long untilNext = market.nextMillis() - market.nowMillis();
        return Math.clamp(untilNext, 1, LONGEST_WAIT_MILLIS);
    }
}
