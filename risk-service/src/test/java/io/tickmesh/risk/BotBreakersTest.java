package io.tickmesh.risk;

import static io.tickmesh.risk.Fixtures.NOON;
import static io.tickmesh.risk.Fixtures.closed;
import static io.tickmesh.risk.Fixtures.entry;
import static io.tickmesh.risk.Fixtures.exit;
import static io.tickmesh.risk.Fixtures.price;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tickmesh.mesh.event.BreakerScope;
import io.tickmesh.mesh.event.CircuitBreakerReset;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.RiskReason;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.request.BreakerView;
import io.tickmesh.mesh.request.RiskAnswer;
import io.tickmesh.mesh.time.DataTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A bot that fired a breaker on the account `main` and moves to the account `other`, which the same node decides on, or another one.
class BotBreakersTest {
    private final DataTime time = new DataTime(NOON);
    private final List<Event> told = new ArrayList<>();
    private final Desks here = desks();
    private final Desks there = desks();

    @BeforeEach
    void begin() {
        hold(here, "main");
        hold(here, "other");
        hold(there, "other");
        for (int i = 0; i < 3; i++) {
            here.on(closed("bot-1", "-1", NOON));
        }
        assertThat(told).hasSize(1);
        there.on(told.getFirst());
    }

    @Test
    void aBotTakesItsBreakerToAnotherAccount() {
        for (Desks desks : List.of(here, there)) {
            RiskAnswer answer = check(desks, entry("a"));
            assertThat(answer.refusal()).isEqualTo(RiskReason.BREAKER_OPEN);
            assertThat(answer.detail()).startsWith("breaker=losses:bot-1 value=3 limit=3 until=");
            assertThat(check(desks, entry("b").of("bot-2", "BTCUSDT")).approved()).isTrue();
            assertThat(check(desks, exit("c")).approved()).isTrue();
        }
    }

    @Test
    void whenThatIsResetTheBotGoesOnEverywhere() {
        assertThat(main().reset("losses:bot-1", "why", NOON)).isTrue();
        there.on(told.getLast());

        assertThat(check(here, entry("a")).approved()).isTrue();
        assertThat(check(there, entry("a")).approved()).isTrue();
    }

    @Test
    void aBreakerWhoseEndWasNotHeardEndsWithItsCoolOff() {
        time.advance(Duration.ofMinutes(30).minusMillis(1));
        assertThat(check(there, entry("a")).refusal()).isEqualTo(RiskReason.BREAKER_OPEN);
        time.advance(Duration.ofMillis(1));

        assertThat(check(there, entry("b")).approved()).isTrue();
    }

    @Test
    void whoeverTakesTheAccountOverKnowsIt() {
        Desks third = desks();
        hold(
                third,
                "other",
                new RiskMemory(
                        new Measured(Map.of(), Map.of(), Map.of()),
                        Map.of(),
                        List.of(),
                        main().breakers().open(),
                        List.of(),
                        List.of(),
                        null));

        assertThat(check(third, entry("a")).refusal()).isEqualTo(RiskReason.BREAKER_OPEN);
    }

    @Test
    void aBotIsHeldUntilAllOfItsBreakersAreClosed() {
        BotBreakers breakers = new BotBreakers();
        breakers.restore(List.of(breaker("a", "bot-1"), breaker("b", "bot-1")));

        breakers.on(reset("a"));
        assertThat(breakers.openFor("bot-1", NOON)).contains(breaker("b", "bot-1"));
        breakers.on(reset("b"));
        assertThat(breakers.openFor("bot-1", NOON)).isEmpty();
    }

    @Test
    void beyondTheMostTheOneThatFiredFirstIsForgotten() {
        BotBreakers breakers = full();
        breakers.restore(List.of(breaker("0", "bot-0")));

        breakers.restore(List.of(breaker("more", "another")));

        assertThat(breakers.openFor("bot-0", NOON)).as("fired again").isPresent();
        assertThat(breakers.openFor("bot-1", NOON)).as("the oldest").isEmpty();
        assertThat(breakers.openFor("bot-2", NOON)).isPresent();
        assertThat(breakers.openFor("another", NOON)).isPresent();
    }

    /// A look at all of them takes some hundred times as long as is allowed here.
    @Test
    void theBreakersOfOthersCostABotNothing() {
        BotBreakers breakers = full();

        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> {
                    for (int i = 0; i < 1_000_000; i++) {
                        assertThat(breakers.openFor("nobody", NOON).isPresent()).isFalse();
                    }
                });
    }

    private static BotBreakers full() {
        BotBreakers breakers = new BotBreakers();
        breakers.restore(
                IntStream.range(0, BotBreakers.MOST)
                        .mapToObj(i -> breaker(Integer.toString(i), "bot-" + i))
                        .toList());
        return breakers;
    }

    private static BreakerView breaker(String name, String bot) {
        BigDecimal three = BigDecimal.valueOf(3);
        return new BreakerView(
                name, BreakerScope.BOT, bot, LossStreakRule.NAME, three, three, NOON, null);
    }

    private static CircuitBreakerReset reset(String name) {
        return new CircuitBreakerReset(
                Fixtures.ORIGIN.header(NOON, null), name, BreakerScope.BOT, "bot-1", "why");
    }

    private Brakes main() {
        return Objects.requireNonNull(here.held("main")).desk().brakes();
    }

    private RiskAnswer check(Desks desks, Order order) {
        desks.price(price("BTCUSDT", 99.9, 100, time.instant()));
        return desks.check(order.inAccount("other").at(time.instant()).check());
    }

    private Desks desks() {
        AccountLimits main =
                Fixtures.limits(
                        TradingState.ACTIVE, "1000", "2500", "4000", Fixtures.withoutRates());
        AccountLimits other =
                new AccountLimits(
                        "other",
                        main.currency(),
                        main.tradingState(),
                        main.maxOrderNotional(),
                        main.maxSymbolExposure(),
                        main.maxAccountExposure(),
                        Optional.empty(),
                        main.guards());
        return new Desks(
                new RiskConfig(
                        Map.of("main", main, "other", other),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1)),
                time,
                () -> 0,
                true,
                Fixtures.ORIGIN::header,
                event -> told.add(event.event()),
                _ -> {});
    }

    private static void hold(Desks desks, String account) {
        hold(desks, account, Fixtures.nothing());
    }

    private static void hold(Desks desks, String account, RiskMemory memory) {
        desks.add(account, new Taken(1, memory)).open();
    }
}
