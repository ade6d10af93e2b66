package io.tickmesh.gateway.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.path.PathType;
import java.util.List;

/// The tree of an OpenAPI file, whose parts refer to each other.
final class Document {
    private static final String ADDRESS = "https://tickmesh.io/openapi.yaml";
    private static final List<String> NOT_SCHEMAS =
            List.of(
                    "openapi",
                    "info",
                    "servers",
                    "security",
                    "tags",
                    "paths",
                    "components",
                    Expectation.EXPECTED,
                    Expectation.REFUSED);

    private final JsonNode root;
    private final Schema schemas;

    Document(JsonNode root) {
        this.root = root;
        Dialect.Builder dialect = Dialect.builder(Dialects.getOpenApi31());
        NOT_SCHEMAS.forEach(name -> dialect.keyword(new NonValidationKeyword(name)));
        SchemaRegistryConfig config =
                SchemaRegistryConfig.builder()
                        .formatAssertionsEnabled(true)
                        .pathType(PathType.JSON_POINTER)
                        .build();
        schemas =
                SchemaRegistry.withDefaultDialect(
                                dialect.build(), builder -> builder.schemaRegistryConfig(config))
                        .getSchema(SchemaLocation.of(ADDRESS), root);
    }

    JsonNode at(JsonPointer pointer) {
        return root.at(pointer);
    }

    /// Returns where the node really is: elsewhere if it only refers to another one.
    JsonPointer resolved(JsonPointer pointer) {
        JsonNode reference = at(pointer).path("$ref");
        return reference.isTextual()
                ? resolved(JsonPointer.compile(reference.textValue().substring(1)))
                : pointer;
    }

    /// Returns what the schema at that place demands.
    Form form(JsonPointer pointer) {
        NodePath path = new NodePath(PathType.JSON_POINTER);
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            path =
                    rest.mayMatchElement()
                            ? path.append(rest.getMatchingIndex())
                            : path.append(rest.getMatchingProperty());
        }
        return new Form(schemas.getRefSchema(path), this, true);
    }
}
