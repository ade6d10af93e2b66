package io.tickmesh.risk;

import static io.tickmesh.risk.Fixtures.NOON;
import static io.tickmesh.risk.Fixtures.entry;
import static io.tickmesh.risk.Fixtures.exit;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.RiskReason;
import io.tickmesh.mesh.event.RiskRejected;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.market.OrderType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PreTradeRulesTest {
    private TestDesk desk = new TestDesk(TradingState.ACTIVE);

    @Test
    void deniesOrderAboveMaxNotional() {
        desk.refuses(
                entry("a").quantity("10.01"),
                RiskReason.ORDER_NOTIONAL,
                "notional=1001.00 limit=1000");
        assertThat(desk.published)
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
        desk.approves(entry("a").quantity("10").of("bot-1", "BTCUSDT"));
        desk.approves(entry("b").quantity("10").of("bot-2", "BTCUSDT"));

        desk.refuses(
                entry("c").quantity("6").of("bot-3", "BTCUSDT"),
                RiskReason.SYMBOL_EXPOSURE,
                "exposure=2000 notional=600 limit=2500");
        desk.approves(entry("d").quantity("5").of("bot-3", "BTCUSDT"));
    }

    @Test
    void deniesMoreInAllThanTheLimitOfTheAccount() {
        desk.price("ETHUSDT", 100);
        desk.approves(entry("a").quantity("10").of("bot-1", "BTCUSDT"));
        desk.approves(entry("b").quantity("10").of("bot-2", "BTCUSDT"));
        desk.approves(entry("c").quantity("10").of("bot-3", "ETHUSDT"));
        desk.approves(entry("d").quantity("9").of("bot-4", "ETHUSDT"));

        desk.refuses(
                entry("e").quantity("2").of("bot-5", "ETHUSDT"),
                RiskReason.ACCOUNT_EXPOSURE,
                "exposure=3900 notional=200 limit=4000");
    }

    @Test
    void deniesAnAccountWithoutLimits() {
        desk.refuses(entry("a").inAccount("other"), RiskReason.UNKNOWN_ACCOUNT, "account=other");
    }

    @Test
    void deniesAnOrderOnAnOldPrice() {
        desk.time.advance(Duration.ofSeconds(6));
        desk.price("BTCUSDT", 100);

        desk.refuses(entry("a"), RiskReason.STALE_PRICE, "orderPriceAge=6000ms limit=5000ms");
        desk.approves(entry("b").at(NOON.plusSeconds(1)));
    }

    @Test
    void deniesAnOrderWhenRiskItselfSeesNoNewPrice() {
        desk.time.advance(Duration.ofSeconds(6));

        desk.refuses(
                entry("a").at(desk.time.instant()),
                RiskReason.STALE_PRICE,
                "marketPriceAge=6000ms limit=5000ms");
    }

    @Test
    void deniesAnOrderForASymbolWithoutPrice() {
        desk.refuses(
                entry("a").of("bot-1", "XRPUSDT"),
                RiskReason.STALE_PRICE,
                "marketPriceAge=none limit=5000ms");
    }

    @Test
    void deniesAPriceFromTheFuture() {
        desk.refuses(
                entry("a").at(NOON.plusSeconds(6)),
                RiskReason.STALE_PRICE,
                "orderPriceAge=-6000ms limit=5000ms");
    }

    @Test
    void deniesAnEntryFarFromTheMarketButNotAnExit() {
        desk.refuses(
                entry("a").price("102.01"),
                RiskReason.PRICE_DEVIATION,
                "price=102.01 market=100.0 deviation=0.02010 limit=0.02");
        desk.approves(entry("b").price("102"));
        desk.approves(exit("c").price("50"));
    }

    @Test
    void aLimitOrderMayRestAnywhereOnItsSideOfTheMarket() {
        desk.approves(entry("a").type(OrderType.LIMIT).price("60"));
        desk.approves(entry("b").type(OrderType.LIMIT).price("102"));
        desk.refuses(
                entry("c").type(OrderType.LIMIT).price("103"),
                RiskReason.PRICE_DEVIATION,
                "price=103 market=100.0 deviation=0.03000 limit=0.02");
        desk.refuses(
                entry("d").type(OrderType.STOP).price("60"),
                RiskReason.PRICE_DEVIATION,
                "price=60");
    }

    @Test
    void deniesTooManyOrdersOfABotUntilTheWindowHasMovedOn() {
        for (int i = 0; i < 4; i++) {
            desk.approves(entry("a" + i));
            desk.time.advance(Duration.ofSeconds(1));
        }
        desk.refuses(
                entry("b"),
                RiskReason.ORDER_RATE,
                "subject=bot:bot-1 orders=4 limit=4 window=60000ms");
        desk.approves(exit("c"));

        desk.advance(Duration.ofSeconds(58));
        desk.approves(entry("d").at(desk.time.instant()));
    }

    @Test
    void deniesTooManyOrdersOfAnAccount() {
        for (int i = 0; i < 10; i++) {
            desk.approves(entry("a" + i).of("bot-" + i, "BTCUSDT"));
        }
        desk.refuses(
                entry("b").of("bot-x", "BTCUSDT"),
                RiskReason.ORDER_RATE,
                "subject=account:main orders=10 limit=10 window=60000ms");
    }

    @Test
    void theFirstRuleInTheOrderGivesTheReason() {
        // Too big, too far from the market and too old, all at once.
        Order order = entry("a").quantity("1000").price("200");
        desk.refuses(order.at(NOON.minusSeconds(9)), RiskReason.STALE_PRICE, "orderPriceAge");
        desk.refuses(
                entry("b").quantity("1000").price("200"), RiskReason.PRICE_DEVIATION, "price=200");
    }

    @Test
    void anExitPassesEveryLimitOnExposure() {
        for (int i = 0; i < 10; i++) {
            Order order = entry("a" + i).of("bot-" + i, "BTCUSDT").quantity("2.5");
            desk.approves(order);
            desk.on(order.filled());
        }
        desk.refuses(entry("b").quantity("1"), RiskReason.ORDER_RATE, "account:main");
        desk.approves(exit("c").quantity("500"));
    }

    @Test
    void haltedStopsWhateverAStrategyWants() {
        desk = new TestDesk(TradingState.HALTED);

        desk.refuses(entry("a"), RiskReason.TRADING_HALTED, "state=HALTED configured");
        desk.refuses(exit("b"), RiskReason.TRADING_HALTED, "state=HALTED configured");
    }

    @Test
    void haltedLetsAPersonCloseAPositionButOpenNone() {
        desk = new TestDesk(TradingState.HALTED);

        desk.refuses(entry("a").manual(), RiskReason.TRADING_HALTED, "state=HALTED configured");
        desk.approves(exit("b").manual());
    }

    @Test
    void reducingLetsExitsPass() {
        desk = new TestDesk(TradingState.REDUCING);

        desk.refuses(entry("a"), RiskReason.TRADING_REDUCING, "state=REDUCING configured");
        desk.approves(exit("b"));
    }

    @Test
    void aBuyIsNoExitWhateverItClaims() {
        desk = new TestDesk(TradingState.REDUCING);
        desk.refuses(entry("a").reducing().manual(), RiskReason.TRADING_REDUCING, "state=REDUCING");
        desk = new TestDesk(TradingState.HALTED);
        desk.refuses(entry("b").reducing().manual(), RiskReason.TRADING_HALTED, "state=HALTED");
    }
}
