package io.tickmesh.risk;

import io.tickmesh.mesh.request.CheckOrder;
import io.tickmesh.mesh.request.RiskAnswer;
import java.time.Instant;

/// An order and what was said to it.
record Answered(Instant at, CheckOrder order, RiskAnswer answer) {
    /// Returns whether nothing else may be asked under its id. A refused exit leaves it free: nothing was sent, and a way out must
    /// not be closed by an attempt that failed.
    boolean bindsTheId() {
        return answer.approved() || !PreTradeRules.isExit(order);
    }
}
