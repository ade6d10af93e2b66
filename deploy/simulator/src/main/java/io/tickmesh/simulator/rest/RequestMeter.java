package io.tickmesh.simulator.rest;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Keeps every client address to its limits. Not thread-safe.
public final class RequestMeter {

    /// Addresses remembered; beyond this the one that has been silent for longest is forgotten.
    static final int MOST_ADDRESSES = 10_000;

    private static final float LOAD_FACTOR = 0.75f;

    private final RequestLimits limits;
    private final InstantSource clock;
    private final Map<String, AddressMeter> addresses =
            new LinkedHashMap<>(16, LOAD_FACTOR, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, AddressMeter> eldest) {
                    boolean full = size() > MOST_ADDRESSES;
                    forgotten += full ? 1 : 0;
                    return full;
                }
            };
    private long forgotten;

    /// @param clock the wall clock
    public RequestMeter(RequestLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /// Returns the limits.
    public RequestLimits limits() {
        return limits;
    }

    /// Returns the ban that an address is under, if there is one: what it asks for need not be found out.
    public Optional<Admission> ban(String address) {
        AddressMeter meter = addresses.get(address);
        return meter == null ? Optional.empty() : meter.activeBan(clock.millis());
    }

    /// Counts a request of this weight and says what becomes of it.
    public Admission use(String address, int weight) {
        return addresses
                .computeIfAbsent(address, _ -> new AddressMeter(limits))
                .use(weight, clock.millis());
    }

    /// Returns how many addresses were forgotten because there were too many.
    public long forgotten() {
        return forgotten;
    }
}
