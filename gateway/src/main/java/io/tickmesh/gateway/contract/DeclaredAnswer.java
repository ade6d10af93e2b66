package io.tickmesh.gateway.contract;

import java.util.Map;

/// What an operation may answer with one status.
///
/// @param types what the body has to be, by media type; empty for none
record DeclaredAnswer(Map<String, Form> types) {
    DeclaredAnswer {
        types = Map.copyOf(types);
    }
}
