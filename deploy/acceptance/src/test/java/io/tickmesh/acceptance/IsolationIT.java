package io.tickmesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickmesh.bot.strategy.Decision;
import io.tickmesh.bot.strategy.Strategy;
import io.tickmesh.bot.strategy.StrategyType;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What breaks, breaks alone.
final class IsolationIT {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final StrategyType BROKEN =
            new StrategyType(
                    "broken", "Throws.", List.of(), _ -> Optional.empty(), (_, _) -> new Broken());

    @Test
    void aStrategyThatThrowsAndAChannelThatHangsDisturbNobody() throws Exception {
        // A Bot API that accepts connections and never answers.
        try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Platform platform =
                        Platform.startWith(
                                BROKEN,
                                "ADAUSDT",
                                Map.of(
                                        "bots.start-stagger",
                                        "50ms",
                                        "notifier.telegram.url",
                                        "http://127.0.0.1:" + deaf.getLocalPort(),
                                        "notifier.telegram.token",
                                        "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11",
                                        "notifier.telegram.chat-id",
                                        "42"));
                EventLog events = platform.events("")) {

            assertThat(Platform.until(MINUTE, () -> events.of("BotFailed").size() >= 5))
                    .as("seen: %s", events.counts())
                    .isTrue();
            assertThat(Platform.until(MINUTE, () -> events.of("OrderFilled").size() >= 3))
                    .as("seen: %s", events.counts())
                    .isTrue();

            assertThat(events.of("BotFailed"))
                    .allMatch(event -> event.get("bot").asText().equals("broken"));
            List<JsonNode> bots = platform.items("/api/v1/bots");
            assertThat(bots).hasSize(46);
            assertThat(bots).allMatch(bot -> bot.get("status").asText().equals("RUNNING"));
            assertThat(bots)
                    .filteredOn(bot -> !bot.get("id").asText().equals("broken"))
                    .allMatch(bot -> bot.get("failures").asLong() == 0);
        }
    }

    private static final class Broken implements Strategy {
        @Override
        public int warmUpBars() {
            return 1;
        }

        @Override
        public Optional<Decision> decide(boolean holding) {
            throw new IllegalStateException("broken on purpose");
        }
    }
}
