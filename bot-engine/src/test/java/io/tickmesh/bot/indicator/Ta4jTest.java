package io.tickmesh.bot.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.averages.EMAIndicator;
import org.ta4j.core.indicators.averages.SMAIndicator;
import org.ta4j.core.indicators.donchian.DonchianChannelLowerIndicator;
import org.ta4j.core.indicators.donchian.DonchianChannelUpperIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.supertrend.SuperTrendIndicator;
import org.ta4j.core.num.DoubleNumFactory;
import org.ta4j.core.num.Num;

/// Indicators against ta4j. It seeds smoothed averages in other ways, so those are compared when no seed matters any more.
class Ta4jTest {
    private static final int SEED_FORGOTTEN = 700;

    private final List<RandomBars.Bar> bars = RandomBars.of(7, 3_000, 57_000);
    private final BarSeries series = series(bars);
    private final ClosePriceIndicator closes = new ClosePriceIndicator(series);

    @Test
    void donchianEqualsTa4jFromTheFirstFullWindow() {
        Donchian ours = new Donchian(20);
        var upper = new DonchianChannelUpperIndicator(series, 20);
        var lower = new DonchianChannelLowerIndicator(series, 20);
        for (int i = 0; i < bars.size(); i++) {
            ours.update(bars.get(i).high(), bars.get(i).low());
            assertThat(ours.isReady()).isEqualTo(i >= 19);
            if (ours.isReady()) {
                same(upper, i, ours.upper());
                same(lower, i, ours.lower());
            }
        }
    }

    @Test
    void superTrendEqualsTa4j() {
        SuperTrend ours = new SuperTrend(10, 3);
        var theirs = new SuperTrendIndicator(series, 10, 3d);
        int turns = 0;
        boolean rising = false;
        for (int i = 0; i < bars.size(); i++) {
            RandomBars.Bar bar = bars.get(i);
            ours.update(bar.high(), bar.low(), bar.close());
            turns += ours.isRising() == rising ? 0 : 1;
            rising = ours.isRising();
            if (i >= SEED_FORGOTTEN) {
                same(theirs, i, ours.value());
                assertThat(ours.isRising()).isEqualTo(theirs.isUpTrend(i));
            }
        }
        assertThat(turns).isGreaterThan(20);
    }

    @Test
    void averagesAndRsiEqualTa4j() {
        Sma sma = new Sma(20);
        Ema ema = new Ema(26);
        Rsi rsi = new Rsi(14);
        Atr atr = new Atr(14);
        var theirSma = new SMAIndicator(closes, 20);
        var theirEma = new EMAIndicator(closes, 26);
        var theirRsi = new RSIIndicator(closes, 14);
        var theirAtr = new ATRIndicator(series, 14);
        for (int i = 0; i < bars.size(); i++) {
            RandomBars.Bar bar = bars.get(i);
            sma.update(bar.close());
            ema.update(bar.close());
            rsi.update(bar.close());
            atr.update(bar.high(), bar.low(), bar.close());
            if (i >= SEED_FORGOTTEN) {
                same(theirSma, i, sma.value());
                same(theirEma, i, ema.value());
                same(theirRsi, i, rsi.value());
                same(theirAtr, i, atr.value());
            }
        }
    }

    private static void same(Indicator<Num> theirs, int index, double ours) {
        double expected = theirs.getValue(index).doubleValue();
        assertThat(Math.abs(ours - expected))
                .as("bar %d: %s instead of %s", index, ours, expected)
                .isLessThanOrEqualTo(1e-9 * Math.abs(expected));
    }

    private static BarSeries series(List<RandomBars.Bar> bars) {
        BarSeries series =
                new BaseBarSeriesBuilder().withNumFactory(DoubleNumFactory.getInstance()).build();
        Instant end = Instant.parse("2026-01-01T00:00:00Z");
        for (RandomBars.Bar bar : bars) {
            end = end.plusSeconds(60);
            series.addBar(
                    series.barBuilder()
                            .timePeriod(Duration.ofMinutes(1))
                            .endTime(end)
                            .openPrice(bar.open())
                            .highPrice(bar.high())
                            .lowPrice(bar.low())
                            .closePrice(bar.close())
                            .volume(1)
                            .build());
        }
        return series;
    }
}
