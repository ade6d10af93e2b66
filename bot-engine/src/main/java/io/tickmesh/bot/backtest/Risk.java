package io.tickmesh.bot.backtest;

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

/// Risk as a backtest sees it. One for each run, on its thread.
public interface Risk {
    /// Approves everything.
    Risk NONE =
            new Risk() {
                @Override
                public RiskAnswer check(CheckOrder order) {
                    return new RiskAnswer(order.orderId(), null, "");
                }

                @Override
                public boolean hears(Event event) {
                    return false;
                }

                @Override
                public void on(Event event) {
                    // There is nothing to be learnt.
                }

                @Override
                public void price(PriceUpdated price) {
                    // There is nothing to be learnt.
                }
            };

    /// Decides on an order.
    RiskAnswer check(CheckOrder order);

    /// Returns whether live risk is told of such an event.
    boolean hears(Event event);

    /// Takes in an event that the engine published and that it hears.
    void on(Event event);

    /// Takes in a price.
    void price(PriceUpdated price);

    /// Makes the risk of a run, with the limits of the configured accounts and nothing remembered.
    @FunctionalInterface
    interface Factory {
        /// Returns risk that nothing has been told yet.
        ///
        /// @param time of the data
        /// @param headers makes the header of an event from its time and cause
        /// @param publisher takes the events that follow from decisions
        Risk make(
                InstantSource time,
                BiFunction<Instant, @Nullable String, Header> headers,
                Consumer<Event> publisher);
    }
}
