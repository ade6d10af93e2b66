package io.tickmesh.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickmesh.mesh.event.BotFailed;
import io.tickmesh.mesh.event.BreakerScope;
import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.CircuitBreakerReset;
import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.event.Severity;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.event.TradingStateChanged;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventFilterTest {
    private static final Header HEADER = new Header("1", Instant.EPOCH, "alpha", null, 0);
    private static final BotFailed FAILED = new BotFailed(HEADER, "bot-01", "BTCUSDT", "error", 1);
    private static final TradingStateChanged HALTED =
            new TradingStateChanged(
                    HEADER, "main", TradingState.ACTIVE, TradingState.HALTED, "by hand");

    @Test
    void wantsEverythingWithoutSets() {
        assertThat(EventFilter.ALL.wants(FAILED)).isTrue();
        assertThat(EventFilter.ALL.wants(HALTED)).isTrue();
    }

    @Test
    void wantsWhatAllSetsWant() {
        assertThat(filter(Set.of("BotFailed"), "bot-01", "BTCUSDT").wants(FAILED)).isTrue();
        assertThat(filter(Set.of("OrderFilled"), "bot-01", "BTCUSDT").wants(FAILED)).isFalse();
        assertThat(filter(Set.of("BotFailed"), "bot-02", "BTCUSDT").wants(FAILED)).isFalse();
        assertThat(filter(Set.of("BotFailed"), "bot-01", "ETHUSDT").wants(FAILED)).isFalse();
    }

    @Test
    void doesNotWantWhatIsAboutNoBotWhenAskedForBots() {
        assertThat(bots("bot-01").wants(HALTED)).isFalse();
        assertThat(symbols("BTCUSDT").wants(HALTED)).isFalse();
    }

    @Test
    void countsTheBreakerOfABotToTheBot() {
        assertThat(bots("bot-01").wants(fired(BreakerScope.BOT, "bot-01"))).isTrue();
        assertThat(bots("bot-01").wants(fired(BreakerScope.BOT, "bot-02"))).isFalse();
        assertThat(bots("main").wants(fired(BreakerScope.ACCOUNT, "main"))).isFalse();
        assertThat(
                        bots("bot-01")
                                .wants(
                                        new CircuitBreakerReset(
                                                HEADER,
                                                "losses:bot-01",
                                                BreakerScope.BOT,
                                                "bot-01",
                                                "time is over")))
                .isTrue();
    }

    @Test
    void countsTheStatusOfAWholeFeedToEachSymbol() {
        assertThat(symbols("BTCUSDT").wants(stale())).isTrue();
        assertThat(symbols("BTCUSDT").wants(stale("ETHUSDT", "BTCUSDT"))).isTrue();
        assertThat(symbols("BTCUSDT").wants(stale("ETHUSDT"))).isFalse();
    }

    @Test
    void refusesTypesThatDoNotExist() {
        assertThatThrownBy(() -> filter(Set.of("Prices"), "b", "s"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("was [Prices]");
    }

    private static EventFilter filter(Set<String> types, String bot, String symbol) {
        return new EventFilter(types, Set.of(bot), Set.of(symbol), Severity.INFO);
    }

    private static EventFilter bots(String bot) {
        return new EventFilter(Set.of(), Set.of(bot), Set.of(), Severity.INFO);
    }

    private static EventFilter symbols(String symbol) {
        return new EventFilter(Set.of(), Set.of(), Set.of(symbol), Severity.INFO);
    }

    private static FeedStatusChanged stale(String... symbols) {
        return new FeedStatusChanged(
                HEADER, "binance", FeedStatus.STALE, List.of(symbols), null, "silent");
    }

    private static CircuitBreakerFired fired(BreakerScope scope, String subject) {
        return new CircuitBreakerFired(
                HEADER, "breaker", scope, subject, "rule", BigDecimal.TWO, BigDecimal.ONE, null);
    }
}
