package io.tickmesh.bot.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickmesh.mesh.market.Candle;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndicatorsTest {
    private final Indicators indicators = new Indicators();

    @Test
    void computesWhatManyAskForOnce() {
        Line one = indicators.reader().ema(12);
        Line other = indicators.reader().ema(12);
        assertThat(other).isSameAs(one);
        assertThat(indicators.ema(13)).isNotSameAs(one);
        assertThat(indicators.ema(Price.HL2, 12)).isNotSameAs(one);
        assertThat(indicators.bollinger(20, 2).upper())
                .isSameAs(indicators.reader().bollinger(20, 2).upper())
                .isNotSameAs(indicators.bollinger(20, 2.5).upper());
    }

    @Test
    void sharesWithRulesThatNameTheSame() {
        assertShared("ema(close,12)", indicators.ema(12), "ema", 12);
        assertShared("wma(close,12)", indicators.wma(12), "wma", 12);
        assertShared("hma(close,12)", indicators.hma(12), "hma", 12);
        assertShared("sma(close,12)", indicators.sma(12), "sma", 12);
        assertShared("rsi(close,14)", indicators.rsi(14), "rsi");
        assertShared("roc(close,9)", indicators.roc(9), "roc", 9);
        assertShared("momentum(close,9)", indicators.momentum(9), "momentum", 9);
        assertShared("stddev(close,9)", indicators.standardDeviation(9), "stddev", 9);
        assertShared("highest(high,9)", indicators.highest(9), "highest", 9);
        assertShared("lowest(low,9)", indicators.lowest(9), "lowest", 9);
        assertShared("macd(close,12,26,9)", indicators.macd(12, 26, 9).macd(), "macd");
        assertShared("bollinger(close,20,2)", indicators.bollinger(20, 2).middle(), "bollinger");
        assertShared("atr(14)", indicators.atr(14), "atr");
        assertShared("adx(14)", indicators.adx(14).adx(), "adx");
        assertShared("stochastic(14,3,3)", indicators.stochastic(14, 3, 3).k(), "stochastic");
        assertShared("cci(20)", indicators.cci(20), "cci");
        assertShared("donchian(20)", indicators.donchian(20).middle(), "donchian");
        assertShared(
                "keltner(20,10,1.5)",
                indicators.keltner(20, 10, 1.5).middle(),
                "keltner",
                20,
                10,
                1.5);
        assertShared("supertrend(10,3)", indicators.superTrend(10, 3).value(), "supertrend");
        assertShared("vwap(0)", indicators.vwap(), "vwap");
        assertShared("vwap(30)", indicators.vwap(30), "vwap", 30);
        assertShared("obv()", indicators.obv(), "obv");
        assertShared("mfi(14)", indicators.mfi(14), "mfi");
    }

    @Test
    void warmsWhatIsAskedForLateFromTheLastThousandCandles() {
        // given
        List<Candle> bars = Bars.walk(3, 1_500, 100);
        Indicators fromTheThousand = new Indicators();
        Line expected = fromTheThousand.ema(900);
        Line early = indicators.highest(20);

        // when
        bars.forEach(indicators::update);
        bars.subList(500, 1_500).forEach(fromTheThousand::update);

        // then
        assertThat(indicators.ema(900).now()).isEqualTo(expected.now()).isNotNaN();
        assertThat(indicators.ema(900).before()).isEqualTo(expected.before());
        assertThat(early.before()).isNotNaN();
    }

    @Test
    void anIndicatorThatThrowsHarmsItsReadersAlone() {
        // given
        Line bad = indicators.share("bad()", () -> new Bad(2)).line();
        Line good = indicators.sma(1);

        // when
        indicators.update(Bars.flat(0, 1));
        assertThat(bad.now()).isEqualTo(1);
        indicators.update(Bars.flat(1, 2));
        indicators.update(Bars.flat(2, 3));

        // then
        assertThat(good.now()).isEqualTo(3);
        assertThatThrownBy(bad::now)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Bad failed")
                .hasRootCauseMessage("price 2.0");
        assertThatThrownBy(() -> bad.crossesAbove(good)).isInstanceOf(IllegalStateException.class);

        // and: whoever comes later gets a new one, which fails for its own reasons only
        assertThat(indicators.reader().share("bad()", () -> new Bad(7)).line().now()).isEqualTo(3);
    }

    @Test
    void forgetsWhatNobodyReadsAnyMore() {
        // given
        Indicators one = indicators.reader();
        Indicators other = indicators.reader();
        Line shared = one.ema(3);
        other.ema(3);
        other.ema(3);
        other.rsi(3);
        assertThat(indicators.size()).isEqualTo(2);

        // when
        other.release();
        other.release();

        // then
        assertThat(indicators.size()).isEqualTo(1);
        Bars.walk(1, 5, 10).forEach(indicators::update);
        assertThat(shared.now()).isNotNaN();
        one.release();
        assertThat(indicators.size()).isZero();
    }

    @Test
    void crossesAreStrictNowAndNotYetBefore() {
        // given
        Line close = indicators.close();
        Line open = indicators.open();
        indicators.update(Bars.flat(0, 10));
        assertThat(close.crossesAbove(5)).as("unknown before").isFalse();

        // when: from touching to above
        indicators.update(Bars.bar(1, 10, 11, 10, 11, 1));

        // then
        assertThat(close.crossesAbove(open)).isTrue();
        assertThat(close.crossesAbove(10)).isTrue();
        assertThat(close.crossesAbove(11)).isFalse();
        assertThat(open.crossesBelow(close)).isTrue();
        assertThat(close.crossesBelow(open)).isFalse();

        // and: above it stays above, and a line that is not ready crosses nothing
        indicators.update(Bars.bar(2, 11, 12, 11, 12, 1));
        assertThat(close.crossesAbove(open)).isFalse();
        assertThat(close.crossesAbove(indicators.sma(9))).isFalse();
        indicators.update(Bars.flat(3, 8));
        assertThat(close.crossesBelow(10)).isTrue();
        assertThat(close.before()).isEqualTo(12);
    }

    @Test
    void anUnknownInputLeavesAnIndicatorAsItWas() {
        // given: the volume of four bars ago is 0, so its rate of change is unknown on one bar
        Output change =
                new Output(IndicatorTypes.find("roc").orElseThrow().call(Price.VOLUME, 1), "value");
        Line average = indicators.sma(change, 2);
        double[] volumes = {1, 2, 3, 0, 5, 10, 15};

        // when
        double[] values = new double[volumes.length];
        for (int i = 0; i < volumes.length; i++) {
            indicators.update(Bars.bar(i, 1, 1, 1, 1, volumes[i]));
            values[i] = average.now();
        }

        // then: -, +100 %, +50 %, -100 %, unknown, +100 %, +50 %
        assertThat(values).containsExactly(Double.NaN, Double.NaN, 75, -25, Double.NaN, 0, 75);
    }

    private void assertShared(String text, Line line, String name, double... values) {
        IndicatorCall call = IndicatorTypes.find(name).orElseThrow().call(values);
        assertThat(call).hasToString(text);
        assertThat(indicators.reader().get(call).line()).as(text).isSameAs(line);
    }

    /// Is the close, and throws at one price.
    private static final class Bad extends Indicator {
        private final Line value = output("value");
        private final double poison;

        Bad(double poison) {
            this.poison = poison;
        }

        @Override
        public int warmUpBars() {
            return 1;
        }

        @Override
        protected void accept(Candle candle) {
            if (candle.close() == poison) {
                throw new IllegalArgumentException("price " + poison);
            }
            set(value, candle.close());
        }
    }
}
