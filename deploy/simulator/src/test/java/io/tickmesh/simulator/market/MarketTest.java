package io.tickmesh.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarketTest {

    private static final long T0 = 1_619_222_400_000L;

    private final TestMarkets.Recorder recorder = new TestMarkets.Recorder();

    private static ScriptedSource source(long endMillis, String... bases) {
        return new ScriptedSource(
                List.of(bases).stream().map(TestMarkets::instrument).toList(), T0, endMillis);
    }

    private Market run(ScriptedSource source) {
        Market market = new Market(source, false);
        market.listener(recorder);
        while (market.step(Long.MAX_VALUE - 1)) {
            assertThat(market.nowMillis()).isLessThanOrEqualTo(source.endMillis());
        }
        return market;
    }

    @Test
    void closesBarsBeforeTradesOfTheNextAndShortIntervalsFirst() {
        // given
        ScriptedSource source =
                source(T0 + 60_000, "B", "A")
                        .at(T0, s -> s.session(0, T0, Long.MAX_VALUE, 100))
                        .at(T0, s -> s.session(1, T0, Long.MAX_VALUE, 200))
                        .at(T0 + 59_500, s -> s.trade(0, T0 + 59_500, 1, 101, 5, false))
                        .at(T0 + 60_000, s -> s.trade(0, T0 + 60_000, 1, 102, 6, true))
                        .at(T0 + 60_000, s -> s.quote(0, T0 + 60_000, 102, 1, 103, 1))
                        .at(T0 + 60_000, s -> s.trade(1, T0 + 60_000, 1, 201, 7, true));

        // when
        run(source);

        // then
        String at = T0 + 60_000 + " ";
        assertThat(recorder.lines().stream().filter(l -> l.startsWith(at)))
                .containsExactly(
                        at + "closed B 1s " + (T0 + 59_000) + ": 101 101 101 101 v5",
                        at + "closed B 1m " + T0 + ": 101 101 101 101 v5",
                        at + "closed A 1s " + (T0 + 59_000) + ": 200 200 200 200 v0",
                        at + "closed A 1m " + T0 + ": 200 200 200 200 v0",
                        at + "trade B #2 102 x 6 true",
                        at + "quote B 102 103",
                        at + "trade A #1 201 x 7 true");
    }

    @Test
    void fillsBarsWithoutTradesWithThePreviousClose() {
        ScriptedSource source =
                source(T0 + 5_000, "A")
                        .at(T0, s -> s.session(0, T0, Long.MAX_VALUE, 100))
                        .at(T0 + 500, s -> s.trade(0, T0 + 500, 1, 107, 3, false));

        BarSeries bars = run(source).books().getFirst().bars(KlineInterval.S1);

        assertThat(recorder.lines().stream().filter(l -> l.contains("closed A 1s"))).hasSize(5);
        assertThat(bars.close(2)).isEqualTo(107);
        assertThat(bars.open(2)).isEqualTo(107);
        assertThat(bars.volume(2)).isZero();
        assertThat(bars.firstTradeId(2)).isEqualTo(-1);
        assertThat(bars.lastTradeId(2)).isEqualTo(-1);
    }

    @Test
    void hasNoBarsWhileASymbolDoesNotTrade() {
        // given an outage of the second and third minute
        long resume = T0 + 180_000;
        ScriptedSource source =
                source(T0 + 300_000, "A")
                        .at(T0, s -> s.session(0, T0, T0 + 60_000, 100))
                        .at(T0 + 10, s -> s.trade(0, T0 + 10, 1, 100, 3, false))
                        .at(resume, s -> s.session(0, resume, resume + 120_000, 110));

        // when
        SymbolBook book = run(source).books().getFirst();

        // then
        assertThat(openTimes(book.bars(KlineInterval.M1)))
                .containsExactly(T0, resume, resume + 60_000);
        assertThat(openTimes(book.bars(KlineInterval.M3))).containsExactly(T0, resume);
        assertThat(openTimes(book.bars(KlineInterval.M5))).containsExactly(T0);
        assertThat(book.bars(KlineInterval.S1).size()).isEqualTo(180);
        assertThat(book.bars(KlineInterval.M5).hasOpenBar()).isFalse();
    }

    private static List<Long> openTimes(BarSeries bars) {
        return IntStream.range(0, bars.size()).mapToObj(bars::openTimeMillis).toList();
    }

    @Test
    void opensABarWithItsFirstTradeNotWithThePriceBefore() {
        ScriptedSource source =
                source(T0 + 60_000, "A")
                        .at(T0, s -> s.session(0, T0, Long.MAX_VALUE, 100))
                        .at(T0 + 2_000, s -> s.trade(0, T0 + 2_000, 1, 120, 3, false));

        BarSeries bars = run(source).books().getFirst().bars(KlineInterval.M1);

        assertThat(bars.open(0)).isEqualTo(120);
        assertThat(bars.low(0)).isEqualTo(120);
    }

    @Test
    void keepsABoundedNumberOfBars() {
        ScriptedSource source =
                source(T0 + 4_000_000, "A").at(T0, s -> s.session(0, T0, Long.MAX_VALUE, 100));

        BarSeries bars = run(source).books().getFirst().bars(KlineInterval.S1);

        assertThat(bars.size()).isEqualTo(BarSeries.CAPACITY);
        assertThat(bars.openTimeMillis(0))
                .isEqualTo(T0 + 4_000_000 - (BarSeries.CAPACITY - 1) * 1_000L);
        assertThat(bars.indexFrom(T0)).isZero();
        assertThat(bars.indexFrom(T0 + 3_990_000)).isEqualTo(BarSeries.CAPACITY - 11);
    }

    @Test
    void doesNothingBeforeItIsAllowed() {
        ScriptedSource source =
                source(T0 + 60_000, "A").at(T0, s -> s.session(0, T0, Long.MAX_VALUE, 100));
        Market market = new Market(source, false);
        market.listener(recorder);

        assertThat(market.step(T0 - 1)).isFalse();
        assertThat(market.step(T0)).isTrue();
        assertThat(market.step(T0 + 999)).isFalse();
        assertThat(market.nowMillis()).isEqualTo(T0 + 999);
        assertThat(recorder.lines()).isEmpty();
    }

    @Test
    void countsTakerVolumeAndNotionalOfBuyersOnly() {
        ScriptedSource source =
                source(T0 + 1_000, "A")
                        .at(T0, s -> s.session(0, T0, Long.MAX_VALUE, 100))
                        .at(T0 + 1, s -> s.trade(0, T0 + 1, 1, 100, 3, true))
                        .at(T0 + 2, s -> s.trade(0, T0 + 2, 1, 110, 5, false));

        BarSeries bars = run(source).books().getFirst().bars(KlineInterval.S1);

        assertThat(bars.volume(0)).isEqualTo(8);
        assertThat(bars.takerVolume(0)).isEqualTo(5);
        assertThat(bars.notional(0)).isEqualTo(850);
        assertThat(bars.takerNotional(0)).isEqualTo(550);
        assertThat(bars.tradeCount(0)).isEqualTo(2);
    }
}
