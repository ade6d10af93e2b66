package io.tickmesh.bot;

import io.tickmesh.bot.execution.TrackedOrder;

/// An order that the venue has.
///
/// @param cause id of the event that told of its placing, or of its signal if that was before a restart
/// @param answeredMicros epoch microseconds when risk allowed it; 0 if that was before a restart
record Working(TrackedOrder order, String cause, long answeredMicros) {
    Working in(TrackedOrder next) {
        return new Working(next, cause, answeredMicros);
    }
}
