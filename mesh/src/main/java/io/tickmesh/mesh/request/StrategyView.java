package io.tickmesh.mesh.request;

import java.util.List;

/// A strategy as people see it.
///
/// @param description what it does, in a sentence or two
/// @param parameters in the order in which they are shown
public record StrategyView(String name, String description, List<ParameterView> parameters) {
    public StrategyView {
        parameters = List.copyOf(parameters);
    }
}
