package io.tickmesh.bot.backtest;

import io.tickmesh.mesh.config.ConfigSection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How much backtests may use.
///
/// @param data directory of recorded candles; empty for none
/// @param running how many run at the same time
/// @param queue how many wait
/// @param timeLimit how long one may run; longer ones fail
/// @param maxCandles recorded candles of one backtest, of all its symbols together
/// @param keep how many are kept when they are over, the newest
public record BacktestConfig(
        Optional<Path> data, int running, int queue, Duration timeLimit, int maxCandles, int keep) {
    /// Returns the standard settings: half of the processors, so that live bots keep theirs.
    public static BacktestConfig standard() {
        return new BacktestConfig(
                Optional.empty(),
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                16,
                Duration.ofMinutes(10),
                3_000_000,
                100);
    }

    /// Reads the section `backtests`.
    public static BacktestConfig read(ConfigSection section) {
        BacktestConfig standard = standard();
        return new BacktestConfig(
                section.text("data").map(Path::of),
                section.number("running", standard.running, 1, 64),
                section.number("queue", standard.queue, 1, 1_000),
                section.duration("time-limit", standard.timeLimit, Duration.ofSeconds(1)),
                section.number("max-candles", standard.maxCandles, 1_000, 100_000_000),
                section.number("keep", standard.keep, 1, 10_000));
    }
}
