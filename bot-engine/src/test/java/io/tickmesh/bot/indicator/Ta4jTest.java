package io.tickmesh.bot.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.market.Candle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.CCIIndicator;
import org.ta4j.core.indicators.ROCIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.StochasticOscillatorKIndicator;
import org.ta4j.core.indicators.adx.ADXIndicator;
import org.ta4j.core.indicators.adx.MinusDIIndicator;
import org.ta4j.core.indicators.adx.PlusDIIndicator;
import org.ta4j.core.indicators.averages.EMAIndicator;
import org.ta4j.core.indicators.averages.HMAIndicator;
import org.ta4j.core.indicators.averages.SMAIndicator;
import org.ta4j.core.indicators.averages.WMAIndicator;
import org.ta4j.core.indicators.donchian.DonchianChannelLowerIndicator;
import org.ta4j.core.indicators.donchian.DonchianChannelUpperIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.HighPriceIndicator;
import org.ta4j.core.indicators.helpers.HighestValueIndicator;
import org.ta4j.core.indicators.helpers.LowPriceIndicator;
import org.ta4j.core.indicators.helpers.LowestValueIndicator;
import org.ta4j.core.indicators.keltner.KeltnerChannelLowerIndicator;
import org.ta4j.core.indicators.keltner.KeltnerChannelMiddleIndicator;
import org.ta4j.core.indicators.keltner.KeltnerChannelUpperIndicator;
import org.ta4j.core.indicators.statistics.StandardDeviationIndicator;
import org.ta4j.core.indicators.supertrend.SuperTrendIndicator;
import org.ta4j.core.indicators.volume.MoneyFlowIndexIndicator;
import org.ta4j.core.indicators.volume.OnBalanceVolumeIndicator;
import org.ta4j.core.indicators.volume.VWAPIndicator;
import org.ta4j.core.num.DoubleNumFactory;
import org.ta4j.core.num.Num;

/// Indicators against ta4j. It seeds smoothed averages in other ways, so those are compared when no seed matters any more.
class Ta4jTest {
    private static final int SEED_FORGOTTEN = 700;

    private final List<Candle> bars = Bars.walk(7, 3_000, 57_000);
    private final BarSeries series = series(bars);
    private final ClosePriceIndicator closes = new ClosePriceIndicator(series);
    private final Indicators indicators = new Indicators();
    private final List<Pair> pairs = new ArrayList<>();

    @Test
    void windowsEqualTa4jFromTheFirstFullWindow() {
        Donchian channel = indicators.donchian(20);
        same(channel.upper(), new DonchianChannelUpperIndicator(series, 20), 19);
        same(channel.lower(), new DonchianChannelLowerIndicator(series, 20), 19);
        same(
                indicators.highest(7),
                new HighestValueIndicator(new HighPriceIndicator(series), 7),
                6);
        same(indicators.lowest(7), new LowestValueIndicator(new LowPriceIndicator(series), 7), 6);
        same(indicators.sma(20), new SMAIndicator(closes, 20), 19);
        same(indicators.wma(20), new WMAIndicator(closes, 20), 19);
        same(indicators.hma(20), new HMAIndicator(closes, 20), 22);
        same(indicators.hma(9), new HMAIndicator(closes, 9), 10);
        same(indicators.roc(10), new ROCIndicator(closes, 10), 10);
        same(indicators.cci(20), new CCIIndicator(series, 20), 19);
        same(indicators.mfi(14), new MoneyFlowIndexIndicator(series, 14), 14);
        same(indicators.vwap(20), new VWAPIndicator(series, 20), 19);
        same(indicators.standardDeviation(20), new StandardDeviationIndicator(closes, 20), 19);
        same(
                indicators.stochastic(14, 1, 3).k(),
                new StochasticOscillatorKIndicator(series, 14),
                13);
        same(indicators.obv(), new OnBalanceVolumeIndicator(series), 0);
        play();
    }

    @Test
    void averagesEqualTa4jWhenTheSeedIsForgotten() {
        Adx adx = indicators.adx(14);
        Keltner channel = indicators.keltner(20, 10, 2);
        KeltnerChannelMiddleIndicator middle = new KeltnerChannelMiddleIndicator(closes, 20);
        same(indicators.ema(26), new EMAIndicator(closes, 26), SEED_FORGOTTEN);
        same(indicators.rsi(14), new RSIIndicator(closes, 14), SEED_FORGOTTEN);
        same(indicators.atr(14), new ATRIndicator(series, 14), SEED_FORGOTTEN);
        same(adx.adx(), new ADXIndicator(series, 14), SEED_FORGOTTEN);
        same(adx.plus(), new PlusDIIndicator(series, 14), SEED_FORGOTTEN);
        same(adx.minus(), new MinusDIIndicator(series, 14), SEED_FORGOTTEN);
        same(channel.middle(), middle, SEED_FORGOTTEN);
        same(channel.upper(), new KeltnerChannelUpperIndicator(middle, 2, 10), SEED_FORGOTTEN);
        same(channel.lower(), new KeltnerChannelLowerIndicator(middle, 2, 10), SEED_FORGOTTEN);
        play();
    }

    @Test
    void superTrendEqualsTa4j() {
        SuperTrend ours = indicators.superTrend(10, 3);
        SuperTrendIndicator theirs = new SuperTrendIndicator(series, 10, 3d);
        same(ours.value(), theirs, SEED_FORGOTTEN);
        play();

        Indicators again = new Indicators();
        Line direction = again.superTrend(10, 3).direction();
        int turns = 0;
        for (int i = 0; i < bars.size(); i++) {
            again.update(bars.get(i));
            turns += direction.crossesAbove(0) || direction.crossesBelow(0) ? 1 : 0;
            if (i >= SEED_FORGOTTEN) {
                assertThat(direction.now() > 0).isEqualTo(theirs.isUpTrend(i));
            }
        }
        assertThat(turns).isGreaterThan(20);
    }

    private void same(Line ours, Indicator<Num> theirs, int from) {
        pairs.add(new Pair(ours, theirs, from));
    }

    private void play() {
        for (int i = 0; i < bars.size(); i++) {
            indicators.update(bars.get(i));
            for (Pair pair : pairs) {
                pair.compare(i);
            }
        }
    }

    private static BarSeries series(List<Candle> bars) {
        BarSeries series =
                new BaseBarSeriesBuilder().withNumFactory(DoubleNumFactory.getInstance()).build();
        for (Candle bar : bars) {
            series.addBar(
                    series.barBuilder()
                            .timePeriod(Duration.ofMinutes(1))
                            .endTime(Instant.ofEpochMilli(bar.openMillis()).plusSeconds(60))
                            .openPrice(bar.open())
                            .highPrice(bar.high())
                            .lowPrice(bar.low())
                            .closePrice(bar.close())
                            .volume(bar.volume())
                            .build());
        }
        return series;
    }

    private record Pair(Line ours, Indicator<Num> theirs, int from) {
        void compare(int index) {
            double expected = theirs.getValue(index).doubleValue();
            if (index < SEED_FORGOTTEN && from < SEED_FORGOTTEN) {
                assertThat(Double.isNaN(ours.now()))
                        .as("%s at %d", theirs, index)
                        .isEqualTo(index < from);
            }
            if (index >= from) {
                assertThat(Math.abs(ours.now() - expected))
                        .as("%s at %d: %s instead of %s", theirs, index, ours.now(), expected)
                        .isLessThanOrEqualTo(1e-9 * Math.max(1, Math.abs(expected)));
            }
        }
    }
}
