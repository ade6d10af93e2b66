package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.gateway.SseReader.Message;
import io.tickmesh.gateway.stream.MemoryConfig;
import io.tickmesh.gateway.stream.StreamConfig;
import io.tickmesh.mesh.event.BotFailed;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.TradingStateChanged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever happens to connections and gateways, each client gets every event that it wants, in the order of its owner, or is told that
/// it did not.
class StreamPropertyTest {
    private static final int CLIENTS = 6;
    private static final int STEPS = 60;
    private static final List<String> TYPES =
            List.of("", "BotFailed", "TradingStateChanged", "BotFailed,TradingStateChanged");

    private final FakeOwners owners = new FakeOwners();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void losesNothingInSilence(long seed) {
        Random random = new Random(seed);
        owners.page = 7;
        // So little memory that those who come back need the owners, also without a restart.
        StreamConfig config =
                new StreamConfig(
                        Duration.ofSeconds(30),
                        100,
                        100,
                        Duration.ofSeconds(30),
                        new MemoryConfig(
                                20, 1 << 20, Duration.ofSeconds(15), Duration.ofSeconds(5), 500));
        try (TestGateway gateway = TestGateway.start(config)) {
            owners.serve(gateway.services);
            publish(gateway, 1);
            List<Follower> followers =
                    IntStream.range(0, CLIENTS)
                            .mapToObj(i -> new Follower(TYPES.get(i % TYPES.size())))
                            .toList();
            followers.forEach(follower -> follower.connect(gateway));
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(12)) {
                    case 0 -> {
                        followers.forEach(Follower::disconnect);
                        gateway.restart();
                    }
                    case 1, 2, 3 -> followers.get(random.nextInt(CLIENTS)).disconnect();
                    case 4, 5, 6 -> followers.get(random.nextInt(CLIENTS)).connect(gateway);
                    default -> publish(gateway, random.nextInt(1, 8));
                }
            }
            followers.forEach(follower -> follower.connect(gateway));
            publish(gateway, 1);
            followers.forEach(Follower::verify);
            followers.forEach(Follower::disconnect);
            assertThat(gateway.count("tickmesh.sse.recalled")).isPositive();
            assertThat(gateway.count("tickmesh.sse.resumed")).isPositive();
        }
    }

    /// Publishes one event of each type, several times, and remembers them as their owners do.
    private void publish(TestGateway gateway, int times) {
        for (int i = 0; i < times; i++) {
            BotFailed failed = gateway.services.event(ResumeTest::failed);
            owners.log.add(failed);
            gateway.services.publish(failed);
            TradingStateChanged halted = gateway.services.event(ResumeTest::halted);
            owners.log.add(halted);
            gateway.services.publish(halted);
        }
    }

    /// A client that comes back with the id of the last event it has seen.
    private final class Follower {
        private final String types;
        private final Set<String> seen = new LinkedHashSet<>();
        private @Nullable SseReader reader;
        private @Nullable String lastId;
        private int from = -1;
        private boolean told;

        Follower(String types) {
            this.types = types;
        }

        void connect(TestGateway gateway) {
            if (reader != null) {
                return;
            }
            if (from < 0) {
                from = owners.log.size();
                lastId = owners.log.getLast().id();
            }
            reader = gateway.events("?types=" + types + "&lastEventId=" + lastId);
        }

        void disconnect() {
            SseReader open = reader;
            if (open != null) {
                for (Message message = open.pollNow(); message != null; message = open.pollNow()) {
                    take(message);
                }
                open.close();
                reader = null;
            }
        }

        /// Reads up to the last event of each owner, and compares: one owner can have told more than another when somebody comes back.
        void verify() {
            List<List<String>> wanted =
                    Stream.of("BotFailed", "TradingStateChanged")
                            .filter(type -> types.isEmpty() || types.contains(type))
                            .map(this::published)
                            .toList();
            while (!wanted.stream().map(List::getLast).allMatch(seen::contains)) {
                Message message = Objects.requireNonNull(reader).next();
                assertThat(message.end()).isFalse();
                take(message);
            }
            for (List<String> expected : wanted) {
                List<String> known = new ArrayList<>(seen);
                known.retainAll(expected);
                if (told) {
                    assertThat(expected).containsSubsequence(known);
                } else {
                    assertThat(known).isEqualTo(expected);
                }
            }
        }

        private List<String> published(String type) {
            return owners.log.subList(from, owners.log.size()).stream()
                    .filter(event -> event.type().equals(type))
                    .map(Event::id)
                    .toList();
        }

        private void take(Message message) {
            String id = message.fields().get("id");
            if (id != null) {
                lastId = id;
            }
            if (message.event().equals("reset") || message.event().equals("dropped")) {
                told = true;
            } else if (!message.event().isEmpty() && id != null) {
                // What comes twice counts once, where it came first.
                seen.add(id);
            }
        }
    }
}
