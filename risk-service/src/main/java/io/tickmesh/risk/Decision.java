package io.tickmesh.risk;

import io.tickmesh.mesh.request.CheckOrder;
import io.tickmesh.mesh.request.RiskAnswer;
import java.time.Instant;

/// An order and what was said to it.
///
/// @param id of the event that told of it
record Decision(String id, Instant at, CheckOrder order, RiskAnswer answer) {}
