package io.tickmesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickmesh.bot.strategy.Decision;
import io.tickmesh.bot.strategy.Strategy;
import io.tickmesh.bot.strategy.StrategyType;
import io.tickmesh.market.kraken.FakeKraken;
import io.tickmesh.mesh.event.SignalAction;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A second exchange beside the first, from its socket to an order.
final class KrakenIT {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String PAIR = "BTC/USD";
    private static final String SYMBOL = "BTCUSD.KRAKEN";

    @Test
    void aBotTradesASymbolOfTheSecondExchange() throws Exception {
        Vertx vertx = Vertx.vertx();
        long now = Instant.now().toEpochMilli();
        FakeKraken kraken = new FakeKraken(vertx, now);
        kraken.start().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        for (int minutesAgo = 30; minutesAgo >= 0; minutesAgo--) {
            kraken.trade(PAIR, now - minutesAgo * MINUTE.toMillis(), 50_000 - minutesAgo, 0.5);
        }
        StrategyType buyer =
                new StrategyType(
                        "buyer", "Buys.", List.of(), _ -> Optional.empty(), (_, _) -> new Buyer());
        try (Platform platform = Platform.startWith(buyer, feed(kraken), bots());
                EventLog events = platform.events("")) {
            assertThat(Platform.until(MINUTE, () -> kraken.subscribed().size() == 3)).isTrue();
            assertThat(Platform.until(MINUTE, () -> knowsRulesOfBoth(platform))).isTrue();

            // when the first trade of the next minute closes a bar
            kraken.book(PAIR, 50_000, 50_000.1);
            long next = (now / MINUTE.toMillis() + 1) * MINUTE.toMillis();
            assertThat(Platform.until(MINUTE, () -> botIs(platform, "RUNNING"))).isTrue();
            kraken.trade(PAIR, next, 50_001, 0.1);

            // then its bot has traded on it
            assertThat(events.awaits(MINUTE, "OrderFilled", KrakenIT::isOurs))
                    .as("seen: %s, %s", events.counts(), events.of("RiskRejected"))
                    .isTrue();
            assertThat(events.of("CandleClosed")).anyMatch(KrakenIT::isOurs);
            JsonNode position = platform.items("/api/v1/positions").getFirst();
            assertThat(position.path("symbol").asText()).isEqualTo(SYMBOL);
            assertThat(platform.items("/api/v1/bots").getFirst().path("id").asText())
                    .isEqualTo("btcusd-k-buyer-1m");
            assertThat(platform.get("/api/v1/bots/btcusd-k-buyer-1m").path("symbol").asText())
                    .isEqualTo(SYMBOL);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private static boolean isOurs(JsonNode event) {
        return event.path("symbol").asText().equals(SYMBOL);
    }

    private static boolean botIs(Platform platform, String status) {
        try {
            return platform.items("/api/v1/bots").getFirst().path("status").asText().equals(status);
        } catch (Exception | AssertionError e) {
            return false;
        }
    }

    private static boolean knowsRulesOfBoth(Platform platform) {
        try {
            return platform.items("/api/v1/symbols").size() == 2;
        } catch (Exception | AssertionError e) {
            return false;
        }
    }

    private static String feed(FakeKraken kraken) {
        return """
        feed:
          kind: simulator
          symbols: [BTCUSDT]
          kraken:
            symbols: [%s]
            intervals: [1m]
            rest-pause: 1ms
            rest-url: %s
            ws-url: %s
        """
                .formatted(SYMBOL, kraken.restUrl(), kraken.wsUrl());
    }

    /// The clock of the fake exchange stands still, so its prices are as old as this test.
    private static String bots() {
        return """
        risk:
          defaults: {max-price-age: 2m}
        bots:
          max-price-age: 2m
          start-stagger: 50ms
          accounts:
            dollars: {currency: USD, initial-cash: 10000}
          fleet:
            - {strategy: buyer, interval: 1m, account: dollars, symbols: [%s], order-quote: 500}
        """
                .formatted(SYMBOL);
    }

    /// Buys whenever it has nothing.
    private static final class Buyer implements Strategy {
        @Override
        public int warmUpBars() {
            return 1;
        }

        @Override
        public Optional<Decision> decide(boolean holding) {
            return holding
                    ? Optional.empty()
                    : Optional.of(new Decision(SignalAction.ENTER, "always", Map.of()));
        }
    }
}
