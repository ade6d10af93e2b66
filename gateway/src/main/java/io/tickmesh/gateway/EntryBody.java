package io.tickmesh.gateway;

import io.tickmesh.mesh.bot.Entry;
import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.TimeInForce;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An [Entry] as clients write it.
///
/// @param timeInForce null for IOC of a market order, GTC of others
/// @param offsetPercent null for 0
record EntryBody(
        OrderType type,
        @Nullable TimeInForce timeInForce,
        @Nullable BigDecimal offsetPercent,
        @Nullable Duration expireAfter) {
    static Entry entry(@Nullable EntryBody body) {
        return body == null ? Entry.MARKET : body.entry();
    }

    private Entry entry() {
        TimeInForce usual = type == OrderType.MARKET ? TimeInForce.IOC : TimeInForce.GTC;
        return new Entry(
                type,
                Objects.requireNonNullElse(timeInForce, usual),
                Objects.requireNonNullElse(offsetPercent, BigDecimal.ZERO),
                expireAfter);
    }
}
