package io.tickmesh.simulator.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// What is wrong with the exchange as a whole: refused and cut connections, a clock that is off. Lives on one event loop.
final class ExchangeFaults {

    private static final class Active {
        private final long id;
        private final Fault.OfExchange fault;
        private Runnable cut;
        private long dueNanos;
        private long applied;
        private boolean over;

        Active(long id, Fault.OfExchange fault, Runnable cut, long dueNanos) {
            this.id = id;
            this.fault = fault;
            this.cut = cut;
            this.dueNanos = dueNanos;
        }
    }

    private final LongSupplier nanoTime;
    private final Runnable cut;
    private final Supplier<Runnable> announceShutdown;
    private final FaultCounters counters;
    private final List<Active> faults = new ArrayList<>();

    ExchangeFaults(
            LongSupplier nanoTime,
            Runnable cut,
            Supplier<Runnable> announceShutdown,
            FaultCounters counters) {
        this.nanoTime = nanoTime;
        this.cut = cut;
        this.announceShutdown = announceShutdown;
        this.counters = counters;
    }

    void add(long id, Fault.OfExchange fault) {
        Duration due =
                switch (fault) {
                    case Fault.Cut _ -> Duration.ZERO;
                    case Fault.CutEvery f -> f.period();
                    case Fault.Refuse f -> f.lasting();
                    case Fault.ClockSkew _ -> Fault.LONGEST;
                    case Fault.Shutdown f -> f.cutAfter();
                };
        Active active = new Active(id, fault, cut, nanoTime.getAsLong() + due.toNanos());
        faults.add(active);
        if (fault instanceof Fault.Shutdown) {
            struck(active);
            active.cut = announceShutdown.get();
        } else if (fault instanceof Fault.ClockSkew) {
            struck(active);
        }
        tick();
    }

    private void struck(Active active) {
        active.applied++;
        counters.add(active.fault, 1);
    }

    boolean idle() {
        return faults.isEmpty();
    }

    void tick() {
        long now = nanoTime.getAsLong();
        for (Active active : List.copyOf(faults)) {
            if (now - active.dueNanos >= 0) {
                due(active, now);
            }
        }
        faults.removeIf(active -> active.over);
    }

    private void due(Active active, long now) {
        switch (active.fault) {
            case Fault.Cut _ -> {
                struck(active);
                active.over = true;
                cut.run();
            }
            case Fault.CutEvery f -> {
                struck(active);
                active.dueNanos = now + f.period().toNanos();
                cut.run();
            }
            case Fault.Refuse _ -> active.over = true;
            case Fault.ClockSkew _ -> active.dueNanos = now + Fault.LONGEST.toNanos();
            case Fault.Shutdown _ -> {
                active.over = true;
                active.cut.run();
            }
        }
    }

    /// Decides about a new connection.
    boolean refuse() {
        long now = nanoTime.getAsLong();
        for (Active active : faults) {
            if (active.fault instanceof Fault.Refuse && now - active.dueNanos < 0) {
                struck(active);
                return true;
            }
        }
        return false;
    }

    long skewMillis() {
        long skew = 0;
        for (Active active : faults) {
            skew += active.fault instanceof Fault.ClockSkew f ? f.by().toMillis() : 0;
        }
        return skew;
    }

    void remove(Predicate<Long> ids) {
        faults.removeIf(active -> ids.test(active.id));
    }

    List<ActiveFault> active() {
        return faults.stream().map(a -> new ActiveFault(a.id, a.fault, a.applied)).toList();
    }
}
