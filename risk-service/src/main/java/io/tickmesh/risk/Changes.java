package io.tickmesh.risk;

import java.util.List;
import java.util.Map;

/// What has to be written of the brakes' state.
///
/// @param choices by account
/// @param closings ids of the closed positions that were counted
record Changes(Measured measured, Map<String, Choice> choices, List<String> closings) {
    Changes {
        choices = Map.copyOf(choices);
        closings = List.copyOf(closings);
    }

    boolean isEmpty() {
        return measured.isEmpty() && choices.isEmpty() && closings.isEmpty();
    }
}
