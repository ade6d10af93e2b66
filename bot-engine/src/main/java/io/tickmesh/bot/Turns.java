package io.tickmesh.bot;

import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;

/// One thing after the other: in replay nothing begins while an order is on its way, so that what a bot sees never depends on how fast
/// risk or the database answer, and a replay is what a backtest is. Live nothing waits. Not thread-safe.
///
/// What is bounded is the data: a replay sends nothing new until all that it has sent is done.
final class Turns {
    private final boolean waits;
    private final BooleanSupplier isIdle;
    private final ArrayDeque<Runnable> events = new ArrayDeque<>();
    private final ArrayDeque<Runnable> steps = new ArrayDeque<>();
    private boolean running;

    /// @param waits whether anything ever waits
    /// @param isIdle whether no order is on its way
    Turns(boolean waits, BooleanSupplier isIdle) {
        this.waits = waits;
        this.isIdle = isIdle;
    }

    boolean isEmpty() {
        return events.isEmpty() && steps.isEmpty();
    }

    /// Does something that came from outside, after all that came before it.
    void event(Runnable event) {
        if (!waits) {
            event.run();
            return;
        }
        events.add(event);
        next();
    }

    /// Does a part of an event, after the parts before it and before the next event.
    void step(Runnable step) {
        if (!waits || (steps.isEmpty() && isIdle.getAsBoolean())) {
            step.run();
        } else {
            steps.add(step);
        }
    }

    /// Goes on, if nothing is on its way any more.
    void next() {
        if (running) {
            return;
        }
        running = true;
        try {
            while (isIdle.getAsBoolean() && !isEmpty()) {
                (steps.isEmpty() ? events.remove() : steps.remove()).run();
            }
        } finally {
            running = false;
        }
    }
}
