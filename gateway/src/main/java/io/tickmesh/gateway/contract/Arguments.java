package io.tickmesh.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickmesh.mesh.request.FieldError;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The parameters of one request. A blank one counts as left out.
///
/// @param values by name; what was left out has its usual value, or is not there
/// @param wrong everything that is wrong with them, parameters that nobody knows included
public record Arguments(Map<String, JsonNode> values, List<FieldError> wrong) {
    public Arguments {
        values = Map.copyOf(values);
        wrong = List.copyOf(wrong);
    }

    static Arguments read(List<Parameter> parameters, MultiMap query, MultiMap headers) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        List<FieldError> wrong = new ArrayList<>();
        for (Parameter parameter : parameters) {
            read(
                    parameter,
                    (parameter.header() ? headers : query).getAll(parameter.name()),
                    values,
                    wrong);
        }
        unknown(parameters, query, wrong);
        return new Arguments(values, wrong);
    }

    private static void read(
            Parameter parameter,
            List<String> given,
            Map<String, JsonNode> values,
            List<FieldError> wrong) {
        String name = parameter.name();
        String text = given.isEmpty() ? "" : given.getFirst().strip();
        if (given.size() > 1) {
            wrong.add(
                    new FieldError(
                            name, "must be given once, was given " + given.size() + " times"));
        } else if (!text.isEmpty()) {
            JsonNode value = parameter.value(text);
            wrong.addAll(parameter.check(value));
            values.put(name, value);
        } else if (parameter.required()) {
            wrong.add(new FieldError(name, "is required"));
        } else if (!parameter.usual().isMissingNode()) {
            values.put(name, parameter.usual());
        }
    }

    private static void unknown(
            List<Parameter> parameters, MultiMap query, List<FieldError> wrong) {
        if (query.isEmpty()) {
            return;
        }
        List<String> known =
                parameters.stream().filter(p -> !p.header()).map(Parameter::name).sorted().toList();
        for (String name : new TreeSet<>(query.names())) {
            if (!known.contains(name)) {
                wrong.add(
                        new FieldError(
                                Form.shortened(name),
                                known.isEmpty()
                                        ? "is no known parameter, there are none here"
                                        : known.stream()
                                                .collect(
                                                        Collectors.joining(
                                                                ", ",
                                                                "is no known parameter, known are ",
                                                                ""))));
            }
        }
    }
}
