package io.tickmesh.bot.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.backtest.BacktestAccount;
import io.tickmesh.mesh.backtest.BacktestAccount.RiskLimits;
import io.tickmesh.mesh.backtest.BacktestData;
import io.tickmesh.mesh.backtest.BacktestSpec;
import io.tickmesh.mesh.backtest.PriceMode;
import io.tickmesh.mesh.bot.Exits;
import io.tickmesh.mesh.bot.Sizing;
import io.tickmesh.mesh.market.Interval;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What counts is the time of the processor: others use the machine too.
final class YearTest {
    private static final int MINUTES = 525_600;
    private static final Duration LIMIT = Duration.ofSeconds(2);

    @Test
    void aYearOfMinutesTakesLessThanTwoSeconds(@TempDir Path directory) throws Exception {
        Recordings.walk(directory.resolve("BTCUSDT-1m-2022.csv.gz"), MINUTES);
        Duration best = Duration.ofDays(1);
        for (int i = 0; i < 3; i++) {
            Duration used = run(directory, PriceMode.NEXT_OPEN, i);
            best = used.compareTo(best) < 0 ? used : best;
        }
        run(directory, PriceMode.PATH, 3);

        assertThat(best).isLessThan(LIMIT);
    }

    private static Duration run(Path directory, PriceMode prices, int number) {
        long begunNanos = System.nanoTime();
        long begunWork = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Plan plan = Recordings.workbench(directory).plan(spec(prices));
        long readNanos = System.nanoTime();
        Outcome outcome = new Run(plan, _ -> {}).run(Supervisor.NOBODY);
        Duration used =
                Duration.ofNanos(
                        ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begunWork);
        System.out.printf(
                "a year of 1m candles, %s, run %d: %d ms of processor time, %d ms in all, of which %d ms reading%n",
                prices,
                number + 1,
                used.toMillis(),
                (System.nanoTime() - begunNanos) / 1_000_000,
                (readNanos - begunNanos) / 1_000_000);
        assertThat(outcome.result().bars()).isEqualTo(MINUTES);
        assertThat(outcome.result().trades()).isGreaterThan(1_000);
        return used;
    }

    private static BacktestSpec spec(PriceMode prices) {
        return new BacktestSpec(
                List.of("BTCUSDT"),
                Interval.M1,
                "ema-cross",
                null,
                Map.of(),
                Sizing.quote(BigDecimal.valueOf(1_000)),
                null,
                new Exits(BigDecimal.ONE, null, List.of(), null, null, Duration.ZERO),
                new BacktestData(".", null, null, null),
                prices,
                null,
                new BacktestAccount(null, "USDT", BigDecimal.valueOf(100_000), RiskLimits.NONE),
                null);
    }
}
