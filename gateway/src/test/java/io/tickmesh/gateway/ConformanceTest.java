package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickmesh.gateway.contract.Contract;
import io.tickmesh.gateway.contract.GeneratedRequests;
import io.tickmesh.gateway.contract.GeneratedRequests.Spoiled;
import io.tickmesh.gateway.contract.Operation;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the contract allows is never called malformed, and what it does not allow always is: requests made from the contract itself.
class ConformanceTest {
    private static final int ROUNDS = 25;

    /// They do not end.
    private static final Set<String> STREAMS = Set.of("streamEvents", "openEventSocket");

    @SuppressWarnings("NullAway.Init")
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    static Stream<Operation> operations() {
        return Contract.get().operations().stream()
                .filter(operation -> !STREAMS.contains(operation.id()))
                .filter(operation -> !operation.path().startsWith("/openapi"))
                .filter(ConformanceTest::isOfTradingAndMarkets);
    }

    static Stream<Operation> bodies() {
        return operations().filter(operation -> operation.body() != null);
    }

    /// Signing in and out would end what the others need.
    private static boolean isOfTradingAndMarkets(Operation operation) {
        return Stream.of("session", "tokens", "audit").noneMatch(operation.path()::contains);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void takesWhatTheContractAllows(Operation operation) {
        for (int seed = 0; seed < ROUNDS; seed++) {
            GeneratedRequests generated = new GeneratedRequests(seed);
            JsonNode body = body(operation, generated);

            HttpResponse<String> answer =
                    send(operation, "?" + query(operation, generated), body, generated);

            assertThat(answer.statusCode())
                    .as("%s, seed %d, body %s: %s", operation.id(), seed, body, answer.body())
                    .isNotIn(400, 415, 500);
        }
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void namesTheFieldThatTheContractDoesNotAllow(Operation operation) {
        for (int seed = 0; seed < ROUNDS; seed++) {
            GeneratedRequests generated = new GeneratedRequests(seed);
            Spoiled spoiled = generated.spoiled(GeneratedRequests.body(operation));

            HttpResponse<String> answer = send(operation, "", spoiled.value(), generated);

            assertThat(answer.statusCode())
                    .as("%s, seed %d, body %s", operation.id(), seed, spoiled.value())
                    .isEqualTo(400);
            assertThat(fields(answer))
                    .as("%s, seed %d, body %s", operation.id(), seed, spoiled.value())
                    .contains(spoiled.field());
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void namesTheParametersThatTheContractDoesNotAllow(Operation operation) {
        for (JsonNode parameter : GeneratedRequests.parameters(operation)) {
            String type = parameter.at("/schema/type").asText();
            if (parameter.path("in").asText().equals("query") && type.equals("integer")) {
                assertRefused(operation, parameter, "1.5");
                assertRefused(operation, parameter, "99999999999999999999");
                assertRefused(operation, parameter, "-1");
            }
        }
        HttpResponse<String> answer =
                send(operation, "?zzz=1&zzz=2", valid(operation), new GeneratedRequests(1));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(fields(answer)).contains("zzz");
    }

    private static void assertRefused(Operation operation, JsonNode parameter, String value) {
        String name = parameter.path("name").asText();
        HttpResponse<String> answer =
                send(
                        operation,
                        "?" + name + "=" + value,
                        valid(operation),
                        new GeneratedRequests(1));

        assertThat(answer.statusCode()).as("%s %s=%s", operation.id(), name, value).isEqualTo(400);
        assertThat(fields(answer)).contains(name);
    }

    private static @Nullable JsonNode valid(Operation operation) {
        return body(operation, new GeneratedRequests(3));
    }

    /// Returns a body that the schema takes; null for none.
    private static @Nullable JsonNode body(Operation operation, GeneratedRequests generated) {
        if (operation.body() == null) {
            return null;
        }
        JsonNode schema = GeneratedRequests.body(operation);
        JsonNode body = allowed(operation, generated.valid(schema));
        while (!operation.body().check(body).isEmpty()) {
            body = allowed(operation, generated.valid(schema));
        }
        return body;
    }

    /// What depends on other values is said in words only: ids are those of the path, and rules of symbols are consistent.
    private static JsonNode allowed(Operation operation, JsonNode body) {
        ((ObjectNode) body).remove("rules");
        if (operation.id().equals("replaceBot")) {
            ((ObjectNode) body).remove("id");
        }
        return body;
    }

    private static String query(Operation operation, GeneratedRequests generated) {
        List<String> parts = new ArrayList<>();
        for (JsonNode parameter : GeneratedRequests.parameters(operation)) {
            String name = parameter.path("name").asText();
            // A source needs symbols, which the contract says in words only.
            if (parameter.path("in").asText().equals("query") && !name.equals("source")) {
                JsonNode value = generated.valid(parameter.path("schema"));
                String text =
                        value.isArray()
                                ? Stream.of(value)
                                        .flatMap(list -> items(list).stream())
                                        .collect(Collectors.joining(","))
                                : value.asText();
                parts.add(name + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
            }
        }
        return String.join("&", parts);
    }

    private static List<String> items(JsonNode list) {
        List<String> items = new ArrayList<>();
        list.forEach(item -> items.add(item.asText()));
        return items;
    }

    private static HttpResponse<String> send(
            Operation operation,
            String query,
            @Nullable JsonNode body,
            GeneratedRequests generated) {
        List<String> headers = new ArrayList<>();
        for (JsonNode parameter : GeneratedRequests.parameters(operation)) {
            if (parameter.path("name").asText().equals("if-match")) {
                headers.add("if-match");
                headers.add(generated.valid(parameter.path("schema")).asText());
            }
        }
        if (body != null) {
            headers.add("content-type");
            headers.add("application/json");
        }
        return gateway.sendText(
                operation.method(),
                operation.path().replaceAll("\\{[^}]+}", "bot-01") + query,
                body == null ? "" : body.toString(),
                headers.toArray(String[]::new));
    }

    private static List<String> fields(HttpResponse<String> answer) {
        return new JsonObject(answer.body())
                .getJsonArray("errors").stream()
                        .map(error -> ((JsonObject) error).getString("field"))
                        .toList();
    }
}
