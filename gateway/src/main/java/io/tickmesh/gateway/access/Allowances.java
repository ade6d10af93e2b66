package io.tickmesh.gateway.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Buckets of tokens, one for each client; the one that was not used for longest goes when there are too many, and then begins
/// full again. Belongs to one event loop.
public final class Allowances {
    private static final int MOST = 20_000;

    private final double perSecond;
    private final double atOnce;
    private final LongSupplier nanos;
    private final Map<String, Allowance> clients = new LinkedHashMap<>(16, 0.75f, true);

    /// @param perSecond in the long run
    /// @param atOnce after a pause
    /// @param nanos such as [System#nanoTime]
    public Allowances(double perSecond, double atOnce, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.atOnce = atOnce;
        this.nanos = nanos;
    }

    /// Takes one.
    ///
    /// @return 0, or after how many seconds there is one again
    public long take(String client) {
        Allowance allowance = of(client);
        return allowance.take(nanos.getAsLong()) ? 0 : allowance.secondsToNext();
    }

    /// Looks without taking.
    ///
    /// @return 0, or after how many seconds there is one again
    public long look(String client) {
        Allowance allowance = clients.get(client);
        return allowance == null || allowance.has(nanos.getAsLong())
                ? 0
                : allowance.secondsToNext();
    }

    int size() {
        return clients.size();
    }

    private Allowance of(String client) {
        Allowance allowance =
                clients.computeIfAbsent(
                        client, _ -> new Allowance(perSecond, atOnce, nanos.getAsLong()));
        if (clients.size() > MOST) {
            var eldest = clients.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
        return allowance;
    }
}
