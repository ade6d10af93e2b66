package io.tickmesh.bot.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.Rule;
import org.ta4j.core.indicators.CCIIndicator;
import org.ta4j.core.indicators.MACDIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.StochasticOscillatorKIndicator;
import org.ta4j.core.indicators.adx.ADXIndicator;
import org.ta4j.core.indicators.adx.MinusDIIndicator;
import org.ta4j.core.indicators.adx.PlusDIIndicator;
import org.ta4j.core.indicators.averages.EMAIndicator;
import org.ta4j.core.indicators.averages.SMAIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandFacade;
import org.ta4j.core.indicators.donchian.DonchianChannelLowerIndicator;
import org.ta4j.core.indicators.donchian.DonchianChannelUpperIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.MedianPriceIndicator;
import org.ta4j.core.indicators.helpers.PreviousValueIndicator;
import org.ta4j.core.indicators.numeric.BinaryOperationIndicator;
import org.ta4j.core.num.DoubleNumFactory;
import org.ta4j.core.num.Num;
import org.ta4j.core.rules.CrossedDownIndicatorRule;
import org.ta4j.core.rules.CrossedUpIndicatorRule;
import org.ta4j.core.rules.OverIndicatorRule;
import org.ta4j.core.rules.UnderIndicatorRule;

/// Strategies with their standard parameters against the same conditions in ta4j, on real candles. Compared when the seeds of
/// averages no longer matter.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Ta4jStrategiesTest {
    private static final int BARS = 12_000;
    private static final int SEEDS_FORGOTTEN = 2_000;

    private List<Candle> candles = List.of();
    private BarSeries series = new BaseBarSeriesBuilder().build();
    private ClosePriceIndicator close = new ClosePriceIndicator(series);

    @BeforeAll
    void readCandles() {
        candles = RealCandles.read(Interval.H1, "1h/BTCUSDT-1h-202104-202312.csv.gz");
        candles = candles.subList(0, BARS);
        series = series(candles);
        close = new ClosePriceIndicator(series);
    }

    @Test
    void averageCrosses() {
        var fast = new SMAIndicator(close, 50);
        var slow = new SMAIndicator(close, 200);
        same("sma-cross", crossesUp(fast, slow), under(fast, slow), 50);
        var ema12 = new EMAIndicator(close, 12);
        var ema26 = new EMAIndicator(close, 26);
        same("ema-cross", crossesUp(ema12, ema26), under(ema12, ema26), 300);
    }

    @Test
    void macd() {
        var macd = new MACDIndicator(close, 12, 26);
        var signal = new EMAIndicator(macd, 9);
        same("macd", crossesUp(macd, signal), under(macd, signal), 500);
    }

    @Test
    void connorsRsi() {
        var rsi = new RSIIndicator(close, 2);
        Rule rising = over(new SMAIndicator(close, 5), new SMAIndicator(close, 200));
        Rule dip = new CrossedDownIndicatorRule(rsi, 5);
        same("connors-rsi2", rising.and(dip), new OverIndicatorRule(rsi, 95), 100);
    }

    @Test
    void bollingerBands() {
        var bands = new BollingerBandFacade(close, 20, 2);
        var rsi = new RSIIndicator(close, 14);
        same(
                "bollinger",
                under(close, bands.lower()).and(new UnderIndicatorRule(rsi, 30)),
                new OverIndicatorRule(rsi, 70),
                50);
        same("bb-breakout", crossesUp(close, bands.upper()), under(close, bands.middle()), 200);
        var wide = new BollingerBandFacade(close, 100, 2);
        same("percent-b", under(close, wide.lower()), over(close, wide.upper()), 40);
        var macd = new MACDIndicator(close, 21, 42);
        var histogram = BinaryOperationIndicator.difference(macd, new EMAIndicator(macd, 9));
        same(
                "macd-bb",
                under(close, wide.lower())
                        .and(new OverIndicatorRule(histogram, 0))
                        .and(new UnderIndicatorRule(macd, 0)),
                over(close, wide.upper())
                        .and(new UnderIndicatorRule(histogram, 0))
                        .and(new OverIndicatorRule(macd, 0)),
                2);
    }

    @Test
    void donchianBreakout() {
        same(
                "donchian",
                over(close, previous(new DonchianChannelUpperIndicator(series, 20))),
                under(close, previous(new DonchianChannelLowerIndicator(series, 10))),
                200);
    }

    @Test
    void directionalMovement() {
        var adx = new ADXIndicator(series, 14);
        var plus = new PlusDIIndicator(series, 14);
        var minus = new MinusDIIndicator(series, 14);
        var average = new SMAIndicator(close, 50);
        Rule trend = new OverIndicatorRule(adx, 20);
        same(
                "adx-cross",
                trend.and(crossesUp(plus, minus)).and(over(close, average)),
                trend.and(crossesDown(plus, minus)).and(under(close, average)),
                50);
        var plus25 = new PlusDIIndicator(series, 25);
        var minus25 = new MinusDIIndicator(series, 25);
        var momentum =
                BinaryOperationIndicator.difference(close, new PreviousValueIndicator(close, 14));
        Rule strong = new OverIndicatorRule(adx, 25);
        same(
                "adx-momentum",
                strong.and(new OverIndicatorRule(plus25, 25))
                        .and(over(plus25, minus25))
                        .and(new OverIndicatorRule(momentum, 0)),
                strong.and(new OverIndicatorRule(minus25, 25))
                        .and(over(minus25, plus25))
                        .and(new UnderIndicatorRule(momentum, 0)),
                50);
    }

    @Test
    void movingMomentum() {
        var fast = new EMAIndicator(close, 9);
        var slow = new EMAIndicator(close, 26);
        var macd = new MACDIndicator(close, 9, 26);
        var signal = new EMAIndicator(macd, 18);
        var k = new StochasticOscillatorKIndicator(series, 14);
        same(
                "stoch-macd",
                over(fast, slow).and(new CrossedDownIndicatorRule(k, 20)).and(over(macd, signal)),
                under(fast, slow).and(new CrossedUpIndicatorRule(k, 80)).and(under(macd, signal)),
                4);
    }

    @Test
    void cciCorrection() {
        var trend = new CCIIndicator(series, 200);
        var setback = new CCIIndicator(series, 5);
        same(
                "cci",
                new OverIndicatorRule(trend, 100).and(new UnderIndicatorRule(setback, -100)),
                new UnderIndicatorRule(trend, -100).and(new OverIndicatorRule(setback, 100)),
                20);
    }

    @Test
    void hlhb() {
        var rsi = new RSIIndicator(new MedianPriceIndicator(series), 10);
        var fast = new EMAIndicator(close, 5);
        var slow = new EMAIndicator(close, 10);
        Rule trend = new OverIndicatorRule(new ADXIndicator(series, 14), 25);
        same(
                "hlhb",
                new CrossedUpIndicatorRule(rsi, 50).and(crossesUp(fast, slow)).and(trend),
                new CrossedDownIndicatorRule(rsi, 50).and(crossesDown(fast, slow)).and(trend),
                10);
    }

    /// Compares the bars of all entries and exits of a bot that is flat when the comparison begins.
    private void same(String strategy, Rule enter, Rule exit, int atLeast) {
        Play play = new Play(Play.standard(strategy));
        play.looksOn(candles.subList(0, SEEDS_FORGOTTEN));
        play.candles(candles.subList(SEEDS_FORGOTTEN, candles.size()));

        List<Integer> expected = new ArrayList<>();
        for (int i = SEEDS_FORGOTTEN; i < candles.size(); i++) {
            Rule awaited = expected.size() % 2 == 0 ? enter : exit;
            if (awaited.isSatisfied(i)) {
                expected.add(i);
            }
        }
        assertThat(play.bars).as(strategy).isEqualTo(expected);
        assertThat(expected.size()).as(strategy).isGreaterThanOrEqualTo(atLeast);
    }

    private static Rule crossesUp(Indicator<Num> one, Indicator<Num> other) {
        return new CrossedUpIndicatorRule(one, other);
    }

    private static Rule crossesDown(Indicator<Num> one, Indicator<Num> other) {
        return new CrossedDownIndicatorRule(one, other);
    }

    private static Rule over(Indicator<Num> one, Indicator<Num> other) {
        return new OverIndicatorRule(one, other);
    }

    private static Rule under(Indicator<Num> one, Indicator<Num> other) {
        return new UnderIndicatorRule(one, other);
    }

    private static Indicator<Num> previous(Indicator<Num> of) {
        return new PreviousValueIndicator(of);
    }

    private static BarSeries series(List<Candle> candles) {
        BarSeries series =
                new BaseBarSeriesBuilder().withNumFactory(DoubleNumFactory.getInstance()).build();
        for (Candle candle : candles) {
            series.addBar(
                    series.barBuilder()
                            .timePeriod(Duration.ofHours(1))
                            .endTime(Instant.ofEpochMilli(candle.openMillis()).plusSeconds(3_600))
                            .openPrice(candle.open())
                            .highPrice(candle.high())
                            .lowPrice(candle.low())
                            .closePrice(candle.close())
                            .volume(candle.volume())
                            .build());
        }
        return series;
    }
}
