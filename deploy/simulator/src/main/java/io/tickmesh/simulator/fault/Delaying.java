package io.tickmesh.simulator.fault;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/// Holds messages back. It holds [#MOST_HELD] at most; beyond that the oldest goes out early.
final class Delaying implements Stage {

    static final int MOST_HELD = 20_000;

    private record Held(Message message, long dueNanos) {}

    private final long delayNanos;
    private final Lasting lasting;
    private final Deque<Held> held = new ArrayDeque<>();
    private long applied;

    Delaying(Fault.Delay delay, long nowNanos) {
        this.delayNanos = delay.by().toNanos();
        this.lasting = new Lasting(delay.lasting(), nowNanos);
    }

    @Override
    public void accept(Message message, long nowNanos, Consumer<Message> next) {
        if (lasting.over(nowNanos) && held.isEmpty()) {
            next.accept(message);
            return;
        }
        // Behind what is held even when the time is over, else it would overtake.
        held.add(new Held(message, nowNanos + (lasting.over(nowNanos) ? 0 : delayNanos)));
        applied++;
        if (held.size() > MOST_HELD) {
            next.accept(held.remove().message);
        }
    }

    @Override
    public void tick(long nowNanos, Consumer<Message> next) {
        Held oldest = held.peek();
        while (oldest != null && nowNanos - oldest.dueNanos >= 0) {
            next.accept(held.remove().message);
            oldest = held.peek();
        }
    }

    @Override
    public void release(Consumer<Message> next) {
        held.forEach(h -> next.accept(h.message));
        held.clear();
    }

    @Override
    public boolean done(long nowNanos) {
        return lasting.over(nowNanos) && held.isEmpty();
    }

    @Override
    public long applied() {
        return applied;
    }
}
