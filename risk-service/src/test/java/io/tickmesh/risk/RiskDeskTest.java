package io.tickmesh.risk;

import static io.tickmesh.risk.Fixtures.NOON;
import static io.tickmesh.risk.Fixtures.closed;
import static io.tickmesh.risk.Fixtures.entry;
import static io.tickmesh.risk.Fixtures.exit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.RiskApproved;
import io.tickmesh.mesh.event.RiskReason;
import io.tickmesh.mesh.event.RiskRejected;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.request.CheckOrder;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RiskAnswer;
import io.tickmesh.mesh.request.RiskState;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RiskDeskTest {
    private TestDesk desk = new TestDesk(TradingState.ACTIVE);

    @Test
    void approvesAnOrderWithinAllLimits() {
        RiskAnswer answer = desk.check(entry("a").quantity("10").check());

        assertThat(answer.approved()).isTrue();
        assertThat(answer.detail())
                .isEqualTo("notional=1000 symbolExposure=1000 accountExposure=1000");
        assertThat(desk.published)
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
    void theSameQuestionGetsTheSameAnswerAndCountsOnce() {
        RiskAnswer first = desk.check(entry("a").quantity("10").check());
        desk.time.advance(Duration.ofSeconds(20));
        RiskAnswer second = desk.check(entry("a").quantity("10").check());

        assertThat(second).isEqualTo(first);
        assertThat(desk.published).hasSize(1);
        RiskState state = desk.state();
        assertThat(state.approved()).isEqualTo(1);
        assertThat(state.accounts().getFirst().exposure()).isEqualByComparingTo("1000");
    }

    @Test
    void theSameIdWithOtherContentsIsRefused() {
        desk.approves(entry("a").quantity("10"));

        desk.refuses(
                entry("a").quantity("9"),
                RiskReason.DUPLICATE_ORDER,
                "answeredBefore=BUY BTCUSDT quantity=10 price=100");
        assertThat(desk.check(entry("a").quantity("10").check()).approved()).isTrue();
    }

    @Test
    void aRefusedExitMayBeAskedForAgainWithANewerPrice() {
        desk.refuses(exit("a").at(NOON.minusSeconds(9)), RiskReason.STALE_PRICE, "orderPriceAge");
        desk.approves(exit("a"));
        desk.refuses(exit("a").quantity("2"), RiskReason.DUPLICATE_ORDER, "answeredBefore=SELL");
    }

    @Test
    void refusesToJudgeNonsense() {
        assertThatThrownBy(() -> desk.check(entry("a").quantity("0").check()))
                .isInstanceOf(RequestFailedException.class)
                .hasMessage("quantity and price must be positive, was 0 and 100");
    }

    @Test
    void aReservationEndsWithTheOrderOrItsTimeOut() {
        desk.approves(entry("rejected").quantity("5"));
        desk.approves(entry("cancelled").quantity("5"));
        desk.approves(entry("lost").quantity("5"));
        assertThat(desk.exposure()).isEqualTo("1500");

        desk.on(entry("rejected").rejected());
        desk.on(entry("cancelled").cancelled());
        assertThat(desk.exposure()).isEqualTo("500");

        desk.time.advance(Duration.ofSeconds(30));
        assertThat(desk.exposure()).isEqualTo("0");
    }

    @Test
    void showsItsExposureAsMoneyAndDecidesOnAllOfIt() {
        desk.approves(entry("a").quantity("9.99999999999999999").price("99.99999999999999"));
        assertThat(desk.state().accounts().getFirst().exposure().toPlainString())
                .isEqualTo("1000.00000000");
        desk.advance(Duration.ofSeconds(1));
        desk.approves(entry("b").of("bot-2", "BTCUSDT").quantity("10"));
        desk.refuses(
                entry("c").of("bot-3", "BTCUSDT").quantity("5.00000000000001"),
                RiskReason.SYMBOL_EXPOSURE,
                "exposure=1999.99999999999989");
    }

    @Test
    void anApprovalThatWasNotHeardInTimeReservesNothing() {
        CheckOrder order = entry("a").quantity("10").check();
        desk.approves(entry("a").quantity("10"));

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
    void aRepeatedEventCountsOnce() {
        Event loss = closed("bot-1", "-5", NOON);
        for (int i = 0; i < 5; i++) {
            desk.on(loss);
        }
        assertThat(desk.published).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TradingState.class)
    void showsItsState(TradingState configured) {
        desk = new TestDesk(configured);

        RiskState state = desk.state();

        assertThat(state.accounts().getFirst().state()).isEqualTo(configured);
        assertThat(state.accounts().getFirst().limits())
                .containsEntry("max-order-notional", "1000")
                .containsEntry("max-drawdown", "0.10");
    }
}
