package io.tickmesh.risk;

import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.request.BreakerView;
import java.util.Optional;

/// Measures what a kind of breaker watches. Whether the breaker is already open is not its business.
interface BreakerRule {
    /// Takes the event into the measurement; returns the breaker to open if the number is outside its limit.
    Optional<BreakerView> measure(Event event);

    /// Starts the measurement of `subject` anew, because its breaker was reset.
    void restart(String subject);
}
