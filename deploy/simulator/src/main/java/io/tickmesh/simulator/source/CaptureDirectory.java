package io.tickmesh.simulator.source;

import io.tickmesh.simulator.market.Instrument;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// A directory of captured stream messages, files named `*.txt.gz`, read in the order of their names. Each line is
/// `<receive time in ns> <JSON>`: a combined-stream message of `trade`, `bookTicker` or `depth@100ms` (others are left out), or
/// a depth snapshot of REST, which belongs to the symbol of the messages before it in its file.
///
/// @param from where the replay starts, on the exchange's clock; by default with the first message
/// @param to where it ends, exclusive; by default with the last message
public record CaptureDirectory(Path path, Optional<Instant> from, Optional<Instant> to) {

    private static final String SUFFIX = ".txt.gz";

    /// Captures are kept in memory: this much text takes about as much again.
    private static final long MOST_CHARACTERS = 128L << 20;

    /// Returns whether the directory holds captured messages.
    ///
    /// @throws IOException when it cannot be read
    public static boolean holdsCaptures(Path path) throws IOException {
        return !files(path).isEmpty();
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            throw new IOException(path + " is not a directory");
        }
        try (Stream<Path> list = Files.list(path)) {
            return list.filter(file -> String.valueOf(file.getFileName()).endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    /// Reads the captures of these instruments and returns their replay. Blocks.
    ///
    /// @throws IOException when there is nothing to replay or a file is broken
    public CaptureReplay open(List<Instrument> instruments) throws IOException {
        Map<String, List<CapturedLine>> bySymbol = new TreeMap<>();
        long[] characters = {0};
        for (Path file : files(path)) {
            read(file, bySymbol, characters);
        }
        List<Capture> captures = new ArrayList<>();
        for (Instrument instrument : instruments) {
            List<CapturedLine> lines = bySymbol.getOrDefault(instrument.symbol(), List.of());
            if (lines.stream().anyMatch(l -> l.message() instanceof CapturedMessage.Trade)) {
                captures.add(new Capture(instrument, lines));
            }
        }
        if (captures.isEmpty()) {
            throw new IOException(
                    "%s has no trades of the configured symbols, it has %s"
                            .formatted(path, bySymbol.keySet()));
        }
        return replay(captures);
    }

    private CaptureReplay replay(List<Capture> captures) throws IOException {
        long first = captures.stream().mapToLong(c -> c.millis(0)).min().orElseThrow();
        long last = captures.stream().mapToLong(c -> c.millis(c.size() - 1)).max().orElseThrow();
        long start = from.map(Instant::toEpochMilli).orElse(first);
        long end = Math.min(last + 1, to.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
        if (start >= end || start < first) {
            throw new IOException(
                    "%s goes from %s to %s, the replay was to go from %s to %s"
                            .formatted(
                                    path,
                                    Instant.ofEpochMilli(first),
                                    Instant.ofEpochMilli(last),
                                    Instant.ofEpochMilli(start),
                                    Instant.ofEpochMilli(end)));
        }
        return new CaptureReplay(captures, start, end);
    }

    private static void read(Path file, Map<String, List<CapturedLine>> bySymbol, long[] characters)
            throws IOException {
        int number = 0;
        Set<String> symbols = new LinkedHashSet<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                characters[0] += line.length();
                if (characters[0] > MOST_CHARACTERS) {
                    throw new IOException(
                            "captures of more than %d MB of text cannot be replayed, %s exceeds that"
                                    .formatted(MOST_CHARACTERS >> 20, file));
                }
                Optional<CapturedLine> parsed = CapturedLine.parse(line);
                if (parsed.isPresent()) {
                    String symbol = symbol(parsed.get(), symbols);
                    bySymbol.computeIfAbsent(symbol, _ -> new ArrayList<>()).add(parsed.get());
                }
            }
        } catch (ZipException | EOFException e) {
            throw new IOException(file + " is not a complete gzip file: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " line " + number + ": " + e.getMessage(), e);
        }
    }

    private static String symbol(CapturedLine line, Set<String> symbols) {
        if (!line.symbol().isEmpty()) {
            symbols.add(line.symbol());
            return line.symbol();
        }
        if (symbols.size() != 1) {
            throw new IllegalArgumentException(
                    "a snapshot needs messages of exactly one symbol before it, there were "
                            + symbols);
        }
        return symbols.iterator().next();
    }
}
