package io.tickmesh.bot.strategy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.recording.RecordedCandles;
import io.tickmesh.mesh.recording.RecordingReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// Candles of real markets; the test is skipped where the reference data are not at hand.
final class RealCandles {
    private RealCandles() {}

    static List<Candle> read(Interval interval, String file) {
        Path path = path("candles/" + file);
        RecordingReader reader = new RecordingReader(interval, Long.MAX_VALUE);
        try {
            reader.read(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RecordedCandles recorded = reader.candles(0);
        return IntStream.range(0, recorded.size()).mapToObj(recorded::candle).toList();
    }

    static Path path(String file) {
        Path path =
                Path.of(System.getProperty("tickmesh.root", ".."))
                        .resolve("../shared/data")
                        .resolve(file);
        assumeTrue(Files.exists(path), "no reference data at " + path);
        return path;
    }
}
