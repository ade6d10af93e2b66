package io.tickmesh.simulator.source;

import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.recording.RecordingReader;
import io.tickmesh.simulator.market.Instrument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A directory of recorded candles, files named `SYMBOL-1m-*.csv.gz`.
///
/// @param from where the replay starts; by default 1,000 minutes after the recordings, or in their middle if they are shorter
/// @param to where it ends, exclusive; by default the end of the recordings
public record RecordingDirectory(Path path, Optional<Instant> from, Optional<Instant> to) {

    private static final long HISTORY_MILLIS = 1_000 * RecordedMinutes.MINUTE_MILLIS;

    /// What can still be kept of 15-minute bars; older rows would only cost memory.
    private static final long MOST_HISTORY_MILLIS = 15 * HISTORY_MILLIS;

    private record Loaded(Instrument instrument, RecordingReader rows) {
        /// Returns the rows from an instant on, with scales fine enough for every value read.
        RecordedMinutes minutes(long fromMillis) {
            return new RecordedMinutes(
                    instrument.withFinerScales(rows.priceDecimals(), rows.quantityDecimals()),
                    rows.candles(fromMillis));
        }
    }

    /// Reads the recordings of the instruments that have one and returns their replay. Blocks; reads files in parallel.
    ///
    /// @throws IOException when there is nothing to replay or a file is broken
    public Replay open(List<Instrument> instruments) throws IOException {
        List<Loaded> loaded = load(instruments);
        if (loaded.isEmpty()) {
            throw new IOException(
                    path + " has no SYMBOL-1m-*.csv.gz with rows of the configured symbols");
        }
        long first = loaded.stream().mapToLong(l -> l.rows.firstMillis()).max().orElseThrow();
        long last = loaded.stream().mapToLong(l -> l.rows.lastMillis()).max().orElseThrow();
        long end = last + RecordedMinutes.MINUTE_MILLIS;
        long start = from.map(Instant::toEpochMilli).orElse(defaultStart(first, end));
        start = Math.floorDiv(start, RecordedMinutes.MINUTE_MILLIS) * RecordedMinutes.MINUTE_MILLIS;
        if (start >= end) {
            throw new IOException(
                    path
                            + " ends at "
                            + Instant.ofEpochMilli(end)
                            + ", before the replay starts at "
                            + Instant.ofEpochMilli(start));
        }
        long keptFrom = start - MOST_HISTORY_MILLIS;
        List<RecordedMinutes> minutes = loaded.stream().map(l -> l.minutes(keptFrom)).toList();
        return new Replay(minutes, start, end);
    }

    private static long defaultStart(long first, long end) {
        return first + Math.min(HISTORY_MILLIS, (end - first) / 2);
    }

    private List<Loaded> load(List<Instrument> instruments) throws IOException {
        List<Path> files = files();
        try {
            return instruments.parallelStream()
                    .map(i -> new Loaded(i, read(i, files)))
                    .filter(l -> l.rows.rows() > 0)
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(path)) {
            throw new IOException(path + " is not a directory");
        }
        try (Stream<Path> list = Files.list(path)) {
            return new ArrayList<>(list.sorted().toList());
        }
    }

    private RecordingReader read(Instrument instrument, List<Path> files) {
        RecordingReader reader =
                new RecordingReader(
                        Interval.M1, to.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
        String prefix = instrument.symbol() + "-1m-";
        try {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(prefix) && name.endsWith(".csv.gz")) {
                    reader.read(file);
                }
            }
            return reader;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
