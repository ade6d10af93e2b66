package io.tickmesh.bot.backtest;

import io.tickmesh.bot.EngineConfig;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.recording.RecordedCandles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Recordings for tests: found ones and made ones.
final class Recordings {
    static final Path DATA =
            Path.of(System.getProperty("tickmesh.root", ".."))
                    .resolve("../shared/data")
                    .normalize();

    private Recordings() {}

    /// Returns rules that leave prices and quantities nearly as they are.
    static SymbolRules fine(String symbol, String quote) {
        return new SymbolRules(
                symbol,
                symbol.replace(quote, ""),
                quote,
                new BigDecimal("0.00000001"),
                new BigDecimal("0.0000000000000001"),
                BigDecimal.ZERO,
                new BigDecimal("1000000000"),
                BigDecimal.ZERO);
    }

    /// Returns what works below a directory of recordings, without a live market.
    static Workbench workbench(Path directory) {
        BacktestConfig config =
                new BacktestConfig(
                        Optional.of(directory), 1, 1, Duration.ofMinutes(5), 1_000_000, 1);
        MarketHistory nothing =
                new MarketHistory() {
                    @Override
                    public Optional<SymbolRules> rules(String symbol) {
                        return Optional.empty();
                    }

                    @Override
                    public RecordedCandles candles(
                            String symbol, Interval interval, @Nullable Instant from) {
                        throw new WrongFieldException("data", "is not there");
                    }
                };
        return new Workbench(
                config,
                new CandleLibrary(directory, config.maxCandles()),
                nothing,
                new Bots(EngineConfig.of(List.of(), List.of())),
                (_, _, _) -> Risk.NONE);
    }

    /// Writes so many minutes of a random walk, the same each time.
    static void walk(Path file, int minutes) throws IOException {
        Random random = new Random(7);
        try (OutputStream out = Files.newOutputStream(file);
                PrintStream lines =
                        new PrintStream(
                                new GZIPOutputStream(out, 1 << 16),
                                false,
                                StandardCharsets.UTF_8)) {
            lines.println("open_time_ms,open,high,low,close,volume");
            long price = 5_000_000;
            StringBuilder line = new StringBuilder();
            for (long i = 0; i < minutes; i++) {
                long close = Math.max(1_000_000, price + (long) (random.nextGaussian() * 2_500));
                long high = Math.max(price, close) + random.nextInt(1_000);
                long low = Math.min(price, close) - random.nextInt(1_000);
                line.setLength(0);
                line.append(1_640_995_200_000L + i * 60_000);
                for (long value : new long[] {price, high, low, close}) {
                    line.append(',').append(value / 100).append('.');
                    line.append(value % 100 / 10).append(value % 10);
                }
                lines.println(line.append(",12.").append(100 + random.nextInt(900)));
                price = close;
            }
        }
    }
}
