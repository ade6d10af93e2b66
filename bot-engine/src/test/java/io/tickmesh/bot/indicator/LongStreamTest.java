package io.tickmesh.bot.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
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
    void keepsMeanAndDeviationExact(double start) {
        // given
        Random random = new Random(3);
        Sma sma = new Sma(PERIOD);
        StandardDeviation deviation = new StandardDeviation(PERIOD);
        double[] window = new double[PERIOD];
        double price = start;
        for (int i = 0; i < LENGTH; i++) {
            // when: prices differ in their last digits only
            price += (start - price) * 0.01 + start * 1e-5 * random.nextGaussian();
            window[i % PERIOD] = price;
            sma.update(price);
            deviation.update(price);
            // then
            if (i >= PERIOD && i % 997 == 0) {
                double mean = Arrays.stream(window).average().orElseThrow();
                double squares = Arrays.stream(window).map(v -> (v - mean) * (v - mean)).sum();
                assertThat(Math.abs(sma.value() - mean)).isLessThan(1e-13 * mean);
                assertThat(Math.abs(deviation.mean() - mean)).isLessThan(1e-13 * mean);
                double expected = Math.sqrt(squares / PERIOD);
                assertThat(Math.abs(deviation.value() - expected)).isLessThan(1e-9 * expected);
            }
        }
    }

    @Test
    void forgetsASpikeThatLeftTheWindow() {
        StandardDeviation deviation = new StandardDeviation(PERIOD);
        Sma sma = new Sma(PERIOD);
        deviation.update(1e9);
        sma.update(1e9);
        for (int i = 0; i < 3 * PERIOD; i++) {
            deviation.update(0.0000065);
            sma.update(0.0000065);
        }
        assertThat(deviation.value()).isLessThan(1e-18);
        assertThat(Math.abs(sma.value() - 0.0000065)).isLessThan(1e-20);
    }

    @Test
    void flatPricesHaveNoWidthAndANeutralRsi() {
        Bollinger bands = new Bollinger(PERIOD, 2);
        Rsi rsi = new Rsi(14);
        for (int i = 0; i < 100; i++) {
            bands.update(0.00000642);
            rsi.update(0.00000642);
        }
        assertThat(bands.width()).isLessThan(1e-14);
        assertThat(rsi.value()).isEqualTo(50);
    }

    @Test
    void isNotReadyBeforeItsSeedIsComplete() {
        Sma sma = new Sma(3);
        Ema ema = new Ema(3);
        Rsi rsi = new Rsi(3);
        Atr atr = new Atr(3);
        Donchian donchian = new Donchian(3);
        SuperTrend trend = new SuperTrend(3, 2);
        for (int i = 1; i <= 4; i++) {
            assertThat(sma.update(i)).matches(v -> !Double.isNaN(v) == sma.isReady());
            assertThat(ema.update(i)).matches(v -> !Double.isNaN(v) == ema.isReady());
            assertThat(rsi.update(i)).matches(v -> !Double.isNaN(v) == rsi.isReady());
            assertThat(atr.update(i + 1, i - 1, i)).matches(v -> !Double.isNaN(v) == atr.isReady());
            assertThat(trend.update(i + 1, i - 1, i))
                    .matches(v -> !Double.isNaN(v) == trend.isReady());
            donchian.update(i + 1, i - 1);
            assertThat(sma.isReady()).isEqualTo(i >= 3);
            assertThat(ema.isReady()).isEqualTo(i >= 3);
            assertThat(donchian.isReady()).isEqualTo(i >= 3);
            assertThat(rsi.isReady()).isEqualTo(i >= 4);
            assertThat(atr.isReady()).isEqualTo(i >= 4);
        }
    }
}
