package io.tickmesh.simulator.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickmesh.simulator.market.BarSeries;
import io.tickmesh.simulator.market.Instruments;
import io.tickmesh.simulator.market.KlineInterval;
import io.tickmesh.simulator.market.Market;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurbulenceTest {

    private static final long START = 1_620_000_017_345L;
    private static final int MINUTES = 1_400;

    /// Returns the log returns of one-minute bars, about a day of them, of several symbols one after the other.
    private static double[] returns(Turbulence turbulence) {
        List<String> symbols = List.of("BTCUSDT", "ETHUSDT", "XRPUSDT", "LINKUSDT", "LTCUSDT");
        Market market =
                new Market(
                        new RandomWalk(Instruments.named(symbols), 3, 2, turbulence, START), false);
        while (market.step(START + (MINUTES + 10) * 60_000L)) {
            assertThat(market.finished()).isFalse();
        }
        return market.books().stream()
                .map(book -> book.bars(KlineInterval.M1))
                .flatMapToDouble(bars -> Arrays.stream(returns(bars)))
                .toArray();
    }

    private static double[] returns(BarSeries bars) {
        double[] returns = new double[MINUTES];
        for (int i = 0; i < MINUTES; i++) {
            int at = bars.size() - 2 - i;
            returns[i] = Math.log((double) bars.close(at) / bars.close(at - 1));
        }
        return returns;
    }

    /// Symbols differ in their volatility, which would make tails of its own.
    private static double[] standardised(double[] returns) {
        double[] standardised = new double[returns.length];
        for (int from = 0; from < returns.length; from += MINUTES) {
            double[] own = Arrays.copyOfRange(returns, from, from + MINUTES);
            double deviation =
                    Math.sqrt(Arrays.stream(own).map(v -> v * v).average().orElseThrow());
            for (int i = 0; i < MINUTES; i++) {
                standardised[from + i] = own[i] / deviation;
            }
        }
        return standardised;
    }

    private static double kurtosis(double[] x) {
        double mean = Arrays.stream(x).average().orElseThrow();
        double second = Arrays.stream(x).map(v -> Math.pow(v - mean, 2)).average().orElseThrow();
        double fourth = Arrays.stream(x).map(v -> Math.pow(v - mean, 4)).average().orElseThrow();
        return fourth / (second * second);
    }

    /// Returns the autocorrelation of the squares at this lag.
    private static double clustering(double[] x, int lag) {
        double[] squares = Arrays.stream(x).map(v -> v * v).toArray();
        double mean = Arrays.stream(squares).average().orElseThrow();
        double together = 0;
        double alone = 0;
        for (int i = 0; i < squares.length; i++) {
            alone += Math.pow(squares[i] - mean, 2);
            together += i < lag ? 0 : (squares[i] - mean) * (squares[i - lag] - mean);
        }
        return together / alone;
    }

    @Test
    void makesFatTailsAndBusyTimesThatLast() {
        double[] turbulent = standardised(returns(new Turbulence(0.5, 900, 0, 0)));

        assertThat(kurtosis(turbulent)).isBetween(3.5, 30.0);
        assertThat(clustering(turbulent, 1)).isGreaterThan(0.1);
        assertThat(clustering(turbulent, 5)).isGreaterThan(0.05);
    }

    @Test
    void isThePlainWalkWhenThereIsNone() {
        double[] calm = standardised(returns(Turbulence.none()));

        assertThat(kurtosis(calm)).isBetween(2.7, 3.4);
        assertThat(clustering(calm, 5)).isBetween(-0.05, 0.05);
    }

    @Test
    void keepsTheVolatilityInTheMean() {
        double calm = Arrays.stream(returns(Turbulence.none())).map(v -> v * v).sum();
        double turbulent =
                Arrays.stream(returns(new Turbulence(0.4, 600, 0, 0))).map(v -> v * v).sum();

        assertThat(turbulent / calm).isBetween(0.75, 1.35);
    }

    @Test
    void jumpsAsOftenAndAsFarAsConfigured() {
        double[] returns = returns(new Turbulence(0, 1, 24, 0.05));

        long jumps = Arrays.stream(returns).filter(r -> Math.abs(r) > 0.015).count();
        double farthest = Arrays.stream(returns).map(Math::abs).max().orElseThrow();

        // 5 symbols x 24 a day, three quarters of them larger than 0.015.
        assertThat(jumps).isBetween(60L, 125L);
        assertThat(farthest).isBetween(0.08, 0.25);
    }

    @Test
    void leavesTheDefaultMarketTradable() {
        double[] returns = returns(Turbulence.moderate());

        assertThat(kurtosis(standardised(returns))).isGreaterThan(3.5);
        assertThat(clustering(standardised(returns), 1)).isGreaterThan(0.02);
        assertThat(Arrays.stream(returns).map(Math::abs).max().orElseThrow()).isLessThan(0.02);
        assertThat(Arrays.stream(returns).filter(r -> Math.abs(r) > 0.01).count()).isLessThan(10);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> new Turbulence(-1, 60, 0, 0))
                .hasMessage("clusterDeviation must be from 0.0 to 2.0, was -1.0");
        assertThatThrownBy(() -> new Turbulence(0, 60, 0, Double.NaN))
                .hasMessage("jumpDeviation must be from 0.0 to 0.5, was NaN");
    }
}
