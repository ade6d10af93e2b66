package io.tickmesh.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.cluster.ClusterConfig;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.config.ConfigException;
import io.tickmesh.mesh.config.ConfigReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NodeConfigTest {
    private static final Map<String, String> CLUSTER =
            Map.of(
                    "cluster.enabled",
                    "true",
                    "feed.kind",
                    "binance",
                    "database.url",
                    "postgresql://tickmesh@127.0.0.1/tickmesh");

    @Test
    void aNodeThatIsToldNothingRunsEverythingAlone() {
        NodeConfig config = read(Map.of());

        assertThat(config.node().services().isWholeMesh()).isTrue();
        assertThat(config.simulator()).isPresent();
        assertThat(config.cluster()).isEqualTo(ClusterConfig.ALONE);
        assertThat(config.node().port()).isZero();
    }

    @Test
    void theLocalExchangeIsLeftOutWhereTheRealOneIsUsed() {
        assertThat(read(Map.of("feed.kind", "binance")).simulator()).isEmpty();
    }

    @Test
    void theLocalExchangeRunsBesideAnotherFeedIfItIsListed() {
        NodeConfig config =
                read(
                        Map.of(
                                "feed.kind",
                                "binance",
                                "node.services",
                                "market-stream, simulator",
                                "simulator.port",
                                "0"));

        assertThat(config.simulator()).isPresent();
        assertThat(config.node().services().inMesh()).containsExactly(ServiceName.MARKET_STREAM);
        assertThat(config.node().services().needStorage()).isFalse();
        assertThat(config.node().services()).hasToString("market-stream, simulator");
    }

    @Test
    void theLocalExchangeAloneJoinsNobodyAndNeedsNoDatabase() {
        NodeConfig config = read(Map.of("node.services", "simulator", "cluster.enabled", "true"));

        assertThat(config.cluster().enabled()).isFalse();
        assertThat(config.node().services().needStorage()).isFalse();
    }

    @Test
    void servicesThatDoNotExistAreRefused() {
        assertThat(violations(Map.of("node.services", "gateway,bots")))
                .containsExactly(
                        "node.services has an unknown name: bots, known are market-stream, bot-engine, backtests, risk-service, notifier, gateway, simulator");
        assertThat(violations(Map.of("node.services", "[]")))
                .containsExactly(
                        "node.services must list some of market-stream, bot-engine, backtests, risk-service, notifier, gateway, simulator");
    }

    @Test
    void aClusterHasOneDatabaseAndOneExchange() {
        assertThat(violations(Map.of("cluster.enabled", "true")))
                .containsExactlyInAnyOrder(
                        "feed.kind must be binance in a cluster, whose nodes need one exchange: feed.binance.rest-url and ws-url say where it is",
                        "database.url is required in a cluster: its nodes share one database");
        assertThat(read(CLUSTER).cluster().enabled()).isTrue();
    }

    @Test
    void aReplayIsForOneNodeThatHasWhatTrades() {
        Map<String, String> replay = new HashMap<>(CLUSTER);
        replay.putAll(Map.of("feed.kind", "replay", "replay.data", "."));
        replay.put("node.services", "market-stream,simulator");

        assertThat(violations(replay))
                .containsExactlyInAnyOrder(
                        "cluster.enabled must be false when data are replayed, by one node alone",
                        "node.services must have market-stream, bot-engine and risk-service when data are replayed, was market-stream, simulator");
    }

    @Test
    void streamsThatNobodyOffersAreRefused() {
        assertThat(violations(Map.of("node.services", "market-stream,gateway")))
                .containsExactly(
                        "feed.kind must be binance where market-stream runs without the simulator: feed.binance.rest-url and ws-url say where that is");
    }

    @Test
    void namesOfTwoStartsDiffer() {
        assertThat(read(Map.of()).node().name()).isNotEqualTo(read(Map.of()).node().name());
        assertThat(read(Map.of("node.name", "alpha")).node().name()).isEqualTo("alpha");
        assertThat(violations(Map.of("node.name", "two words")))
                .containsExactly(
                        "node.name must have at most 63 letters, digits, dots and dashes, was two words");
    }

    private static NodeConfig read(Map<String, String> settings) {
        ConfigReader reader = ConfigReader.of("", Map.of(), settings);
        NodeConfig config = NodeConfig.read(reader);
        reader.verify();
        return config;
    }

    private static List<String> violations(Map<String, String> settings) {
        try {
            return List.of("none: " + read(settings));
        } catch (ConfigException e) {
            return e.violations();
        }
    }
}
