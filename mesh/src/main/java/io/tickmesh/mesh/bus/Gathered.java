package io.tickmesh.mesh.bus;

import io.tickmesh.mesh.request.Reply;
import java.util.List;
import java.util.Map;

/// What the nodes of a service said to the same question.
///
/// @param answers of the nodes that answered, by the name of the node
/// @param silent nodes that should have answered and did not in time, or could not
public record Gathered<R extends Reply>(Map<String, R> answers, List<String> silent) {
    public Gathered {
        answers = Map.copyOf(answers);
        silent = List.copyOf(silent);
    }
}
