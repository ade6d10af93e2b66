package io.tickmesh.simulator.fault;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Sends messages behind later ones of their stream; one of each stream is held at a time.
final class Reordering implements Stage {

    private static final class Held {
        private final Message message;
        private int toPass;

        Held(Message message, int toPass) {
            this.message = message;
            this.toPass = toPass;
        }
    }

    private final int behind;
    private final Strikes strikes;
    private final Map<String, Held> held = new LinkedHashMap<>();

    Reordering(Fault.Reorder reorder) {
        this.behind = reorder.behind();
        this.strikes = new Strikes(reorder.messages(), reorder.chance());
    }

    @Override
    public void accept(Message message, long nowNanos, Consumer<Message> next) {
        Held late = held.get(message.stream());
        if (late != null) {
            next.accept(message);
            late.toPass--;
            if (late.toPass == 0) {
                held.remove(message.stream());
                next.accept(late.message);
            }
        } else if (strikes.strike()) {
            held.put(message.stream(), new Held(message, behind));
        } else {
            next.accept(message);
        }
    }

    @Override
    public void release(Consumer<Message> next) {
        held.values().forEach(late -> next.accept(late.message));
        held.clear();
    }

    @Override
    public boolean done(long nowNanos) {
        return strikes.used() && held.isEmpty();
    }

    @Override
    public long applied() {
        return strikes.applied();
    }
}
