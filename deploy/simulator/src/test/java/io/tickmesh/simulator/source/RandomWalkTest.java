package io.tickmesh.simulator.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.simulator.market.BarSeries;
import io.tickmesh.simulator.market.Instruments;
import io.tickmesh.simulator.market.KlineInterval;
import io.tickmesh.simulator.market.Market;
import io.tickmesh.simulator.market.SymbolBook;
import io.tickmesh.simulator.market.TestMarkets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RandomWalkTest {

    /// Not on any boundary.
    private static final long START = 1_620_000_017_345L;

    private static Market market(long seed, double tradesPerSecond) {
        return new Market(new RandomWalk(Instruments.all(), seed, tradesPerSecond, START), true);
    }

    private static List<String> run(Market market, long millis) {
        TestMarkets.Recorder recorder = new TestMarkets.Recorder();
        market.listener(recorder);
        while (market.step(START + millis)) {
            assertThat(market.nowMillis()).isLessThanOrEqualTo(START + millis);
        }
        return recorder.lines();
    }

    @Test
    void isTheSameForTheSameSeedOnly() {
        List<String> lines = run(market(42, 10), 20_000);

        assertThat(run(market(42, 10), 20_000)).isEqualTo(lines);
        assertThat(run(market(43, 10), 20_000)).isNotEqualTo(lines);
    }

    @Test
    void givesASymbolTheSamePathWhateverElseIsListed() {
        List<String> all = run(market(42, 10), 5_000);

        List<String> one =
                run(
                        new Market(
                                new RandomWalk(
                                        Instruments.named(List.of("ETHUSDT")), 42, 10, START),
                                true),
                        5_000);

        assertThat(all.stream().filter(l -> l.contains(" ETH ") && !l.contains(" 0 ")))
                .isNotEmpty();
        assertThat(all).containsAll(one);
    }

    @ParameterizedTest
    @EnumSource(names = {"S1", "M1", "M3", "M5", "M15"})
    void startsWithContiguousHistoryUpToNow(KlineInterval interval) {
        for (SymbolBook book : market(1, 10).books()) {
            BarSeries bars = book.bars(interval);
            assertThat(bars.size()).isGreaterThan(interval == KlineInterval.S1 ? 1_200 : 1_000);
            assertThat(bars.openTimeMillis(bars.size() - 1)).isEqualTo(interval.openOf(START));
            for (int i = 1; i < bars.size(); i++) {
                assertThat(bars.openTimeMillis(i))
                        .isEqualTo(interval.endOf(bars.openTimeMillis(i - 1)));
                assertThat(bars.volume(i)).isPositive();
            }
        }
    }

    @Test
    void joinsHistoryAndLiveWithoutAJump() {
        Market market = market(5, 10);
        List<Long> before = market.books().stream().map(SymbolBook::lastPrice).toList();

        run(market, 2_000);

        for (SymbolBook book : market.books()) {
            double was = before.get(book.index());
            double change = Math.abs(book.lastPrice() - was);
            assertThat(change).isLessThan(Math.max(4, was * 0.005));
        }
    }

    @Test
    void keepsBidBelowAskAndTradesBetweenThem() {
        Market market = market(6, 10);
        for (int i = 0; i < 20_000; i++) {
            assertThat(market.step(Long.MAX_VALUE - 1)).isTrue();
        }
        for (SymbolBook book : market.books()) {
            assertThat(book.bid()).isPositive().isLessThan(book.ask());
            assertThat(book.bidSteps()).isPositive();
        }
    }

    @Test
    void tradesAtTheConfiguredRate() {
        long trades =
                run(market(7, 10), 60_000).stream().filter(l -> l.contains(" trade ")).count();

        assertThat(trades).isBetween(13_500L, 16_500L);
    }

    @Test
    void letsMovingAveragesCrossNowAndThen() {
        int crossings = 0;
        for (SymbolBook book : market(8, 10).books()) {
            BarSeries bars = book.bars(KlineInterval.S1);
            double fast = bars.close(0);
            double slow = fast;
            double side = 0;
            for (int i = 1; i < bars.size(); i++) {
                fast += (bars.close(i) - fast) * 2 / 13;
                slow += (bars.close(i) - slow) * 2 / 27;
                crossings += side * (fast - slow) < 0 ? 1 : 0;
                side = fast - slow;
            }
        }
        double perMinute = crossings / 21.0;
        assertThat(perMinute).isBetween(3.0, 60.0);
    }

    @Test
    void staysNearTheStartPrices() {
        for (SymbolBook book : market(9, 10).books()) {
            double start =
                    book.instrument()
                            .startPrice()
                            .movePointRight(book.instrument().priceDecimals())
                            .doubleValue();
            assertThat(book.lastPrice() / start).isBetween(0.4, 2.5);
        }
    }
}
