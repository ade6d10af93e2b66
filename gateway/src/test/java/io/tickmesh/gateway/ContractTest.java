package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.gateway.contract.Contract;
import io.tickmesh.gateway.contract.Operation;
import io.tickmesh.mesh.cluster.ServiceName;
import io.vertx.ext.web.Router;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The gateway and its contract have the same operations.
class ContractTest {
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
        return Contract.get().operations().stream();
    }

    @Test
    void doesNotStartWithARouteThatTheContractDoesNotHave() {
        Api api = api();

        assertThatThrownBy(() -> api.get("/api/v1/secrets", _ -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the contract has no operation GET /api/v1/secrets");
    }

    @Test
    void doesNotStartWithoutARouteThatTheContractHas() {
        Api api = api();

        assertThatThrownBy(api::refuseOtherMethods)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the contract has operations without routes: [listBots, ");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void asksForTheRoleThatTheContractNames(Operation operation) {
        String path = operation.path().replaceAll("\\{[^}]+}", "x");

        assertThat(
                        Permissions.needed(operation.method(), path)
                                .map(role -> role.toString().toLowerCase(Locale.ROOT))
                                .orElse(null))
                .as(operation.id())
                .isEqualTo(operation.role());
    }

    @Test
    void servesTheContractToEverybody() {
        HttpResponse<String> response = gateway.get("/openapi.yaml");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/yaml");
        assertThat(response.body())
                .isEqualTo(new String(Contract.get().text(), StandardCharsets.UTF_8));
        String tag = response.headers().firstValue("etag").orElseThrow();
        assertThat(gateway.send("GET", "/openapi.yaml", "if-none-match", tag).statusCode())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @CsvSource({
        "/docs, text/html; charset=utf-8",
        "/docs/docs.js, text/javascript; charset=utf-8",
        "/docs/docs.css, text/css; charset=utf-8",
        "/docs/swagger-ui.css, text/css; charset=utf-8",
        "/docs/swagger-ui-bundle.js, text/javascript; charset=utf-8"
    })
    void servesItsPagesWithNothingInline(String path, String type) {
        HttpResponse<String> response = gateway.get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains(type);
        assertThat(response.headers().allValues("content-security-policy"))
                .singleElement()
                .asString()
                .contains("script-src 'self'")
                .doesNotContain("unsafe");
    }

    private static Api api() {
        return new Api(
                Router.router(gateway.vertx),
                Contract.get(),
                new Questions(gateway.services.mesh(ServiceName.BOT_ENGINE), Duration.ofSeconds(1)),
                new RequestMeters(new SimpleMeterRegistry()));
    }
}
