package io.tickmesh.gateway.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// `openapi.yaml`, read once for the whole process. Immutable; thread-safe.
public final class Contract {
    private static final String FILE = "/openapi.yaml";
    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

    private final byte[] text;
    private final Map<String, Operation> operations;

    private final Document document;

    private Contract(byte[] text, Document document) {
        this.text = text;
        this.document = document;
        operations = operations(document);
    }

    /// Returns the contract. The first call reads it, which takes some hundred milliseconds: not on an event loop.
    ///
    /// @throws UncheckedIOException if the file is not there
    public static Contract get() {
        return Holder.CONTRACT;
    }

    /// Returns the file as it was written.
    public byte[] text() {
        return text.clone();
    }

    /// Returns all operations, in the order of the file.
    public Collection<Operation> operations() {
        return operations.values();
    }

    /// Returns an operation; empty if the contract does not have it. HEAD is GET without the body of the answer.
    ///
    /// @param path as in the contract, with variable segments in braces
    public Optional<Operation> operation(String method, String path) {
        String declared = method.equals("HEAD") ? "GET" : method;
        return Optional.ofNullable(operations.get(declared + " " + path));
    }

    /// Returns what a value has to be that the contract has a name for, `StreamFrame` for example.
    ///
    /// @throws IllegalArgumentException if it does not have that name
    public Form schema(String name) {
        JsonPointer at = JsonPointer.compile("/components/schemas").appendProperty(name);
        if (document.at(at).isMissingNode()) {
            throw new IllegalArgumentException("the contract has no schema " + name);
        }
        return document.form(at);
    }

    private static Contract read() {
        try (InputStream in = Contract.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new FileNotFoundException(FILE + " is not on the class path");
            }
            byte[] text = in.readAllBytes();
            return new Contract(text, new Document(tree(text)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode tree(byte[] text) {
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        return new JsonMapper().valueToTree(yaml.load(new String(text, StandardCharsets.UTF_8)));
    }

    private static Map<String, Operation> operations(Document document) {
        Map<String, Operation> operations = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> path :
                document.at(JsonPointer.compile("/paths")).properties()) {
            for (String method : METHODS) {
                if (path.getValue().has(method)) {
                    Operation operation = OperationReader.read(document, path.getKey(), method);
                    operations.put(operation.method() + " " + operation.path(), operation);
                }
            }
        }
        return Collections.unmodifiableMap(operations);
    }

    private static final class Holder {
        static final Contract CONTRACT = read();
    }
}
