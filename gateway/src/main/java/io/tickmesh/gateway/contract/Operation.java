package io.tickmesh.gateway.contract;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something that can be asked for, as the contract has it.
///
/// @param method in capital letters
/// @param path with variable segments in braces
/// @param summary what it does, in words
/// @param role who may ask, at least: viewer, operator or admin; null for everybody
/// @param body what the body has to be; null if there is none
/// @param bodyRequired whether the body may not be left out
/// @param answers by status, `default` for all others
public record Operation(
        String id,
        String method,
        String path,
        String summary,
        @Nullable String role,
        List<Parameter> parameters,
        @Nullable Form body,
        boolean bodyRequired,
        Map<String, DeclaredAnswer> answers) {
    public Operation {
        parameters = List.copyOf(parameters);
        answers = Map.copyOf(answers);
    }

    /// Reads the parameters of query and headers, and notes everything that is wrong with them.
    public Arguments arguments(MultiMap query, MultiMap headers) {
        return Arguments.read(parameters, query, headers);
    }
}
