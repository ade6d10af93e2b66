package io.tickmesh.bot.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.market.Candle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/// What is kept from bar to bar gives the same as the whole history computed anew for every bar.
class BatchTest {
    private static final int BARS = 250;
    private static final double TOLERANCE = 1e-9;

    private final Indicators indicators = new Indicators();
    private final Map<Line, IntToDoubleFunction> expected = new LinkedHashMap<>();

    @Test
    void onARandomWalk() {
        compare(Bars.walk(21, BARS, 0.0000065));
    }

    @Test
    void onFlatStretchesBarsWithoutVolumeAndJumps() {
        compare(Bars.rough(22, BARS, 100));
    }

    private void compare(List<Candle> bars) {
        // given
        expectAll(new Batch(bars));
        double scale =
                bars.getFirst()
                        .close(); // differences of prices are compared on the scale of prices

        for (int bar = 0; bar < bars.size(); bar++) {
            // when
            indicators.update(bars.get(bar));

            // then
            for (Map.Entry<Line, IntToDoubleFunction> pair : expected.entrySet()) {
                double batch = pair.getValue().applyAsDouble(bar);
                double streamed = pair.getKey().now();
                boolean same =
                        Double.isNaN(batch)
                                ? Double.isNaN(streamed)
                                : Math.abs(streamed - batch)
                                        <= TOLERANCE * Math.max(scale, Math.abs(batch));
                assertThat(same)
                        .as("%s of %s instead of %s at %d", pair.getKey(), streamed, batch, bar)
                        .isTrue();
            }
        }
    }

    private void expectAll(Batch batch) {
        IntToDoubleFunction close = i -> batch.price(Price.CLOSE, i);
        IntToDoubleFunction macd = i -> batch.ema(close, 5, i) - batch.ema(close, 9, i);
        Adx adx = indicators.adx(7);
        Stochastic stochastic = indicators.stochastic(9, 3, 4);
        Bollinger bands = indicators.bollinger(12, 1.5);
        Keltner channel = indicators.keltner(9, 6, 1.5);
        expected.put(indicators.sma(7), i -> batch.sma(close, 7, i));
        expected.put(indicators.ema(7), i -> batch.ema(close, 7, i));
        expected.put(indicators.wma(7), i -> batch.wma(close, 7, i));
        expected.put(indicators.hma(9), i -> batch.hma(9, i));
        expected.put(indicators.rsi(7), i -> batch.rsi(Price.CLOSE, 7, i));
        expected.put(indicators.rsi(Price.HL2, 5), i -> batch.rsi(Price.HL2, 5, i));
        expected.put(indicators.macd(5, 9, 4).signal(), i -> batch.ema(macd, 4, i));
        expected.put(indicators.standardDeviation(12), i -> batch.deviation(12, i));
        expected.put(bands.lower(), i -> batch.sma(close, 12, i) - 1.5 * batch.deviation(12, i));
        expected.put(indicators.atr(7), i -> batch.atr(7, i));
        expected.put(adx.plus(), i -> batch.directional(true, 7, i));
        expected.put(adx.minus(), i -> batch.directional(false, 7, i));
        expected.put(adx.adx(), i -> batch.adx(7, i));
        expected.put(stochastic.k(), i -> batch.stochastic(9, 3, i));
        expected.put(stochastic.d(), i -> batch.sma(j -> batch.stochastic(9, 3, j), 4, i));
        expected.put(indicators.cci(11), i -> batch.cci(11, i));
        expected.put(indicators.donchian(8).upper(), i -> batch.highest(Price.HIGH, 8, i));
        expected.put(indicators.donchian(8).lower(), i -> batch.lowest(Price.LOW, 8, i));
        expected.put(channel.upper(), i -> batch.ema(close, 9, i) + 1.5 * batch.atr(6, i));
        expected.put(indicators.vwap(6), i -> batch.vwap(6, i));
        expected.put(indicators.obv(), batch::obv);
        expected.put(indicators.mfi(6), i -> batch.mfi(6, i));
        expected.put(
                indicators.roc(6),
                i -> 100 * (batch.price(Price.CLOSE, i) / batch.price(Price.CLOSE, i - 6) - 1));
        expected.put(
                indicators.momentum(6),
                i -> batch.price(Price.CLOSE, i) - batch.price(Price.CLOSE, i - 6));
        expected.put(indicators.highest(Price.VOLUME, 5), i -> batch.highest(Price.VOLUME, 5, i));
        expected.put(indicators.lowest(Price.CLOSE, 5), i -> batch.lowest(Price.CLOSE, 5, i));
        expected.put(
                indicators.sma(output("rsi", "value", 7), 5),
                i -> batch.sma(j -> batch.rsi(Price.CLOSE, 7, j), 5, i));
        expected.put(
                indicators.ema(output("macd", "histogram", 5, 9, 4), 3),
                i -> batch.ema(j -> macd.applyAsDouble(j) - batch.ema(macd, 4, j), 3, i));
    }

    private static Output output(String name, String line, double... values) {
        return new Output(IndicatorTypes.find(name).orElseThrow().call(values), line);
    }
}
