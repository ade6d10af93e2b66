package io.tickmesh.risk;

import io.tickmesh.mesh.event.RiskReason;

/// Why an order may not be sent.
///
/// @param detail the numbers that decided, as `key=value` pairs
record Refusal(RiskReason reason, String detail) {}
