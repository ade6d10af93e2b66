package io.tickmesh.bot.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A million bars later the values are still those of the window alone.
class LongStreamTest {
    private static final int PERIOD = 20;
    private static final int LENGTH = 1_000_000;

    @ParameterizedTest
    @ValueSource(doubles = {0.0000065, 1, 60_000})
    void keepsMeansAndDeviationExact(double start) {
        // given
        Random random = new Random(3);
        Sma sma = new Sma(Price.CLOSE, PERIOD);
        Wma wma = new Wma(Price.CLOSE, PERIOD);
        StandardDeviation deviation = new StandardDeviation(Price.CLOSE, PERIOD);
        double[] window = new double[PERIOD];
        double price = start;
        for (int i = 0; i < LENGTH; i++) {
            // when: prices differ in their last digits only
            price += (start - price) * 0.01 + start * 1e-5 * random.nextGaussian();
            window[i % PERIOD] = price;
            double average = sma.apply(price);
            double weighted = wma.apply(price);
            double spread = deviation.apply(price);
            // then
            if (i >= PERIOD && i % 997 == 0) {
                double mean = Arrays.stream(window).average().orElseThrow();
                double squares = Arrays.stream(window).map(v -> (v - mean) * (v - mean)).sum();
                double weights = 0;
                for (int age = 0; age < PERIOD; age++) {
                    weights += (PERIOD - age) * window[(i - age) % PERIOD];
                }
                assertThat(Math.abs(average - mean)).isLessThan(1e-13 * mean);
                assertThat(Math.abs(deviation.mean() - mean)).isLessThan(1e-13 * mean);
                assertThat(Math.abs(weighted - weights / (PERIOD * (PERIOD + 1) / 2.0)))
                        .isLessThan(1e-12 * mean);
                double expected = Math.sqrt(squares / PERIOD);
                assertThat(Math.abs(spread - expected)).isLessThan(1e-9 * expected);
            }
        }
    }

    @Test
    void forgetsASpikeThatLeftTheWindow() {
        StandardDeviation deviation = new StandardDeviation(Price.CLOSE, PERIOD);
        Wma wma = new Wma(Price.CLOSE, PERIOD);
        WindowSum sum = new WindowSum(PERIOD);
        deviation.apply(1e9);
        wma.apply(1e9);
        sum.add(1e9);
        for (int i = 0; i < 3 * PERIOD; i++) {
            deviation.apply(0.0000065);
            wma.apply(0.0000065);
            sum.add(0.0000065);
        }
        assertThat(deviation.apply(0.0000065)).isLessThan(1e-18);
        assertThat(Math.abs(wma.apply(0.0000065) - 0.0000065)).isLessThan(1e-20);
        assertThat(Math.abs(sum.sum() - 0.00013)).isLessThan(1e-19);
    }

    @Test
    void flatPricesHaveNoWidthAndNeutralOscillators() {
        // given
        Indicators indicators = new Indicators();
        Bollinger bands = indicators.bollinger(PERIOD, 2);
        Adx adx = indicators.adx(14);
        Stochastic stochastic = indicators.stochastic(14, 3, 3);
        Bars.walk(5, 100, 0.00000642).forEach(indicators::update);

        // when
        for (int i = 0; i < 100; i++) {
            indicators.update(Bars.bar(i, 0.00000642, 0.00000642, 0.00000642, 0.00000642, 0));
        }

        // then
        assertThat(bands.width().now()).isZero();
        assertThat(bands.percentB().now()).isEqualTo(0.5);
        assertThat(bands.middle().now()).isEqualTo(0.00000642);
        assertThat(indicators.mfi(14).now()).isEqualTo(50);
        assertThat(indicators.cci(20).now()).isZero();
        assertThat(stochastic.k().now()).isEqualTo(50);
        assertThat(indicators.vwap(20).now()).isEqualTo(Price.HLC3.next(Bars.flat(0, 0.00000642)));
        assertThat(adx.adx().now()).isBetween(0.0, 100.0);
    }

    @Test
    void pricesThatNeverMovedAreNeitherStrongNorWeak() {
        Indicators indicators = new Indicators();
        Adx adx = indicators.adx(14);
        for (int i = 0; i < 100; i++) {
            indicators.update(Bars.flat(i, 7));
        }
        assertThat(indicators.rsi(14).now()).isEqualTo(50);
        assertThat(List.of(adx.adx().now(), adx.plus().now(), adx.minus().now())).containsOnly(0.0);
        assertThat(indicators.atr(14).now()).isZero();
    }
}
