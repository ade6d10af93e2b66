package io.tickmesh.bot.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.market.Candle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every indicator there is, and for the ranges of those that have one.
class EveryIndicatorTest {
    private static final int BARS = 3_000;
    private static final int SEEDS = 5;

    private final List<Candle> walk = Bars.walk(31, BARS, 57_000);

    static Stream<Named<IndicatorType>> types() {
        return IndicatorTypes.all().stream().map(type -> Named.of(type.name(), type));
    }

    @ParameterizedTest
    @MethodSource("types")
    void namesItsLinesAndIsReadyAfterItsWarmUp(IndicatorType type) {
        Indicator made = type.call().make();
        assertThat(made.lines().stream().map(Line::name)).isEqualTo(type.outputs());
        assertThat(made.warmUpBars()).isBetween(1, 2_000);
        walk.subList(0, made.warmUpBars()).forEach(made::update);
        for (Line line : made.lines()) {
            assertThat(line.now()).as(line.name()).isFinite();
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void givesAPrefixTheValuesThatTheWholeBeginsWith(IndicatorType type) {
        List<List<Double>> whole = values(type, walk.subList(0, 300));
        for (int length = 1; length <= 300; length += 7) {
            assertThat(values(type, walk.subList(0, length))).isEqualTo(whole.subList(0, length));
        }
    }

    /// The level of the on-balance volume depends on its beginning for ever; its changes are compared below.
    static Stream<Named<IndicatorType>> typesThatForget() {
        return types().filter(type -> !type.getName().equals("obv"));
    }

    @ParameterizedTest
    @MethodSource("typesThatForget")
    void thatBeganLaterAgreesOnceItIsWarm(IndicatorType type) {
        Indicator early = type.call().make();
        Indicator late = type.call().make();
        walk.subList(0, 1_000).forEach(early::update);
        walk.subList(1_000, 1_000 + late.warmUpBars())
                .forEach(candle -> {
                    early.update(candle);
                    late.update(candle);
                });
        for (Candle candle : walk.subList(1_000 + late.warmUpBars(), BARS)) {
            early.update(candle);
            late.update(candle);
            for (int i = 0; i < late.lines().size(); i++) {
                double expected = early.lines().get(i).now();
                assertThat(Math.abs(late.lines().get(i).now() - expected))
                        .as("%s of %s", late.lines().get(i), expected)
                        .isLessThanOrEqualTo(1e-7 * Math.max(1, Math.abs(expected)));
            }
        }
    }

    @Test
    void onBalanceVolumeThatBeganLaterChangesAlike() {
        Obv early = new Obv();
        Obv late = new Obv();
        early.update(walk.getFirst());
        for (Candle candle : walk) {
            early.update(candle);
            late.update(candle);
            if (!Double.isNaN(late.line().before())) {
                double change = early.line().now() - early.line().before();
                assertThat(late.line().now() - late.line().before() - change)
                        .isBetween(-1e-9, 1e-9);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void staysFiniteOnRoughMarkets(IndicatorType type) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Indicator made = type.call().make();
            boolean known = false;
            for (Candle candle : Bars.rough(seed, 1_500, 0.0000065)) {
                made.update(candle);
                boolean now = Double.isFinite(made.line().now());
                assertThat(now || !known).as("seed %d: %s", seed, made.line()).isTrue();
                known = now;
            }
            assertThat(known).isTrue();
        }
    }

    @Test
    void valuesStayInTheirRanges() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Indicators on = new Indicators();
            Adx adx = on.adx(5);
            Stochastic stochastic = on.stochastic(5, 2, 2);
            Bollinger bands = on.bollinger(6, 2);
            Donchian donchian = on.donchian(6);
            Keltner keltner = on.keltner(6, 4, 2);
            List<Line> percents =
                    List.of(
                            on.rsi(4),
                            on.mfi(4),
                            stochastic.k(),
                            stochastic.d(),
                            adx.adx(),
                            adx.plus(),
                            adx.minus());
            List<Line> positives = List.of(on.atr(5), on.standardDeviation(5), bands.width());
            for (Candle candle : Bars.rough(seed, 1_500, 100)) {
                on.update(candle);
                for (Line line : percents) {
                    assertThat(outside(line.now(), 0, 100)).as("%s", line).isFalse();
                }
                for (Line line : positives) {
                    assertThat(line.now() < 0).as("%s", line).isFalse();
                }
                assertOrdered(bands.lower(), bands.middle(), bands.upper());
                assertOrdered(donchian.lower(), donchian.middle(), donchian.upper());
                assertOrdered(keltner.lower(), keltner.middle(), keltner.upper());
                assertOrdered(donchian.lower(), on.close(), donchian.upper());
                assertOrdered(on.lowest(6), on.vwap(6), on.highest(6));
                assertOrdered(on.lowest(6), on.sma(6), on.highest(6));
                assertOrdered(on.lowest(6), on.wma(6), on.highest(6));
            }
        }
    }

    /// Values without a bound of their own may be off by rounding alone.
    private static void assertOrdered(Line smaller, Line middle, Line larger) {
        double rounding = 1e-12 * Math.abs(middle.now());
        assertThat(
                        smaller.now() > middle.now() + rounding
                                || middle.now() - rounding > larger.now())
                .as("%s, %s, %s", smaller, middle, larger)
                .isFalse();
    }

    private static boolean outside(double value, double min, double max) {
        return value < min || value > max;
    }

    private static List<List<Double>> values(IndicatorType type, List<Candle> bars) {
        Indicator made = type.call().make();
        List<List<Double>> values = new ArrayList<>();
        for (Candle bar : bars) {
            made.update(bar);
            values.add(made.lines().stream().map(Line::now).toList());
        }
        return values;
    }
}
