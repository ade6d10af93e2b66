package io.tickmesh.market;

import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.request.AwaitStep;
import io.tickmesh.mesh.request.StepDone;
import io.tickmesh.mesh.time.DataTime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The instant of the data that a replay has reached. The next one begins only when everything that the data so far caused is
/// done, so that the same data have the same consequences. For one context.
final class Lockstep {
    private static final Logger LOG = LoggerFactory.getLogger(Lockstep.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final long RETRY_MILLIS = 50;

    private final Vertx vertx;
    private final Mesh mesh;
    private long stepMillis;
    private long refusals;

    Lockstep(Vertx vertx, Mesh mesh) {
        this.vertx = vertx;
        this.mesh = mesh;
    }

    /// Returns the current instant, epoch milliseconds; 0 before the first.
    long millis() {
        return stepMillis;
    }

    /// Returns whether a message with this event time belongs to a later instant. One without belongs to the current.
    boolean isLater(long eventMillis) {
        return eventMillis > stepMillis;
    }

    /// Ends the current instant and begins the one at `eventMillis`. The first begins when all services are ready for it.
    Future<Void> advanceTo(long eventMillis) {
        long doneMillis = stepMillis == 0 ? eventMillis - 1 : stepMillis;
        return await(new AwaitStep(Instant.ofEpochMilli(doneMillis)))
                .map(_ -> {
                    stepMillis = Math.max(stepMillis, eventMillis);
                    if (mesh.time() instanceof DataTime time) {
                        time.advanceTo(Instant.ofEpochMilli(stepMillis));
                    }
                    return null;
                });
    }

    /// Waits until everything that the current instant caused is done.
    Future<Void> complete() {
        return await(new AwaitStep(Instant.ofEpochMilli(stepMillis))).mapEmpty();
    }

    private Future<StepDone> await(AwaitStep request) {
        return mesh.ask(request, TIMEOUT)
                .recover(failure -> {
                    if (Long.bitCount(++refusals) == 1) {
                        LOG.atInfo()
                                .addKeyValue("step", request.time())
                                .addKeyValue("reason", failure.getMessage())
                                .log("the replay waits for the services");
                    }
                    return vertx.timer(RETRY_MILLIS, TimeUnit.MILLISECONDS)
                            .compose(_ -> await(request));
                });
    }
}
