package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.latency.Stage;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HealthTest {
    @Test
    void isLiveWithoutAnyService() {
        try (TestGateway gateway = TestGateway.startAlone()) {
            assertThat(gateway.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(gateway.json("/health/live").getString("status")).isEqualTo("UP");
        }
    }

    @Test
    void isReadyWhenAllServicesAre() {
        try (TestGateway gateway = TestGateway.start()) {
            TestGateway.until(
                    "it is ready", () -> gateway.get("/health/ready").statusCode() == 200);

            JsonObject health = gateway.json("/health/ready");
            assertThat(health.getString("status")).isEqualTo("UP");
            assertThat(health.getJsonArray("missing")).isEmpty();
        }
    }

    @Test
    void namesTheServicesThatAreMissing() {
        try (TestGateway gateway =
                TestGateway.startWithout(ServiceName.RISK_SERVICE, ServiceName.NOTIFIER)) {
            TestGateway.until(
                    "the others are seen",
                    () -> gateway.json("/health/ready").getJsonArray("missing").size() == 2);

            HttpResponse<String> response = gateway.get("/health/ready");
            assertThat(response.statusCode()).isEqualTo(503);
            JsonObject health = new JsonObject(response.body());
            assertThat(health.getString("status")).isEqualTo("DOWN");
            assertThat(health.getJsonArray("missing"))
                    .isEqualTo(JsonArray.of("risk-service", "notifier"));
        }
    }

    @Test
    void isNotReadyWhileAServiceOfItsNodeFindsTheDatabaseAway() {
        AtomicInteger available = new AtomicInteger(1);
        try (TestGateway gateway = TestGateway.start()) {
            TestGateway.until(
                    "it is ready", () -> gateway.get("/health/ready").statusCode() == 200);
            Gauge.builder("tickmesh.storage.available", available, AtomicInteger::get)
                    .tag("service", "bots")
                    .register(gateway.node.meters());
            assertThat(gateway.get("/health/ready").statusCode()).isEqualTo(200);

            available.set(0);

            HttpResponse<String> response = gateway.get("/health/ready");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(new JsonObject(response.body()).getJsonArray("missing"))
                    .isEqualTo(JsonArray.of("storage"));
        }
    }

    @Test
    void tellsTheMeshThatItIsReady() {
        try (TestGateway gateway = TestGateway.start()) {
            TestGateway.until(
                    "it is seen", () -> gateway.node.presence().isReady(ServiceName.GATEWAY));
        }
    }

    @Test
    void exportsMeters() {
        try (TestGateway gateway = TestGateway.start()) {
            gateway.get("/api/v1/bots");
            gateway.get("/nothing");
            HttpResponse<String> response = gateway.get("/metrics");

            assertThat(response.headers().firstValue("content-type").orElse(""))
                    .startsWith("text/plain; version=0.0.4");
            assertThat(response.body())
                    .contains(
                            "tickmesh_http_requests_seconds_count{route=\"/api/v1/bots\",status=\"200\"} 1")
                    .contains(
                            "tickmesh_http_requests_seconds_count{route=\"none\",status=\"404\"} 1")
                    .contains("tickmesh_sse_clients 0")
                    .contains("tickmesh_gateway_loop_lag_seconds_count");
        }
    }

    @Test
    void showsTheLatencyOfEachNodeAndStage() {
        try (TestGateway gateway = TestGateway.start()) {
            gateway.node.latency().record(Stage.SIGNAL_TO_RISK_ANSWER, 250);

            JsonObject own = gateway.json("/api/v1/latency").getJsonArray("items").getJsonObject(0);

            assertThat(own.getString("node")).isEqualTo("alpha");
            JsonObject stage = own.getJsonArray("stages").getJsonObject(0);
            assertThat(stage.getString("stage")).isEqualTo("SIGNAL_TO_RISK_ANSWER");
            assertThat(stage.getLong("count")).isEqualTo(1);
            assertThat(stage.getLong("p50")).isEqualTo(250);
        }
    }
}
