package io.tickmesh.simulator;

import io.tickmesh.simulator.fault.ActiveFault;
import io.tickmesh.simulator.fault.Fault;
import io.tickmesh.simulator.fault.Faults;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Predicate;

/// Switches faults on and off, and gives them time as long as any is on. Lives on the simulator's event loop.
final class FaultDesk {

    private static final long TICK_MILLIS = 5;
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final Faults faults;
    private final Runnable flush;
    private long timer = NO_TIMER;

    /// @param flush writes messages that faults let go
    FaultDesk(Vertx vertx, Faults faults, Runnable flush) {
        this.vertx = vertx;
        this.faults = faults;
        this.flush = flush;
    }

    /// Switches a fault on and returns its id.
    long add(Fault fault) {
        long id = faults.add(fault);
        if (timer == NO_TIMER && !faults.idle()) {
            timer = vertx.setPeriodic(TICK_MILLIS, _ -> tick());
        }
        return id;
    }

    private void tick() {
        faults.tick();
        flush.run();
        if (faults.idle()) {
            stop();
        }
    }

    List<ActiveFault> active() {
        return faults.active();
    }

    void clear() {
        faults.clear();
        flush.run();
    }

    boolean clear(long id) {
        boolean known = faults.clear(id);
        flush.run();
        return known;
    }

    void clear(Predicate<Fault> which) {
        for (ActiveFault active : faults.active()) {
            if (which.test(active.fault())) {
                var _ = faults.clear(active.id());
            }
        }
        flush.run();
    }

    void stop() {
        vertx.cancelTimer(timer);
        timer = NO_TIMER;
    }
}
