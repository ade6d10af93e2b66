package io.tickmesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickmesh.acceptance.system.ChildNode;
import io.tickmesh.acceptance.system.EventStream;
import io.tickmesh.acceptance.system.Rest;
import io.tickmesh.acceptance.system.Waiting;
import io.tickmesh.mesh.storage.TestDatabases;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three processes as people start them: the exchange alone, the bots alone, and everything else.
final class TwoNodesIT {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration TRADES = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final Pattern REST_URL = Pattern.compile("rest-url (http://\\S+)");
    private static final Pattern WS_URL = Pattern.compile("ws-url +(ws://\\S+)");

    @TempDir Path directory;

    private final Map<String, String> database = TestDatabases.freshSettings();
    private final Queue<JsonNode> fills = new ConcurrentLinkedQueue<>();
    private final List<Integer> ports = new ArrayList<>();
    private Path configuration = Path.of("two-nodes.yaml");

    @BeforeEach
    void prepare() throws IOException {
        configuration = directory.resolve("two-nodes.yaml");
        try (InputStream yaml =
                Objects.requireNonNull(TwoNodesIT.class.getResourceAsStream("two-nodes.yaml"))) {
            Files.copy(yaml, configuration);
        }
        for (int i = 0; i < 3; i++) {
            ports.add(freePort());
        }
    }

    @Test
    void botsTradeWhatAnotherNodeStreamsAndChecksAndAThirdMakesUntilTheirNodeIsTold()
            throws Exception {
        try (ChildNode exchange = start("exchange", List.of("node.services=simulator"));
                ChildNode front = start("front", front(exchange))) {
            Rest rest = front.awaitPage(START);
            trade(rest);

            assertThat(read("engine")).contains("Stopping ...").containsPattern("Stopped in \\d+");
            Waiting.until("a missing service", STOP, () -> !isReady(rest), front::said);
            assertThat(rest.send("GET", "/health/ready", "").body()).contains("bot-engine");
            assertThat(read("front")).doesNotContain("\tat ").doesNotContain(" ERROR ");
        }
    }

    /// Runs the node of the bots until they have traded, and tells it to end.
    private void trade(Rest rest) throws IOException {
        try (ChildNode engine = start("engine", engine())) {
            Rest operations = new Rest(URI.create("http://127.0.0.1:" + ports.get(2)));
            Waiting.until("readiness", START, () -> isReady(rest), engine::said);
            Waiting.until("readiness", START, () -> isReady(operations), engine::said);
            try (EventStream _ = EventStream.open(rest, "OrderFilled", fills::add)) {
                Waiting.until("fills", TRADES, () -> fills.size() >= 3, engine::said);
            }
            assertThat(fills).allMatch(fill -> fill.path("node").asText().equals("engine"));
        }
    }

    private List<String> front(ChildNode exchange) {
        String restUrl = found(REST_URL, exchange);
        List<String> settings =
                member("front", 0, "market-stream,risk-service,notifier,gateway,backtests");
        settings.add("feed.binance.rest-url=" + restUrl);
        settings.add("feed.binance.ws-url=" + found(WS_URL, exchange));
        return settings;
    }

    private List<String> engine() {
        List<String> settings = member("engine", 1, "bot-engine");
        settings.add("node.port=" + ports.get(2));
        return settings;
    }

    private List<String> member(String name, int port, String services) {
        List<String> settings = new ArrayList<>();
        database.forEach((key, value) -> settings.add(key + "=" + value));
        settings.addAll(
                List.of(
                        "node.name=" + name,
                        "node.services=" + services,
                        "cluster.enabled=true",
                        "cluster.name=" + directory.getFileName(),
                        "cluster.port=" + ports.get(port),
                        "cluster.members=127.0.0.1:%d,127.0.0.1:%d"
                                .formatted(ports.get(0), ports.get(1))));
        return settings;
    }

    private ChildNode start(String name, List<String> settings) throws IOException {
        return ChildNode.start(configuration, log(name), settings);
    }

    private String found(Pattern pattern, ChildNode node) {
        Waiting.until(
                pattern.pattern(), START, () -> pattern.matcher(node.said()).find(), node::said);
        Matcher found = pattern.matcher(node.said());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static boolean isReady(Rest node) {
        try {
            return node.status("/health/ready") == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private Path log(String name) {
        return directory.resolve(name + ".log");
    }

    private String read(String name) {
        try {
            return Files.readString(log(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
