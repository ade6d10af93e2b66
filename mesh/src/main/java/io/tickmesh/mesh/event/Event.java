package io.tickmesh.mesh.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that happened. Immutable; safe to share between threads; passes by reference inside a JVM.
public sealed interface Event
        permits PriceUpdated,
                CandleClosed,
                FeedStatusChanged,
                BotStatusChanged,
                BotFailed,
                SignalGenerated,
                RiskApproved,
                RiskRejected,
                OrderPlaced,
                OrderFilled,
                OrderCancelled,
                OrderRejected,
                PositionOpened,
                PositionClosed,
                EquitySnapshotTaken,
                CircuitBreakerFired,
                CircuitBreakerReset,
                TradingStateChanged {
    Header header();

    /// Returns the name of the event's type, as filters and the wire use it.
    default String type() {
        return getClass().getSimpleName();
    }

    default String id() {
        return header().id();
    }

    default Instant time() {
        return header().time();
    }

    /// Returns how much this matters to people.
    default Severity severity() {
        return Severity.of(this);
    }

    /// Returns the symbol this is about, null if it is not about one.
    default @Nullable String symbol() {
        return null;
    }

    /// Returns the bot this is about, null if it is not about one.
    default @Nullable String bot() {
        return null;
    }
}
