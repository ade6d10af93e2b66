package io.tickmesh.simulator.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// Decides how REST requests are answered. Lives on one event loop.
public final class RestFaults {

    private static final class Active {
        private final long id;
        private final Fault.OfRest fault;
        private final Lasting lasting;
        private long left;
        private long applied;

        Active(long id, Fault.OfRest fault, Lasting lasting, long left) {
            this.id = id;
            this.fault = fault;
            this.lasting = lasting;
            this.left = left;
        }

        boolean done(long nowNanos) {
            return left == 0 || lasting.over(nowNanos);
        }

        RestVerdict apply(RestVerdict verdict, long nowNanos) {
            left--;
            applied++;
            return switch (fault) {
                case Fault.Ban f -> verdict.withStatus(f.status(), lasting.secondsLeft(nowNanos));
                case Fault.RestError f -> verdict.withStatus(f.status(), 0);
                case Fault.RestDelay f -> verdict.later(f.by());
                case Fault.RestDribble f -> verdict.dribbled(f.bytesPerSecond());
                case Fault.RestHang _ -> verdict.unanswered();
            };
        }
    }

    private final LongSupplier nanoTime;
    private final FaultCounters counters;
    private final List<Active> faults = new ArrayList<>();

    RestFaults(LongSupplier nanoTime, FaultCounters counters) {
        this.nanoTime = nanoTime;
        this.counters = counters;
    }

    /// Decides about a request; every fault that is about it counts it.
    ///
    /// @param endpoint the path below `/api/v3/`
    public RestVerdict decide(String endpoint) {
        if (faults.isEmpty()) {
            return RestVerdict.FINE;
        }
        long now = nanoTime.getAsLong();
        RestVerdict verdict = RestVerdict.FINE;
        for (Active active : faults) {
            if (!active.done(now) && active.fault.endpoint().matches(endpoint)) {
                verdict = active.apply(verdict, now);
                counters.add(active.fault, 1);
            }
        }
        tick();
        return verdict;
    }

    void add(long id, Fault.OfRest fault) {
        long now = nanoTime.getAsLong();
        Lasting lasting =
                new Lasting(fault instanceof Fault.Ban ban ? ban.lasting() : Duration.ZERO, now);
        long requests =
                switch (fault) {
                    case Fault.Ban _ -> Fault.MOST;
                    case Fault.RestError f -> f.requests();
                    case Fault.RestDelay f -> f.requests();
                    case Fault.RestDribble f -> f.requests();
                    case Fault.RestHang f -> f.requests();
                };
        faults.add(new Active(id, fault, lasting, requests));
    }

    boolean idle() {
        return faults.isEmpty();
    }

    void tick() {
        long now = nanoTime.getAsLong();
        faults.removeIf(active -> active.done(now));
    }

    void remove(Predicate<Long> ids) {
        faults.removeIf(active -> ids.test(active.id));
    }

    List<ActiveFault> active() {
        return faults.stream().map(a -> new ActiveFault(a.id, a.fault, a.applied)).toList();
    }
}
