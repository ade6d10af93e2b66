package io.tickmesh.market.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

class PriceMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void whatIsInFlightIsMeasuredHoweverMuchMemoryIsCleared() {
        WeakReference<AtomicInteger> unused = new WeakReference<>(new AtomicInteger());
        register(new AtomicInteger(3));

        while (unused.get() != null) {
            System.gc();
        }

        assertThat(registry.get("tickmesh.prices.in.flight").gauge().value()).isEqualTo(3);
    }

    private void register(AtomicInteger inFlight) {
        IntSupplier supplier = inFlight::get;
        assertThat(new PriceMeters(registry, "test", supplier)).isNotNull();
    }
}
