package io.tickmesh.simulator.fault;

import java.util.function.Consumer;

/// Drops all connections after so many messages.
final class Cutting implements Stage {

    private final Runnable cut;
    private long left;

    Cutting(Fault.CutAfter fault, Runnable cut) {
        this.left = fault.messages();
        this.cut = cut;
    }

    @Override
    public void accept(Message message, long nowNanos, Consumer<Message> next) {
        next.accept(message);
        if (left > 0) {
            left--;
            if (left == 0) {
                cut.run();
            }
        }
    }

    @Override
    public boolean done(long nowNanos) {
        return left == 0;
    }

    @Override
    public long applied() {
        return left == 0 ? 1 : 0;
    }
}
