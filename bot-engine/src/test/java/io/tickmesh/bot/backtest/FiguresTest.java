package io.tickmesh.bot.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickmesh.mesh.backtest.BacktestTrade;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class FiguresTest {
    private static final Offset<Double> EXACT = within(1e-9);

    @Test
    void measuresTheReturnsFromCloseToClose() {
        Figures figures = new Figures(100, curve(110, 99, 108.9));

        // Returns 0.1, -0.1, 0.1: mean 1/30, sample deviation 0.11547..., loss deviation
        // 0.1/sqrt(3).
        assertThat(figures.sharpe(1)).isCloseTo((1 / 30.0) / Math.sqrt(0.04 / 3), EXACT);
        assertThat(figures.sharpe(4)).isCloseTo(2 * (1 / 30.0) / Math.sqrt(0.04 / 3), EXACT);
        assertThat(figures.sortino(1)).isCloseTo((1 / 30.0) / (0.1 / Math.sqrt(3)), EXACT);
    }

    @Test
    void findsTheLargestFallAndItsDates() {
        Figures figures = new Figures(100, curve(120, 90, 130, 104, 125));

        assertThat(figures.drawdownPercent()).isCloseTo(25, EXACT);
        assertThat(figures.drawdownFrom()).isZero();
        assertThat(figures.drawdownTo()).isEqualTo(1);
    }

    @Test
    void countsAFallBelowTheCapital() {
        Figures figures = new Figures(100, curve(80, 90));

        assertThat(figures.drawdownPercent()).isCloseTo(20, EXACT);
        assertThat(figures.drawdownFrom()).isEqualTo(-1);
        assertThat(figures.drawdownTo()).isZero();
    }

    @Test
    void compoundsTheReturnOfAYear() {
        Figures figures = new Figures(100, curve(121));

        assertThat(figures.cagrPercent(121, Duration.ofDays(730))).isCloseTo(10, EXACT);
        assertThat(figures.cagrPercent(-1, Duration.ofDays(730))).isNull();
    }

    @Test
    void leavesOutWhatIsNotDefined() {
        Figures flat = new Figures(100, curve(100, 100, 100));

        assertThat(flat.sharpe(365)).isNull();
        assertThat(flat.sortino(365)).isNull();
        assertThat(flat.drawdownPercent()).isZero();
        assertThat(Figures.profitFactor(List.of())).isNull();
        assertThat(Figures.winRatePercent(List.of())).isNull();
        assertThat(Figures.profitFactor(List.of(trade("1")))).isNull();
    }

    @Test
    void weighsGainsAgainstLosses() {
        List<BacktestTrade> trades = List.of(trade("3"), trade("-1"), trade("-1"), trade("1"));

        assertThat(Figures.profitFactor(trades)).isCloseTo(2, EXACT);
        assertThat(Figures.winRatePercent(trades)).isCloseTo(50, EXACT);
    }

    private static Curve curve(double... equities) {
        Curve curve = new Curve();
        for (int i = 0; i < equities.length; i++) {
            curve.add(i * 60_000L, equities[i], true);
        }
        return curve;
    }

    private static BacktestTrade trade(String profit) {
        return new BacktestTrade(
                "BTCUSDT",
                Instant.EPOCH,
                Instant.EPOCH,
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.ZERO,
                new BigDecimal(profit),
                0,
                "",
                1,
                0,
                0);
    }
}
