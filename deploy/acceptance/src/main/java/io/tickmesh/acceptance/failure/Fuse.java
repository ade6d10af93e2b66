package io.tickmesh.acceptance.failure;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickmesh.acceptance.failure.Kill.Moment;
import java.util.concurrent.CountDownLatch;

/// Burns down with the events of a node: the kill happens in the thread that reads them, so that it comes at once. One use.
final class Fuse {
    private final Moment.Progress moment;
    private final Runnable kill;
    private final CountDownLatch burnt = new CountDownLatch(1);
    private int left;

    Fuse(Moment.Progress moment, Runnable kill) {
        this.moment = moment;
        this.kill = kill;
        this.left = moment.count();
    }

    /// Takes in an event; called by one thread.
    void event(JsonNode event) {
        if (event.path("type").asText().equals(moment.event()) && --left == 0) {
            long end = System.nanoTime() + moment.delay().toNanos();
            while (System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
            kill.run();
            burnt.countDown();
        }
    }

    /// Returns when it has burnt down.
    CountDownLatch burnt() {
        return burnt;
    }
}
