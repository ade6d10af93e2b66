package io.tickmesh.risk;

import io.tickmesh.mesh.request.BreakerView;
import java.util.List;

/// What an earlier run left behind.
///
/// @param breakers those that were open
/// @param decisions the newest ones, the oldest first
record RiskMemory(Measured measured, List<BreakerView> breakers, List<Decision> decisions) {
    RiskMemory {
        breakers = List.copyOf(breakers);
        decisions = List.copyOf(decisions);
    }
}
