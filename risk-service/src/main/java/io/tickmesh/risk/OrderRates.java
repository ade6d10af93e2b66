package io.tickmesh.risk;

import io.tickmesh.mesh.event.RiskReason;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Counts approved orders in sliding windows, by account or by bot. Not thread-safe.
final class OrderRates {
    private final Map<String, Deque<Instant>> times = new HashMap<>();

    /// Returns a refusal if another order of `subject` at `now` would be one too many.
    @Nullable Refusal tooMany(String subject, OrderRate rate, Instant now) {
        int orders = count(subject, rate, now);
        return orders < rate.orders()
                ? null
                : new Refusal(
                        RiskReason.ORDER_RATE,
                        "subject=%s orders=%d limit=%d window=%dms"
                                .formatted(
                                        subject, orders, rate.orders(), rate.window().toMillis()));
    }

    /// Counts an order at `now`. No more times are kept than the limit can need: exits, which pass it, cost no memory.
    void add(String subject, OrderRate rate, Instant now) {
        Deque<Instant> window = times.computeIfAbsent(subject, _ -> new ArrayDeque<>());
        window.addLast(now);
        if (window.size() > rate.orders()) {
            window.removeFirst();
        }
    }

    private int count(String subject, OrderRate rate, Instant now) {
        Deque<Instant> window = times.get(subject);
        if (window == null) {
            return 0;
        }
        Instant start = now.minus(rate.window());
        while (!window.isEmpty() && !window.getFirst().isAfter(start)) {
            window.removeFirst();
        }
        return window.size();
    }
}
