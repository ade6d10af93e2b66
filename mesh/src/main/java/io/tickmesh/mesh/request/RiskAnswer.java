package io.tickmesh.mesh.request;

import io.tickmesh.mesh.event.RiskReason;
import org.jspecify.annotations.Nullable;

/// What risk says about an order.
///
/// @param refusal null when the order may be sent
/// @param detail the numbers that decided, as `key=value` pairs
public record RiskAnswer(String orderId, @Nullable RiskReason refusal, String detail)
        implements Reply {
    /// Returns whether the order may be sent.
    public boolean approved() {
        return refusal == null;
    }
}
