package io.tickmesh.risk;

import static io.tickmesh.risk.Fixtures.NOON;
import static io.tickmesh.risk.Fixtures.closed;
import static io.tickmesh.risk.Fixtures.entry;
import static io.tickmesh.risk.Fixtures.equity;
import static io.tickmesh.risk.Fixtures.exit;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.CircuitBreakerReset;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.RiskReason;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.event.TradingStateChanged;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CircuitBreakersTest {
    private TestDesk desk = new TestDesk(TradingState.ACTIVE);

    @Test
    void drawdownPutsTheAccountIntoReducingUntilTheCoolOffIsOver() {
        desk.on(equity("100000", NOON));
        desk.on(equity("110000", NOON));
        desk.on(equity("99001", NOON));
        assertThat(desk.published).isEmpty();
        Event trigger = equity("99000", NOON);
        desk.on(trigger);

        // then
        assertThat(desk.published)
                .satisfiesExactly(
                        event ->
                                assertThat(event)
                                        .isInstanceOfSatisfying(
                                                CircuitBreakerFired.class,
                                                fired -> {
                                                    assertThat(fired.breaker())
                                                            .isEqualTo("drawdown:main");
                                                    assertThat(fired.header().cause())
                                                            .isEqualTo(trigger.id());
                                                    assertThat(fired.value())
                                                            .isEqualByComparingTo("0.1");
                                                    assertThat(fired.limit())
                                                            .isEqualByComparingTo("0.10");
                                                    assertThat(fired.until())
                                                            .isEqualTo(NOON.plusSeconds(3600));
                                                }),
                        event ->
                                assertThat(event)
                                        .isInstanceOfSatisfying(
                                                TradingStateChanged.class,
                                                changed -> {
                                                    assertThat(changed.from())
                                                            .isEqualTo(TradingState.ACTIVE);
                                                    assertThat(changed.to())
                                                            .isEqualTo(TradingState.REDUCING);
                                                    assertThat(changed.header().cause())
                                                            .isEqualTo(
                                                                    desk.published.getFirst().id());
                                                }));
        desk.refuses(
                entry("a"),
                RiskReason.TRADING_REDUCING,
                "state=REDUCING breaker=drawdown:main value=0.100000 limit=0.10");
        desk.approves(exit("b"));

        // when the account falls further meanwhile, it fires no second time
        desk.published.clear();
        desk.on(equity("80000", NOON.plusSeconds(60)));
        assertThat(desk.published).isEmpty();

        desk.advance(Duration.ofHours(1));
        desk.tick();

        // then
        assertThat(desk.published)
                .satisfiesExactly(
                        event -> assertThat(event).isInstanceOf(CircuitBreakerReset.class),
                        event ->
                                assertThat(event)
                                        .isInstanceOfSatisfying(
                                                TradingStateChanged.class,
                                                changed ->
                                                        assertThat(changed.to())
                                                                .isEqualTo(TradingState.ACTIVE)));
        desk.approves(entry("c").at(desk.time.instant()));
    }

    @Test
    void thePeakRestartsFromTheCurrentEquityAfterAReset() {
        desk.on(equity("100000", NOON));
        desk.on(equity("80000", NOON));
        desk.advance(Duration.ofHours(1));
        desk.tick();
        desk.published.clear();

        desk.on(equity("72001", desk.time.instant()));
        assertThat(desk.published).isEmpty();
        desk.on(equity("72000", desk.time.instant()));
        assertThat(desk.published).hasSize(2).hasAtLeastOneElementOfType(CircuitBreakerFired.class);
    }

    @Test
    void anOpenBreakerDoesNotLoosenAHaltedAccount() {
        desk = new TestDesk(TradingState.HALTED);
        desk.on(equity("100000", NOON));
        desk.on(equity("10", NOON));

        assertThat(desk.published).singleElement().isInstanceOf(CircuitBreakerFired.class);
        desk.refuses(exit("a"), RiskReason.TRADING_HALTED, "state=HALTED");
    }

    @Test
    void consecutiveLossesBlockTheEntriesOfThatBotOnly() {
        desk.on(closed("bot-1", "-5", NOON));
        desk.on(closed("bot-1", "-5", NOON));
        desk.on(closed("bot-1", "0", NOON));
        desk.on(closed("bot-2", "-1", NOON));
        desk.on(closed("bot-1", "-5", NOON));
        desk.on(closed("bot-1", "-5", NOON));
        assertThat(desk.published).isEmpty();
        desk.on(closed("bot-1", "-0.01", NOON));

        assertThat(desk.published)
                .singleElement()
                .isInstanceOfSatisfying(
                        CircuitBreakerFired.class,
                        fired -> {
                            assertThat(fired.breaker()).isEqualTo("losses:bot-1");
                            assertThat(fired.value()).isEqualByComparingTo("3");
                        });
        desk.refuses(
                entry("a"),
                RiskReason.BREAKER_OPEN,
                "breaker=losses:bot-1 value=3 limit=3 until=2026-03-02T12:30:00Z");
        desk.approves(exit("b"));
        desk.approves(entry("c").of("bot-2", "BTCUSDT"));

        desk.advance(Duration.ofMinutes(30));
        desk.approves(entry("d").at(desk.time.instant()));
        assertThat(desk.published).hasAtLeastOneElementOfType(CircuitBreakerReset.class);
        assertThat(desk.state().breakers()).isEmpty();
    }

    @Test
    void aBreakerWithoutCoolOffWaitsForAPerson() {
        Guards usual = Fixtures.guards();
        desk =
                new TestDesk(
                        Fixtures.config(
                                Fixtures.limits(
                                        TradingState.ACTIVE,
                                        "1000",
                                        "2500",
                                        "4000",
                                        new Guards(
                                                usual.maxPriceAge(),
                                                usual.maxPriceDeviation(),
                                                usual.accountOrders(),
                                                usual.botOrders(),
                                                usual.maxDrawdown(),
                                                Optional.empty(),
                                                usual.maxDailyLoss(),
                                                usual.maxConsecutiveLosses(),
                                                usual.lossesCoolOff()))));
        desk.on(equity("100000", NOON));
        desk.on(equity("90000", NOON));
        desk.advance(Duration.ofDays(30));
        desk.refuses(entry("a").at(desk.time.instant()), RiskReason.TRADING_REDUCING, "drawdown");

        assertThat(desk.itself().brakes().reset("drawdown:main", "seen", desk.time.instant()))
                .isTrue();

        desk.approves(entry("b").at(desk.time.instant()));
    }
}
