package io.tickmesh.gateway.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads operations out of the file.
final class OperationReader {
    private static final String JSON = "application/json";

    private final Document document;

    private OperationReader(Document document) {
        this.document = document;
    }

    static Operation read(Document document, String path, String method) {
        JsonPointer at = JsonPointer.empty().appendProperty("paths").appendProperty(path);
        return new OperationReader(document).operation(at, at.appendProperty(method), path, method);
    }

    private Operation operation(JsonPointer pathItem, JsonPointer at, String path, String method) {
        JsonNode node = document.at(at);
        List<Parameter> parameters = new ArrayList<>(parameters(pathItem));
        parameters.addAll(parameters(at));
        JsonPointer body = at.appendProperty("requestBody");
        return new Operation(
                node.path("operationId").asText(),
                method.toUpperCase(Locale.ROOT),
                path,
                node.path("summary").asText(),
                role(node),
                parameters,
                document.at(body).isMissingNode() ? null : schema(content(body), JSON),
                document.at(body).path("required").asBoolean(),
                answers(at.appendProperty("responses")));
    }

    private List<Parameter> parameters(JsonPointer owner) {
        List<Parameter> parameters = new ArrayList<>();
        JsonPointer list = owner.appendProperty("parameters");
        for (int i = 0; i < document.at(list).size(); i++) {
            JsonPointer at = document.resolved(list.appendIndex(i));
            JsonNode node = document.at(at);
            String place = node.path("in").asText();
            if (!place.equals("path")) {
                JsonNode schema = document.at(document.resolved(at.appendProperty("schema")));
                parameters.add(
                        new Parameter(
                                node.path("name").asText(),
                                place.equals("header"),
                                node.path("required").asBoolean(),
                                schema.path("type").asText(),
                                schema.path("default"),
                                document.form(at.appendProperty("schema")).unquoted()));
            }
        }
        return parameters;
    }

    /// Roles are those of the first way to sign in: all ways have the same.
    private @Nullable String role(JsonNode operation) {
        JsonNode security =
                operation.has("security")
                        ? operation.path("security")
                        : document.at(JsonPointer.compile("/security"));
        if (security.isEmpty()) {
            return null;
        }
        return security.path(0).path(security.path(0).fieldNames().next()).path(0).asText();
    }

    private Map<String, DeclaredAnswer> answers(JsonPointer responses) {
        Map<String, DeclaredAnswer> answers = new LinkedHashMap<>();
        document.at(responses)
                .fieldNames()
                .forEachRemaining(status ->
                        answers.put(
                                status,
                                answer(document.resolved(responses.appendProperty(status)))));
        return answers;
    }

    private DeclaredAnswer answer(JsonPointer at) {
        Map<String, Form> types = new LinkedHashMap<>();
        JsonPointer content = content(at);
        document.at(content)
                .fieldNames()
                .forEachRemaining(type -> types.put(type, schema(content, type)));
        return new DeclaredAnswer(types);
    }

    private static JsonPointer content(JsonPointer owner) {
        return owner.appendProperty("content");
    }

    private Form schema(JsonPointer content, String type) {
        return document.form(content.appendProperty(type).appendProperty("schema"));
    }
}
