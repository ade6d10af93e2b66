package io.tickmesh.risk;

import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.request.CheckOrder;
import io.tickmesh.mesh.request.RiskAnswer;

/// What was said to an order, and the event that tells of it.
record Decision(Event event, CheckOrder order, RiskAnswer answer) {}
