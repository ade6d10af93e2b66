package io.tickmesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickmesh.bot.strategy.Decision;
import io.tickmesh.bot.strategy.Strategy;
import io.tickmesh.bot.strategy.StrategyType;
import io.tickmesh.mesh.event.SignalAction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// A stream that is connected and silent is seen by everybody, and nobody trades on it.
final class StaleStreamIT {
    private static final Duration WAIT = Duration.ofSeconds(60);
    private static final StrategyType EAGER =
            new StrategyType(
                    "eager",
                    "Buys and sells.",
                    List.of(),
                    _ -> Optional.empty(),
                    (_, _) -> new Eager());

    @Test
    void aSilentQuoteStreamIsShownAndItsOrdersAreRefusedUntilItSpeaks() throws Exception {
        Map<String, String> settings =
                Map.of(
                        "bots.start-stagger", "10ms",
                        "feed.stale-after", "2s",
                        // So that it is not the age of the price that refuses.
                        "bots.max-price-age", "1m",
                        "risk.defaults.max-price-age", "1m");
        try (Platform platform = Platform.startWith(EAGER, "BTCUSDT", settings);
                EventLog events =
                        platform.events("?types=FeedStatusChanged,RiskRejected,RiskApproved")) {
            assertThat(events.awaits(WAIT, "RiskApproved", ofEager())).isTrue();

            // when
            platform.simulatorControl(
                    "POST",
                    "/control/faults",
                    "{\"kind\":\"silence\",\"stream\":\"btcusdt@bookTicker\"}");

            // then
            assertThat(events.awaits(WAIT, "FeedStatusChanged", StaleStreamIT::isStaleQuote))
                    .as("seen: %s", events.of("FeedStatusChanged"))
                    .isTrue();
            assertThat(events.awaits(WAIT, "RiskRejected", ofEager().and(isFor("STALE_FEED"))))
                    .as("seen: %s", events.of("RiskRejected"))
                    .isTrue();
            assertThat(Platform.until(WAIT, () -> shows(platform, "BTCUSDT", "bookTicker")))
                    .isTrue();
            assertThat(events.of("FeedStatusChanged"))
                    .filteredOn(StaleStreamIT::isStaleQuote)
                    .allMatch(event -> event.get("symbols").toString().equals("[\"BTCUSDT\"]"));

            // when
            platform.simulatorControl("DELETE", "/control/faults", "");
            int before = events.of("RiskApproved").size();

            // then
            assertThat(
                            Platform.until(
                                    WAIT,
                                    () ->
                                            events.of("RiskApproved").stream()
                                                    .skip(before)
                                                    .anyMatch(ofEager())))
                    .as("trades again")
                    .isTrue();
            assertThat(Platform.until(WAIT, () -> !shows(platform, "BTCUSDT", "bookTicker")))
                    .isTrue();
        }
    }

    private static boolean isStaleQuote(JsonNode event) {
        return event.get("status").asText().equals("STALE")
                && event.get("stream").asText().equals("bookTicker");
    }

    private static Predicate<JsonNode> ofEager() {
        return event -> event.get("bot").asText().equals("eager");
    }

    private static Predicate<JsonNode> isFor(String reason) {
        return event -> event.get("reason").asText().equals(reason);
    }

    private static boolean shows(Platform platform, String symbol, String stream) {
        try {
            for (JsonNode silent : platform.items("/api/v1/feeds").getFirst().get("staleStreams")) {
                if (silent.get("symbol").asText().equals(symbol)
                        && silent.get("stream").asText().equals(stream)) {
                    return true;
                }
            }
            return false;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /// Buys with every candle and sells with the next.
    private static final class Eager implements Strategy {
        @Override
        public int warmUpBars() {
            return 1;
        }

        @Override
        public Optional<Decision> decide(boolean holding) {
            return Optional.of(
                    new Decision(
                            holding ? SignalAction.EXIT : SignalAction.ENTER, "always", Map.of()));
        }
    }
}
