package io.tickmesh.simulator.source;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// A small capture of two seconds: the recorder's clock is one second behind the exchange's, the snapshot arrives after changes
/// that lead beyond it, and a change of the second second arrives before the last trade of the first.
public final class Captures {

    /// Where the second second begins.
    public static final long SECOND = 1_700_000_021_000L;

    /// The lines of the capture.
    public static final List<String> LINES =
            List.of(
                    depth(20_200, 20_100, 10, 12, "[[\"49999.00000000\",\"1.00000000\"]]", "[]"),
                    trade(20_210, 20_190, 101, "50000.00000000"),
                    quote(20_230, 13, "50000.00000000", "50000.10000000"),
                    depth(20_310, 20_300, 13, 20, "[]", "[[\"50000.10000000\",\"3.00000000\"]]"),
                    "1700000019320000000 {\"lastUpdateId\":15,\"bids\":[[\"50000.00000000\",\"2.00000000\"]],"
                            + "\"asks\":[[\"50000.10000000\",\"1.00000000\"],[\"50001.00000000\",\"1.00000000\"]]}",
                    depth(21_010, 21_000, 21, 25, "[[\"50000.50000000\",\"0.50000000\"]]", "[]"),
                    trade(21_020, 20_999, 102, "50000.10000000"),
                    quote(21_030, 26, "50000.50000000", "50001.00000000"),
                    trade(21_110, 21_100, 103, "50000.50000000"),
                    depth(
                            21_210,
                            21_200,
                            26,
                            30,
                            "[]",
                            "[[\"50000.10000000\",\"0.00000000\"],[\"50001.00000000\",\"0.70000000\"]]"),
                    trade(21_310, 21_300, 104, "50001.00000000"));

    private Captures() {}

    /// Replaces the capture of the directory.
    public static void write(Path directory, List<String> lines) throws IOException {
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(directory.resolve("capture.txt.gz")))) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /// Returns the messages of streams, `<stream> <payload>`.
    static List<String> messages() {
        return LINES.stream()
                .filter(line -> line.contains("\"stream\""))
                .map(line ->
                        line.replaceFirst(
                                "^\\d+ \\{\"stream\":\"btcusdt@([^\"]+)\",\"data\":(.*)\\}$",
                                "$1 $2"))
                .toList();
    }

    private static String line(long received, String stream, String payload) {
        return "%d {\"stream\":\"btcusdt@%s\",\"data\":%s}"
                .formatted((1_700_000_000_000L + received - 1_000) * 1_000_000, stream, payload);
    }

    private static String depth(
            long received, long event, long first, long last, String bids, String asks) {
        return line(
                received,
                "depth@100ms",
                "{\"e\":\"depthUpdate\",\"E\":%d,\"s\":\"BTCUSDT\",\"U\":%d,\"u\":%d,\"b\":%s,\"a\":%s}"
                        .formatted(1_700_000_000_000L + event, first, last, bids, asks));
    }

    private static String trade(long received, long at, long id, String price) {
        long millis = 1_700_000_000_000L + at;
        return line(
                received,
                "trade",
                "{\"e\":\"trade\",\"E\":%d,\"s\":\"BTCUSDT\",\"t\":%d,\"p\":\"%s\",\"q\":\"0.01000000\",\"T\":%d,\"m\":false,\"M\":true}"
                        .formatted(millis + 1, id, price, millis));
    }

    private static String quote(long received, long id, String bid, String ask) {
        return line(
                received,
                "bookTicker",
                "{\"u\":%d,\"s\":\"BTCUSDT\",\"b\":\"%s\",\"B\":\"1.00000000\",\"a\":\"%s\",\"A\":\"2.00000000\"}"
                        .formatted(id, bid, ask));
    }
}
