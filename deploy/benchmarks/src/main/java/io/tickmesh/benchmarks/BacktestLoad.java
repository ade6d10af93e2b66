package io.tickmesh.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/// Backtests that take longer than any measurement: each searches ten thousand combinations over a year of minutes.
final class BacktestLoad {
    private static final int MINUTES = 365 * 24 * 60;
    private static final long BEGIN_MILLIS = 1_640_995_200_000L;

    private BacktestLoad() {}

    /// Writes the year of a random walk that they read, the same each time.
    static void record(Path directory) throws IOException {
        Random random = new Random(7);
        try (OutputStream file =
                        Files.newOutputStream(directory.resolve("BTCUSDT-1m-2022.csv.gz"));
                PrintStream lines =
                        new PrintStream(
                                new GZIPOutputStream(file), false, StandardCharsets.UTF_8)) {
            lines.println("open_time_ms,open,high,low,close,volume");
            long price = 50_000;
            for (long i = 0; i < MINUTES; i++) {
                long close = Math.max(10_000, price + Math.round(random.nextGaussian() * 25));
                lines.printf(
                        "%d,%d,%d,%d,%d,12.5%n",
                        BEGIN_MILLIS + i * 60_000,
                        price,
                        Math.max(price, close) + 5,
                        Math.min(price, close) - 5,
                        close);
                price = close;
            }
        }
    }

    /// Asks for so many of them.
    static void start(ChildProcess tickmesh, int count) throws IOException, InterruptedException {
        // Backtests may come later than the services that trading needs.
        tickmesh.await("/api/v1/backtests");
        for (int i = 0; i < count; i++) {
            tickmesh.order(
                    "POST",
                    "/api/v1/backtests",
                    """
                    {"symbols": ["BTCUSDT"], "interval": "1m", "strategy": "ema-cross",
                     "data": {"path": "BTCUSDT-1m-2022.csv.gz"}, "sizing": {"kind": "QUOTE", "amount": "1000"},
                     "account": {"id": "main", "currency": "USDT", "capital": "100000", "limits": "NONE"},
                     "search": {"space": {"fast": {"min": "2", "max": "100", "step": "1"},
                                          "slow": {"min": "101", "max": "400", "step": "1"}},
                                "method": "RANDOM", "seed": %d, "maxRuns": 10000, "objective": "RETURN"}}
                    """
                            .formatted(i));
        }
    }
}
