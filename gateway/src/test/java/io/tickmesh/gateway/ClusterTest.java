package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.cluster.Heartbeat;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.cluster.ServiceState;
import io.tickmesh.mesh.request.GetFeeds;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Beside the node of the gateway, `alpha`, there is another one, `beta`, as far as the bus can tell.
class ClusterTest {
    private final TestGateway gateway = TestGateway.start();

    @BeforeEach
    void alphaStreams() {
        gateway.services.feeds = FakeFigures.feeds(List.of("BTCUSDT", "ETHUSDT"), List.of());
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void showsTheSymbolsThatEachNodeSaysItStreams() {
        beats(ServiceName.MARKET_STREAM);
        answers("XRPUSDT", "BTCUSDT");

        assertThat(symbols("alpha")).containsExactly("BTCUSDT", "ETHUSDT");
        assertThat(symbols("beta")).containsExactly("XRPUSDT", "BTCUSDT");
    }

    @Test
    void whatANodeDoesNotSayIsUnknown() {
        beats(ServiceName.MARKET_STREAM);

        assertThat(symbols("alpha")).containsExactly("BTCUSDT", "ETHUSDT");
        assertThat(symbols("beta")).isNull();
    }

    @Test
    void aNodeWithoutMarketStreamIsNotAskedAndStreamsNothing() {
        beats(ServiceName.BOT_ENGINE);
        answers("XRPUSDT");

        assertThat(symbols("beta")).isEmpty();
    }

    private @Nullable JsonArray symbols(String name) {
        return node(name).getJsonObject("owns").getJsonArray("symbols");
    }

    private JsonObject node(String name) {
        return gateway.json("/api/v1/cluster").getJsonArray("nodes").stream()
                .map(JsonObject.class::cast)
                .filter(node -> node.getString("node").equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// The other node says that it lives.
    private void beats(ServiceName service) {
        Heartbeat heartbeat =
                new Heartbeat(
                        "beta",
                        FakeFigures.NOW,
                        1,
                        Map.of(service, ServiceState.READY),
                        List.of(),
                        Map.of(),
                        Map.of());
        gateway.vertx.eventBus().publish("mesh.presence", heartbeat);
        TestGateway.until("beta", () -> gateway.node.presence().node("beta").isPresent());
    }

    /// The other node answers which symbols it streams.
    private void answers(String... symbols) {
        var _ =
                gateway.vertx
                        .eventBus()
                        .<Object>consumer(
                                "node.beta",
                                asked -> {
                                    assertThat(asked.body()).isEqualTo(new GetFeeds());
                                    asked.reply(FakeFigures.feeds(List.of(symbols), List.of()));
                                });
    }
}
