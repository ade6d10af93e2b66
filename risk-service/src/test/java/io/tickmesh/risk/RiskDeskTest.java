package io.tickmesh.risk;

import static io.tickmesh.risk.Fixtures.NOON;
import static io.tickmesh.risk.Fixtures.closed;
import static io.tickmesh.risk.Fixtures.entry;
import static io.tickmesh.risk.Fixtures.equity;
import static io.tickmesh.risk.Fixtures.exit;
import static io.tickmesh.risk.Fixtures.price;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.CircuitBreakerReset;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.RiskApproved;
import io.tickmesh.mesh.event.RiskReason;
import io.tickmesh.mesh.event.RiskRejected;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.event.TradingStateChanged;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RiskAnswer;
import io.tickmesh.mesh.request.RiskState;
import io.tickmesh.mesh.time.DataTime;
import io.tickmesh.risk.Fixtures.Order;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RiskDeskTest {
    private final DataTime time = new DataTime(NOON);
    private final List<Event> published = new ArrayList<>();
    private RiskDesk desk = desk(TradingState.ACTIVE);

    @Test
    void approvesAnOrderWithinAllLimits() {
        RiskAnswer answer = desk.check(entry("a").quantity("10").check());

        assertThat(answer.approved()).isTrue();
        assertThat(answer.detail())
                .isEqualTo("notional=1000 symbolExposure=1000 accountExposure=1000");
        assertThat(published)
                .singleElement()
                .isInstanceOfSatisfying(
                        RiskApproved.class,
                        event -> {
                            assertThat(event.header().cause()).isEqualTo("signal-of-a");
                            assertThat(event.time()).isEqualTo(NOON);
                            assertThat(event.orderId()).isEqualTo("a");
                        });
    }

    @Test
    void deniesOrderAboveMaxNotional() {
        refused(
                entry("a").quantity("10.01"),
                RiskReason.ORDER_NOTIONAL,
                "notional=1001.00 limit=1000");
        assertThat(published)
                .singleElement()
                .isInstanceOfSatisfying(
                        RiskRejected.class,
                        event -> {
                            assertThat(event.reason()).isEqualTo(RiskReason.ORDER_NOTIONAL);
                            assertThat(event.detail()).isEqualTo("notional=1001.00 limit=1000");
                            assertThat(event.header().cause()).isEqualTo("signal-of-a");
                        });
    }

    @Test
    void deniesMoreOfASymbolThanItsLimitOverAllBots() {
        approved(entry("a").quantity("10").of("bot-1", "BTCUSDT"));
        approved(entry("b").quantity("10").of("bot-2", "BTCUSDT"));

        refused(
                entry("c").quantity("6").of("bot-3", "BTCUSDT"),
                RiskReason.SYMBOL_EXPOSURE,
                "exposure=2000 notional=600 limit=2500");
        approved(entry("d").quantity("5").of("bot-3", "BTCUSDT"));
    }

    @Test
    void deniesMoreInAllThanTheLimitOfTheAccount() {
        desk.price(price("ETHUSDT", 99.9, 100, NOON));
        approved(entry("a").quantity("10").of("bot-1", "BTCUSDT"));
        approved(entry("b").quantity("10").of("bot-2", "BTCUSDT"));
        approved(entry("c").quantity("10").of("bot-3", "ETHUSDT"));
        approved(entry("d").quantity("9").of("bot-4", "ETHUSDT"));

        refused(
                entry("e").quantity("2").of("bot-5", "ETHUSDT"),
                RiskReason.ACCOUNT_EXPOSURE,
                "exposure=3900 notional=200 limit=4000");
    }

    @Test
    void deniesAnAccountWithoutLimits() {
        refused(entry("a").inAccount("other"), RiskReason.UNKNOWN_ACCOUNT, "account=other");
    }

    @Test
    void deniesAnOrderOnAnOldPrice() {
        time.advance(Duration.ofSeconds(6));
        desk.price(price("BTCUSDT", 99.9, 100, time.instant()));

        refused(entry("a"), RiskReason.STALE_PRICE, "orderPriceAge=6000ms limit=5000ms");
        approved(entry("b").at(NOON.plusSeconds(1)));
    }

    @Test
    void deniesAnOrderWhenRiskItselfSeesNoNewPrice() {
        time.advance(Duration.ofSeconds(6));

        refused(
                entry("a").at(time.instant()),
                RiskReason.STALE_PRICE,
                "marketPriceAge=6000ms limit=5000ms");
    }

    @Test
    void deniesAnOrderForASymbolWithoutPrice() {
        refused(
                entry("a").of("bot-1", "XRPUSDT"),
                RiskReason.STALE_PRICE,
                "marketPriceAge=none limit=5000ms");
    }

    @Test
    void deniesAPriceFromTheFuture() {
        refused(
                entry("a").at(NOON.plusSeconds(6)),
                RiskReason.STALE_PRICE,
                "orderPriceAge=-6000ms limit=5000ms");
    }

    @Test
    void deniesAnEntryFarFromTheMarketButNotAnExit() {
        refused(
                entry("a").price("102.01"),
                RiskReason.PRICE_DEVIATION,
                "price=102.01 market=100.0 deviation=0.02010 limit=0.02");
        approved(entry("b").price("102"));
        approved(exit("c").price("50"));
    }

    @Test
    void deniesTooManyOrdersOfABotUntilTheWindowHasMovedOn() {
        for (int i = 0; i < 4; i++) {
            approved(entry("a" + i));
            time.advance(Duration.ofSeconds(1));
        }
        refused(
                entry("b"),
                RiskReason.ORDER_RATE,
                "subject=bot:bot-1 orders=4 limit=4 window=60000ms");
        approved(exit("c"));

        advanceWithPrice(Duration.ofSeconds(58));
        approved(entry("d").at(time.instant()));
    }

    @Test
    void deniesTooManyOrdersOfAnAccount() {
        for (int i = 0; i < 10; i++) {
            approved(entry("a" + i).of("bot-" + i, "BTCUSDT"));
        }
        refused(
                entry("b").of("bot-x", "BTCUSDT"),
                RiskReason.ORDER_RATE,
                "subject=account:main orders=10 limit=10 window=60000ms");
    }

    @Test
    void theFirstRuleInTheOrderGivesTheReason() {
        // Too big, too far from the market and too old, all at once.
        Order order = entry("a").quantity("1000").price("200");
        refused(order.at(NOON.minusSeconds(9)), RiskReason.STALE_PRICE, "orderPriceAge");
        refused(entry("b").quantity("1000").price("200"), RiskReason.PRICE_DEVIATION, "price=200");
    }

    @Test
    void anExitPassesEveryLimitOnExposure() {
        for (int i = 0; i < 10; i++) {
            Order order = entry("a" + i).of("bot-" + i, "BTCUSDT").quantity("2.5");
            approved(order);
            desk.on(order.filled());
        }
        refused(entry("b").quantity("1"), RiskReason.ORDER_RATE, "account:main");
        approved(exit("c").quantity("500"));
    }

    @Test
    void haltedStopsExitsToo() {
        desk = desk(TradingState.HALTED);

        refused(entry("a"), RiskReason.TRADING_HALTED, "state=HALTED configured");
        refused(exit("b"), RiskReason.TRADING_HALTED, "state=HALTED configured");
    }

    @Test
    void reducingLetsExitsPass() {
        desk = desk(TradingState.REDUCING);

        refused(entry("a"), RiskReason.TRADING_REDUCING, "state=REDUCING configured");
        approved(exit("b"));
    }

    @Test
    void aBuyIsNoExitWhateverItClaims() {
        desk = desk(TradingState.REDUCING);
        Order order = entry("a");
        Order claiming =
                new Order(
                        order.orderId(),
                        order.account(),
                        order.bot(),
                        order.symbol(),
                        order.side(),
                        order.quantity(),
                        order.price(),
                        order.priceTime(),
                        true);

        refused(claiming, RiskReason.TRADING_REDUCING, "state=REDUCING");
    }

    @Test
    void theSameQuestionGetsTheSameAnswerAndCountsOnce() {
        RiskAnswer first = desk.check(entry("a").quantity("10").check());
        time.advance(Duration.ofSeconds(20));
        RiskAnswer second = desk.check(entry("a").quantity("10").check());

        assertThat(second).isEqualTo(first);
        assertThat(published).hasSize(1);
        RiskState state = desk.state();
        assertThat(state.approved()).isEqualTo(1);
        assertThat(state.accounts().getFirst().exposure()).isEqualByComparingTo("1000");
    }

    @Test
    void theSameIdWithOtherContentsIsRefused() {
        approved(entry("a").quantity("10"));

        refused(
                entry("a").quantity("9"),
                RiskReason.DUPLICATE_ORDER,
                "answeredBefore=BUY BTCUSDT quantity=10 price=100");
        assertThat(desk.check(entry("a").quantity("10").check()).approved()).isTrue();
    }

    @Test
    void aRefusedExitMayBeAskedForAgainWithANewerPrice() {
        refused(exit("a").at(NOON.minusSeconds(9)), RiskReason.STALE_PRICE, "orderPriceAge");
        approved(exit("a"));
        refused(exit("a").quantity("2"), RiskReason.DUPLICATE_ORDER, "answeredBefore=SELL");
    }

    @Test
    void refusesToJudgeNonsense() {
        assertThatThrownBy(() -> desk.check(entry("a").quantity("0").check()))
                .isInstanceOf(RequestFailedException.class)
                .hasMessage("quantity and price must be positive, was 0 and 100");
    }

    @Test
    void aReservationEndsWithTheOrderOrItsTimeOut() {
        approved(entry("rejected").quantity("5"));
        approved(entry("cancelled").quantity("5"));
        approved(entry("lost").quantity("5"));
        assertThat(exposure()).isEqualTo("1500");

        desk.on(entry("rejected").rejected());
        desk.on(entry("cancelled").cancelled());
        assertThat(exposure()).isEqualTo("500");

        time.advance(Duration.ofSeconds(30));
        assertThat(exposure()).isEqualTo("0");
    }

    @Test
    void anApprovalThatWasNotHeardInTimeReservesNothing() {
        Order order = entry("a").quantity("10");
        approved(order);

        desk.on(
                new RiskRejected(
                        Fixtures.ORIGIN.header(NOON, null),
                        order.orderId(),
                        order.account(),
                        order.bot(),
                        order.symbol(),
                        order.side(),
                        BigDecimal.TEN,
                        BigDecimal.TEN,
                        RiskReason.NO_ANSWER,
                        ""));

        assertThat(desk.state().accounts().getFirst().exposure()).isZero();
    }

    @Test
    void drawdownPutsTheAccountIntoReducingUntilTheCoolOffIsOver() {
        desk.on(equity("100000", NOON));
        desk.on(equity("110000", NOON));
        desk.on(equity("99001", NOON));
        assertThat(published).isEmpty();
        Event trigger = equity("99000", NOON);
        desk.on(trigger);

        // then
        assertThat(published)
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
                                                            .isEqualTo(published.getFirst().id());
                                                }));
        refused(
                entry("a"),
                RiskReason.TRADING_REDUCING,
                "state=REDUCING breaker=drawdown:main value=0.100000 limit=0.10");
        approved(exit("b"));

        // when the account falls further meanwhile, it fires no second time
        published.clear();
        desk.on(equity("80000", NOON.plusSeconds(60)));
        assertThat(published).isEmpty();

        advanceWithPrice(Duration.ofHours(1));
        desk.tick();

        // then
        assertThat(published)
                .satisfiesExactly(
                        event -> assertThat(event).isInstanceOf(CircuitBreakerReset.class),
                        event ->
                                assertThat(event)
                                        .isInstanceOfSatisfying(
                                                TradingStateChanged.class,
                                                changed ->
                                                        assertThat(changed.to())
                                                                .isEqualTo(TradingState.ACTIVE)));
        approved(entry("c").at(time.instant()));
    }

    @Test
    void thePeakRestartsFromTheCurrentEquityAfterAReset() {
        desk.on(equity("100000", NOON));
        desk.on(equity("80000", NOON));
        advanceWithPrice(Duration.ofHours(1));
        desk.tick();
        published.clear();

        desk.on(equity("72001", time.instant()));
        assertThat(published).isEmpty();
        desk.on(equity("72000", time.instant()));
        assertThat(published).hasSize(2).hasAtLeastOneElementOfType(CircuitBreakerFired.class);
    }

    @Test
    void anOpenBreakerDoesNotLoosenAHaltedAccount() {
        desk = desk(TradingState.HALTED);
        desk.on(equity("100000", NOON));
        desk.on(equity("10", NOON));

        assertThat(published).singleElement().isInstanceOf(CircuitBreakerFired.class);
        refused(exit("a"), RiskReason.TRADING_HALTED, "state=HALTED");
    }

    @Test
    void consecutiveLossesBlockTheEntriesOfThatBotOnly() {
        desk.on(closed("bot-1", "-5", NOON));
        desk.on(closed("bot-1", "-5", NOON));
        desk.on(closed("bot-1", "0", NOON));
        desk.on(closed("bot-2", "-1", NOON));
        desk.on(closed("bot-1", "-5", NOON));
        desk.on(closed("bot-1", "-5", NOON));
        assertThat(published).isEmpty();
        desk.on(closed("bot-1", "-0.01", NOON));

        assertThat(published)
                .singleElement()
                .isInstanceOfSatisfying(
                        CircuitBreakerFired.class,
                        fired -> {
                            assertThat(fired.breaker()).isEqualTo("losses:bot-1");
                            assertThat(fired.value()).isEqualByComparingTo("3");
                        });
        refused(
                entry("a"),
                RiskReason.BREAKER_OPEN,
                "breaker=losses:bot-1 value=3 limit=3 until=2026-03-02T12:30:00Z");
        approved(exit("b"));
        approved(entry("c").of("bot-2", "BTCUSDT"));

        advanceWithPrice(Duration.ofMinutes(30));
        approved(entry("d").at(time.instant()));
        assertThat(published).hasAtLeastOneElementOfType(CircuitBreakerReset.class);
        assertThat(desk.state().breakers()).isEmpty();
    }

    @Test
    void aRepeatedEventCountsOnce() {
        Event loss = closed("bot-1", "-5", NOON);
        for (int i = 0; i < 5; i++) {
            desk.on(loss);
        }
        assertThat(published).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TradingState.class)
    void showsItsState(TradingState configured) {
        desk = desk(configured);

        RiskState state = desk.state();

        assertThat(state.accounts().getFirst().state()).isEqualTo(configured);
        assertThat(state.accounts().getFirst().limits())
                .containsEntry("max-order-notional", "1000")
                .containsEntry("max-drawdown", "0.10");
    }

    private RiskDesk desk(TradingState state) {
        RiskDesk made =
                new RiskDesk(
                        Fixtures.config(state),
                        time,
                        Fixtures.ORIGIN::header,
                        published::add,
                        _ -> {});
        made.price(price("BTCUSDT", 99.9, 100, time.instant()));
        return made;
    }

    private void advanceWithPrice(Duration duration) {
        time.advance(duration);
        desk.price(price("BTCUSDT", 99.9, 100, time.instant()));
    }

    private void approved(Order order) {
        RiskAnswer answer = desk.check(order.check());
        assertThat(answer.refusal()).as("refusal of %s: %s", order, answer.detail()).isNull();
    }

    private void refused(Order order, RiskReason reason, String detail) {
        RiskAnswer answer = desk.check(order.check());
        assertThat(answer.refusal()).isEqualTo(reason);
        assertThat(answer.detail()).contains(detail);
    }

    private String exposure() {
        return desk.state().accounts().getFirst().exposure().stripTrailingZeros().toPlainString();
    }
}
