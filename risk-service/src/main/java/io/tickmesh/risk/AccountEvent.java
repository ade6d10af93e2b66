package io.tickmesh.risk;

import io.tickmesh.mesh.event.Event;

/// What the brakes of an account did.
///
/// @param epoch of the claim under which they did it
record AccountEvent(String account, long epoch, Event event) {}
