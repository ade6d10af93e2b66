package io.tickmesh.simulator.source;

import io.tickmesh.simulator.market.BarSeries;
import io.tickmesh.simulator.market.KlineInterval;
import io.tickmesh.simulator.market.SymbolBook;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// Recorded rows as normalised text, read without the code under test.
final class RecordedRows {

    static final Path SAMPLES = Path.of("src/test/resources/recordings");

    private RecordedRows() {}

    /// Returns `time open high low close volume` of every row of a symbol.
    static List<String> read(Path directory, String symbol) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            Path file =
                    files.filter(f -> f.getFileName().toString().startsWith(symbol + "-1m-"))
                            .findFirst()
                            .orElseThrow();
            try (BufferedReader reader =
                    new BufferedReader(
                            new InputStreamReader(
                                    new GZIPInputStream(Files.newInputStream(file)),
                                    StandardCharsets.US_ASCII))) {
                return reader.lines().skip(1).map(RecordedRows::normalise).toList();
            }
        }
    }

    private static String normalise(String row) {
        String[] cells = row.split(",", -1);
        return Arrays.stream(cells)
                .limit(6)
                .map(c -> new BigDecimal(c).stripTrailingZeros().toPlainString())
                .collect(Collectors.joining(" "));
    }

    /// Returns the one-minute bars of a book in the same form.
    static List<String> built(SymbolBook book) {
        BarSeries bars = book.bars(KlineInterval.M1);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < bars.size(); i++) {
            rows.add(row(book, bars, i));
        }
        return rows;
    }

    /// Returns one bar in the same form.
    static String row(SymbolBook book, BarSeries bars, int i) {
        int price = book.instrument().priceDecimals();
        int quantity = book.instrument().quantityDecimals();
        return String.join(
                " ",
                String.valueOf(bars.openTimeMillis(i)),
                plain(bars.open(i), price),
                plain(bars.high(i), price),
                plain(bars.low(i), price),
                plain(bars.close(i), price),
                plain(bars.volume(i), quantity));
    }

    private static String plain(long value, int decimals) {
        return BigDecimal.valueOf(value, decimals).stripTrailingZeros().toPlainString();
    }

    static void write(Path file, String rows) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(
                    ("open_time_ms,open,high,low,close,volume\n" + rows)
                            .getBytes(StandardCharsets.US_ASCII));
        }
    }
}
