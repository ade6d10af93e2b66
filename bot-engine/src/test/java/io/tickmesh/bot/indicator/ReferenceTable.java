package io.tickmesh.bot.indicator;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickmesh.mesh.market.Candle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// A file of published or independently computed indicator values.
final class ReferenceTable {
    private static final Pattern CELL = Pattern.compile("\"([^\"]*)\"|([^,]+)|(?<=,|^)(?=,|$)");

    private final List<String> header;
    private final List<List<String>> rows;

    private ReferenceTable(List<List<String>> lines) {
        header = lines.getFirst();
        rows = lines.subList(1, lines.size());
    }

    /// Skips the test where the reference data are not at hand.
    static ReferenceTable read(String file) {
        Path path =
                Path.of(System.getProperty("tickmesh.root", ".."))
                        .resolve("../shared/data/indicators")
                        .resolve(file);
        assumeTrue(Files.exists(path), "no reference data at " + path);
        try (InputStream in = Files.newInputStream(path);
                BufferedReader reader =
                        new BufferedReader(
                                new InputStreamReader(
                                        file.endsWith(".gz") ? new GZIPInputStream(in) : in,
                                        StandardCharsets.UTF_8))) {
            return new ReferenceTable(reader.lines().map(ReferenceTable::cells).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int rows() {
        return rows.size();
    }

    /// Returns NaN for an empty cell.
    double get(int row, String column) {
        int index = header.indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "column must be one of %s, was %s".formatted(header, column));
        }
        String text = rows.get(row).get(index);
        return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }

    /// Returns the bar of a row; the rows are an hour apart unless the file says when.
    Candle candle(int row) {
        long opened =
                header.contains("open_time_ms")
                        ? (long) get(row, "open_time_ms")
                        : row * 3_600_000L;
        return new Candle(
                opened,
                get(row, "open"),
                get(row, "high"),
                get(row, "low"),
                get(row, "close"),
                get(row, "volume"),
                0,
                0);
    }

    private static List<String> cells(String line) {
        Matcher matcher = CELL.matcher(line);
        return matcher.results()
                .map(cell -> cell.group(1) != null ? cell.group(1) : cell.group().strip())
                .toList();
    }
}
