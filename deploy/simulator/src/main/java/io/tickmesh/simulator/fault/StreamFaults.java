package io.tickmesh.simulator.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// Leads the messages of streams through the faults that are switched on, one after the other. Lives on one event loop.
public final class StreamFaults {

    private record Active(long id, Fault.OfStream fault, Stage stage) {}

    private final LongSupplier nanoTime;
    private final Runnable cut;
    private final FaultCounters counters;
    private final List<Active> chain = new ArrayList<>();

    StreamFaults(LongSupplier nanoTime, Runnable cut, FaultCounters counters) {
        this.nanoTime = nanoTime;
        this.cut = cut;
        this.counters = counters;
    }

    /// Returns whether every message goes out as it is; then there is no need to call [#pass].
    public boolean idle() {
        return chain.isEmpty();
    }

    /// Returns whether connections are to be silent altogether, pings included.
    public boolean mute() {
        for (Active active : chain) {
            if (active.fault instanceof Fault.Silence silence && silence.stream().isAny()) {
                return true;
            }
        }
        return false;
    }

    /// Sends a message, or what the faults make of it.
    public void pass(Message message) {
        pass(0, message);
        removeIf(active -> active.stage.done(nanoTime.getAsLong()));
    }

    private void pass(int from, Message message) {
        for (int i = from; i < chain.size(); i++) {
            Active active = chain.get(i);
            if (active.fault.stream().matches(message.stream())) {
                int next = i + 1;
                long before = active.stage.applied();
                active.stage.accept(message, nanoTime.getAsLong(), result -> pass(next, result));
                counters.add(active.fault, active.stage.applied() - before);
                return;
            }
        }
        message.out().accept(message);
    }

    void add(long id, Fault.OfStream fault) {
        long now = nanoTime.getAsLong();
        Stage stage =
                switch (fault) {
                    case Fault.CutAfter f -> new Cutting(f, cut);
                    case Fault.Silence f -> new Silencing(f, now);
                    case Fault.Gap f -> Striking.of(f);
                    case Fault.Duplicate f -> Striking.of(f);
                    case Fault.Reorder f -> new Reordering(f);
                    case Fault.Delay f -> new Delaying(f, now);
                    case Fault.Malformed f -> Striking.of(f);
                };
        chain.add(new Active(id, fault, stage));
    }

    /// Sends what was held back until now and forgets faults that are over.
    void tick() {
        long now = nanoTime.getAsLong();
        for (int i = 0; i < chain.size(); i++) {
            int next = i + 1;
            chain.get(i).stage.tick(now, message -> pass(next, message));
        }
        removeIf(active -> active.stage.done(now));
    }

    /// Switches faults off; what they hold back goes out.
    void remove(Predicate<Long> ids) {
        removeIf(active -> ids.test(active.id));
    }

    private void removeIf(Predicate<Active> over) {
        for (int i = chain.size() - 1; i >= 0; i--) {
            Active active = chain.get(i);
            if (over.test(active)) {
                int next = i + 1;
                active.stage.release(message -> pass(next, message));
                chain.remove(i);
            }
        }
    }

    List<ActiveFault> active() {
        return chain.stream().map(a -> new ActiveFault(a.id, a.fault, a.stage.applied())).toList();
    }
}
