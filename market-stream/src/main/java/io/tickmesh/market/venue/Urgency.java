package io.tickmesh.market.venue;

/// Which requests go first when the budget is short.
public enum Urgency {
    /// Somebody waits for the answer.
    SOON,
    /// Only with what the others leave.
    SPARE
}
