package io.tickmesh.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RollingStatisticsTest {

    private static final long T0 = 1_619_222_400_000L;
    private static final long MINUTE = 60_000;
    private static final long DAY = 86_400_000;

    private static Market market(long endMillis, long... tradeMinutesAndTicks) {
        ScriptedSource source =
                new ScriptedSource(List.of(TestMarkets.instrument("A")), T0, endMillis)
                        .at(T0, s -> s.session(0, T0, Long.MAX_VALUE, 100));
        for (int i = 0; i < tradeMinutesAndTicks.length; i += 2) {
            long at = T0 + tradeMinutesAndTicks[i] * MINUTE + 1;
            long ticks = tradeMinutesAndTicks[i + 1];
            source.at(at, s -> s.trade(0, at, 1, ticks, 1_000, false));
        }
        return new Market(source, false);
    }

    private static RollingStatistics runAndRead(Market market, long windowMillis) {
        SymbolBook book = market.books().getFirst();
        RollingStatistics statistics = book.statistics(KlineInterval.M1);
        while (market.step(Long.MAX_VALUE - 1)) {
            // Read on the way, so that what is remembered has a chance to be wrong.
            if (market.nowMillis() % 7_000 == 0) {
                statistics.read(market.nowMillis() - windowMillis);
            }
        }
        return statistics.read(market.nowMillis() - windowMillis);
    }

    @Test
    void sumsUpTheWindowAndForgetsWhatIsOlder() {
        Market market = market(T0 + DAY + 3 * MINUTE, 0, 500, 2, 90, 3, 110, 700, 80, 1_442, 120);

        RollingStatistics day = runAndRead(market, DAY);

        assertThat(day.openTimeMillis()).isEqualTo(T0 + 3 * MINUTE);
        assertThat(day.open()).isEqualTo(110);
        assertThat(day.high()).isEqualTo(120);
        assertThat(day.low()).isEqualTo(80);
        assertThat(day.close()).isEqualTo(120);
        assertThat(day.previousClose()).isEqualTo(90);
        assertThat(day.volume()).isEqualTo(3_000);
        assertThat(day.tradeCount()).isEqualTo(3);
        assertThat(day.firstTradeId()).isEqualTo(3);
        assertThat(day.lastTradeId()).isEqualTo(5);
        assertThat(day.change()).isEqualTo(10);
        assertThat(day.changeMilliPercent()).isEqualTo(9_091);
        // (1.10 + 0.80 + 1.20) / 3
        assertThat(day.averagePrice()).isEqualTo(103_333_333);
    }

    @Test
    void countsTheOpenBarWhileItGrows() {
        Market market = market(T0 + 30_000, 0, 100);
        RollingStatistics statistics = runAndRead(market, 5 * MINUTE);

        assertThat(statistics.tradeCount()).isEqualTo(1);
        assertThat(statistics.previousClose()).isEqualTo(100);
    }

    @Test
    void readsAnotherWindowOfTheSameBars() {
        Market market = market(T0 + 10 * MINUTE, 1, 400, 6, 100, 8, 110);
        RollingStatistics statistics = runAndRead(market, DAY);
        assertThat(statistics.tradeCount()).isEqualTo(3);

        assertThat(statistics.read(market.nowMillis() - 5 * MINUTE).tradeCount()).isEqualTo(2);
        assertThat(statistics.high()).isEqualTo(110);
    }

    @Test
    void averagesTheLastFiveMinutes() {
        Market market = market(T0 + 10 * MINUTE, 1, 400, 6, 100, 8, 110);
        runAndRead(market, DAY);
        SymbolBook book = market.books().getFirst();

        assertThat(book.averagePrice(market.nowMillis())).isEqualTo(105_000_000);
        assertThat(book.averagePrice(market.nowMillis() + DAY)).isEqualTo(110_000_000);
    }

    @Test
    void isZeroWithoutTrades() {
        Market market = market(T0 + 10 * MINUTE, 0, 100);
        RollingStatistics statistics = runAndRead(market, 5 * MINUTE);

        assertThat(statistics.tradeCount()).isZero();
        assertThat(statistics.averagePrice()).isZero();
        assertThat(statistics.changeMilliPercent()).isZero();
        assertThat(statistics.firstTradeId()).isEqualTo(-1);
        assertThat(statistics.lastTradeId()).isEqualTo(-1);
        assertThat(statistics.previousClose()).isEqualTo(100);
    }
}
