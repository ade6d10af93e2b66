package io.tickmesh.simulator.fault;

import java.util.function.Consumer;

/// Sends nothing for a while.
final class Silencing implements Stage {

    private final Lasting lasting;
    private long applied;

    Silencing(Fault.Silence silence, long nowNanos) {
        this.lasting = new Lasting(silence.lasting(), nowNanos);
    }

    @Override
    public void accept(Message message, long nowNanos, Consumer<Message> next) {
        if (lasting.over(nowNanos)) {
            next.accept(message);
        } else {
            applied++;
        }
    }

    @Override
    public boolean done(long nowNanos) {
        return lasting.over(nowNanos);
    }

    @Override
    public long applied() {
        return applied;
    }
}
