package io.tickmesh.gateway.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.path.NodePath;
import io.tickmesh.mesh.request.FieldError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a value has to be. Thread-safe.
public final class Form {
    private static final int MOST_ERRORS = 50;
    private static final int LONGEST_QUOTE = 60;

    private final Schema schema;
    private final Document document;
    private final boolean quoting;

    /// @param quoting whether texts are told with their quotation marks, as in JSON
    Form(Schema schema, Document document, boolean quoting) {
        this.schema = schema;
        this.document = document;
        this.quoting = quoting;
    }

    /// Returns the same for parameters, which are always texts.
    Form unquoted() {
        return new Form(schema, document, false);
    }

    /// Returns everything that is wrong with a value, one error for each field; so many at most as people read.
    public List<FieldError> check(JsonNode value) {
        Map<String, FieldError> found = new LinkedHashMap<>();
        for (Error error : schema.validate(value)) {
            if (found.size() == MOST_ERRORS) {
                break;
            }
            FieldError told = told(error);
            found.putIfAbsent(told.field(), told);
        }
        return List.copyOf(found.values());
    }

    private FieldError told(Error error) {
        JsonPointer keyword =
                JsonPointer.compile(error.getSchemaLocation().getFragment().toString());
        JsonNode demanded = document.at(keyword.head());
        String field = field(error.getInstanceLocation());
        return switch (error.getKeyword()) {
            case "required" -> new FieldError(within(field, error.getProperty()), "is required");
            case "additionalProperties" ->
                    new FieldError(
                            within(field, shortened(error.getProperty())),
                            Expectation.known(demanded));
            case "not" -> {
                JsonNode refused = demanded.path(Expectation.REFUSED);
                yield new FieldError(
                        within(field, refused.path("field").asText()),
                        refused.path("detail").asText());
            }
            default -> new FieldError(field, unmet(demanded, error.getInstanceNode()));
        };
    }

    private String unmet(JsonNode demanded, JsonNode value) {
        String told = value.isTextual() && !quoting ? value.textValue() : value.toString();
        return Expectation.unmet(demanded, value, shortened(told));
    }

    private static String within(String field, String name) {
        return field.isEmpty() ? name : field + "." + name;
    }

    private static String field(NodePath path) {
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < path.getNameCount(); i++) {
            if (path.getElement(i) instanceof Integer index) {
                field.append('[').append(index).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(shortened(path.getName(i)));
            }
        }
        return field.toString();
    }

    static String shortened(String text) {
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
    }
}
