package io.tickmesh.risk;

import io.tickmesh.mesh.config.ConfigSection;
import java.time.Duration;

/// At most `orders` orders in any `window`.
public record OrderRate(int orders, Duration window) {
    private static final int MOST = 100_000;
    private static final Duration SHORTEST = Duration.ofMillis(100);

    public OrderRate {
        if (orders <= 0) {
            throw new IllegalArgumentException("orders must be positive, was " + orders);
        }
        if (!window.isPositive()) {
            throw new IllegalArgumentException("window must be positive, was " + window);
        }
    }

    static OrderRate read(ConfigSection section, String key, OrderRate fallback) {
        return new OrderRate(
                section.number(key, fallback.orders, 1, MOST),
                section.duration(key + "-window", fallback.window, SHORTEST));
    }
}
