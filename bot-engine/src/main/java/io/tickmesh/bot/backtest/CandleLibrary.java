package io.tickmesh.bot.backtest;

import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.recording.RecordedCandles;
import io.tickmesh.mesh.recording.RecordingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The recorded candles below one directory. Blocks on the files. Thread-safe.
final class CandleLibrary {
    private static final String SUFFIX = ".csv.gz";

    private final @Nullable Path root;
    private final int mostCandles;

    /// @param root nothing outside of it is read; null for no recordings at all
    /// @param mostCandles of a symbol
    CandleLibrary(@Nullable Path root, int mostCandles) {
        this.root = root;
        this.mostCandles = mostCandles;
    }

    /// Returns the file or directory of that name.
    ///
    /// @throws WrongFieldException if there is none below the directory
    Path resolve(String name) {
        if (root == null) {
            throw new WrongFieldException(
                    "data.path", "cannot be used: backtests.data is not configured");
        }
        try {
            Path base = root.toRealPath();
            Path found = base.resolve(name).normalize();
            if (found.startsWith(base)
                    && Files.exists(found)
                    && found.toRealPath().startsWith(base)) {
                return found;
            }
        } catch (IOException | InvalidPathException e) {
            // There is nothing of that name, which is said below.
        }
        throw new WrongFieldException(
                "data.path", "must be a file or directory below the configured one, was " + name);
    }

    /// Returns the candles of a symbol.
    ///
    /// @param to candles from here on are left out; null for all
    /// @throws WrongFieldException if there are none, or a file cannot be used
    RecordedCandles read(Path path, String symbol, Interval interval, @Nullable Instant to) {
        long until = to == null ? Long.MAX_VALUE : to.toEpochMilli();
        RecordingReader reader = new RecordingReader(interval, until, mostCandles);
        try {
            for (Path file : files(path, symbol, interval)) {
                reader.read(file);
            }
        } catch (IOException e) {
            throw new WrongFieldException("data.path", "cannot be used: " + relative(e));
        }
        if (reader.rows() == 0) {
            throw new WrongFieldException(
                    "data", "has no %s candles of %s in that period".formatted(interval, symbol));
        }
        return reader.candles(Long.MIN_VALUE);
    }

    private static List<Path> files(Path path, String symbol, Interval interval)
            throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        String name = symbol + "-" + interval.code();
        try (Stream<Path> list = Files.list(path)) {
            return list.filter(file -> isOf(String.valueOf(file.getFileName()), name))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isOf(String file, String name) {
        return file.equals(name + SUFFIX) || (file.startsWith(name + "-") && file.endsWith(SUFFIX));
    }

    /// Nobody needs to know where the directory is.
    private String relative(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return root == null ? message : message.replace(root + "/", "");
    }
}
