package io.tickmesh.simulator.fault;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The faults that are switched on, at most [#MOST_ACTIVE]. Lives on one event loop, except for [#applied].
public final class Faults {

    /// How many faults can be on at the same time.
    public static final int MOST_ACTIVE = 100;

    private final FaultCounters counters = new FaultCounters();
    private final StreamFaults streams;
    private final RestFaults rest;
    private final ExchangeFaults exchange;
    private long lastId;
    private long skewMillis;

    /// @param nanoTime the clock that faults last by
    /// @param cut drops all stream connections
    /// @param announceShutdown tells all stream connections that the exchange will shut down, and returns what drops those
    public Faults(LongSupplier nanoTime, Runnable cut, Supplier<Runnable> announceShutdown) {
        this.streams = new StreamFaults(nanoTime, cut, counters);
        this.rest = new RestFaults(nanoTime, counters);
        this.exchange = new ExchangeFaults(nanoTime, cut, announceShutdown, counters);
    }

    /// Switches a fault on and returns its id.
    ///
    /// @throws IllegalStateException when there are too many
    public long add(Fault fault) {
        if (active().size() >= MOST_ACTIVE) {
            throw new IllegalStateException("there are already " + MOST_ACTIVE + " faults");
        }
        long id = ++lastId;
        switch (fault) {
            case Fault.OfStream f -> streams.add(id, f);
            case Fault.OfRest f -> rest.add(id, f);
            case Fault.OfExchange f -> exchange.add(id, f);
        }
        skewMillis = exchange.skewMillis();
        return id;
    }

    /// Returns the faults that are on, the oldest first.
    public List<ActiveFault> active() {
        return Stream.of(streams.active(), rest.active(), exchange.active())
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(ActiveFault::id))
                .toList();
    }

    /// Returns whether none is on.
    public boolean idle() {
        return streams.idle() && rest.idle() && exchange.idle();
    }

    /// Switches all off; messages held back go out.
    public void clear() {
        remove(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /// Switches one off; false when there is none of this id.
    public boolean clear(long id) {
        boolean known = active().stream().anyMatch(a -> a.id() == id);
        remove(id, id);
        return known;
    }

    private void remove(long from, long to) {
        streams.remove(id -> id >= from && id <= to);
        rest.remove(id -> id >= from && id <= to);
        exchange.remove(id -> id >= from && id <= to);
        skewMillis = exchange.skewMillis();
    }

    /// Does what is due; call it every few milliseconds.
    public void tick() {
        streams.tick();
        rest.tick();
        exchange.tick();
    }

    /// Returns the faults of streams.
    public StreamFaults streams() {
        return streams;
    }

    /// Returns the faults of requests.
    public RestFaults rest() {
        return rest;
    }

    /// Returns whether a new connection is to be closed.
    public boolean refuseConnection() {
        return exchange.refuse();
    }

    /// Returns by how much the exchange's clock is off.
    public long skewMillis() {
        return skewMillis;
    }

    /// Returns how often each kind of fault has struck since the start. Thread-safe.
    public Map<String, Long> applied() {
        return counters.read();
    }
}
