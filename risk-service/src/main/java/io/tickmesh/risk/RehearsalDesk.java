package io.tickmesh.risk;

import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.request.CheckOrder;
import io.tickmesh.mesh.request.RiskAnswer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The desk that decides on live orders, with nothing remembered and nobody else to ask: for runs in the time of recorded data.
/// Feeds do not fall silent there. Not thread-safe.
public final class RehearsalDesk {
    private final RiskDesk desk;

    /// @param time of the data
    /// @param headers makes the header of an event from its time and cause
    /// @param publisher takes the events that follow from decisions
    public RehearsalDesk(
            RiskConfig config,
            InstantSource time,
            BiFunction<Instant, @Nullable String, Header> headers,
            Consumer<Event> publisher) {
        desk =
                new RiskDesk(
                        config,
                        time,
                        headers,
                        publisher,
                        decision -> publisher.accept(decision.event()));
    }

    /// Decides on an order.
    public RiskAnswer check(CheckOrder order) {
        return desk.check(order);
    }

    /// Returns whether live risk is told of such an event.
    public boolean hears(Event event) {
        return RiskDesk.EVENTS.contains(event.getClass());
    }

    /// Takes in an event that it hears.
    public void on(Event event) {
        desk.on(event);
    }

    /// Takes in a price.
    public void price(PriceUpdated price) {
        desk.price(price);
    }
}
