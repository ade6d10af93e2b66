package io.tickmesh.market.candle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.market.RecordedData;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Larger candles that are made of recorded smaller ones are those that the exchange made. Skipped where the recordings are missing.
class RecordedCandlesTest {
    private static final String MINUTES = "candles/1m/";
    private static final String MULTI = "candles/multi-timeframe/ADABTC-20200428/ADABTC-";

    /// The recorded minutes of these times have less than the exchange later said, in its larger candles too.
    private static final List<Span> LEFT_OUT =
            List.of(
                    new Span("2021-04-22T02:10:00Z", "2021-04-22T02:25:00Z"),
                    new Span("2021-04-23T01:40:00Z", "2021-04-23T02:50:00Z"));

    @Test
    void foldsTheMinutesOf25SymbolsAsTheExchangeDid() throws IOException {
        Map<Interval, Integer> equal = new HashMap<>();
        int symbols = 0;
        try (Stream<Path> files = Files.list(RecordedData.path(MINUTES))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.contains("gappy")) {
                    continue;
                }
                symbols++;
                String symbol = name.substring(0, name.indexOf('-'));
                List<Candle> minutes = candles(MINUTES + name);
                for (Interval target : List.of(Interval.M5, Interval.H1)) {
                    Map<Long, Candle> folded = fold(Interval.M1, Buckets.of(target), minutes);
                    // 284 minutes of maintenance, and both ends.
                    assertThat(folded).hasSizeGreaterThan(target == Interval.M5 ? 8_500 : 700);
                    int same = compare(symbol, target, folded);
                    equal.merge(target, same, Integer::sum);
                }
            }
        }
        assertThat(symbols).isEqualTo(25);
        // Three symbols were recorded in five minutes too, and six in hours.
        assertThat(equal).containsEntry(Interval.M5, 3 * 8_563).containsEntry(Interval.H1, 6 * 711);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1m 3m", "1m 5m", "1m 15m", "1m 30m", "1m 1h", "1m 2h", "1m 4h", "3m 15m", "5m 15m",
                "5m 30m", "5m 1h", "15m 30m", "15m 1h", "15m 2h", "30m 1h", "1h 2h", "1h 4h",
                        "1h 8h",
                "1h 12h", "1h 1d", "1h 1w", "1h 3d", "2h 6h", "2h 1d", "4h 12h", "4h 1d", "4h 1w",
                "6h 1d", "6h 1M", "8h 1d", "8h 1M", "12h 1d", "12h 3d", "12h 1w", "12h 1M", "1d 3d",
                "1d 1w", "1d 1M"
            })
    void foldsAllIntervalsOfASymbolAsTheExchangeDid(String pair) throws IOException {
        Interval source = interval(pair.substring(0, pair.indexOf(' ')));
        Interval target = interval(pair.substring(pair.indexOf(' ') + 1));
        List<Candle> smaller = candles(MULTI + source.code() + ".csv.gz");
        List<Candle> larger = candles(MULTI + target.code() + ".csv.gz");
        Buckets buckets = Buckets.of(target, larger.getFirst().openMillis());

        // The last one was still open, and the smaller ones had been asked for at another moment.
        Map<Long, Candle> folded = fold(source, buckets, smaller.subList(0, smaller.size() - 1));
        int same = 0;
        for (Candle expected : larger.subList(0, larger.size() - 1)) {
            Candle own = folded.remove(expected.openMillis());
            if (own != null) {
                same++;
                assertSame(pair, own, expected);
            }
        }
        assertThat(same).isPositive();
        assertThat(folded).as("without a recorded candle").isEmpty();
    }

    /// Compares with the recorded larger candles, if there are any.
    private static int compare(String symbol, Interval interval, Map<Long, Candle> folded)
            throws IOException {
        Path file = null;
        try (Stream<Path> files = Files.list(RecordedData.path("candles/" + interval.code()))) {
            file =
                    files.filter(found -> found.getFileName().toString().startsWith(symbol + "-"))
                            .findFirst()
                            .orElse(null);
        }
        if (file == null) {
            return 0;
        }
        int same = 0;
        for (Candle expected : candles("candles/" + interval.code() + "/" + file.getFileName())) {
            Candle own = folded.get(expected.openMillis());
            if (own == null || LEFT_OUT.stream().anyMatch(span -> span.touches(own, interval))) {
                continue;
            }
            same++;
            assertSame(symbol + " " + interval, own, expected);
        }
        return same;
    }

    private static void assertSame(String what, Candle own, Candle expected) {
        assertThat(List.of(own.open(), own.high(), own.low(), own.close()))
                .as("%s at %s", what, Instant.ofEpochMilli(own.openMillis()))
                .isEqualTo(
                        List.of(
                                expected.open(),
                                expected.high(),
                                expected.low(),
                                expected.close()));
        assertThat(Math.abs(own.volume() - expected.volume()))
                .as("%s volume at %s", what, Instant.ofEpochMilli(own.openMillis()))
                .isLessThanOrEqualTo(1e-8 * Math.max(1, expected.volume()));
    }

    private static Map<Long, Candle> fold(Interval source, Buckets target, List<Candle> smaller) {
        CandleFold fold = new CandleFold(source, target);
        Map<Long, Candle> complete = new HashMap<>();
        for (Candle candle : smaller) {
            for (Folded folded : fold.add(candle)) {
                if (folded.isComplete()) {
                    complete.put(folded.candle().openMillis(), folded.candle());
                }
            }
        }
        return complete;
    }

    private static Interval interval(String code) {
        return Interval.ofCode(code).orElseThrow();
    }

    private static List<Candle> candles(String path) throws IOException {
        List<Candle> candles = new ArrayList<>();
        List<String> lines = RecordedData.lines(path);
        for (String line : lines.subList(1, lines.size())) {
            String[] row = line.split(",", -1);
            candles.add(
                    new Candle(
                            Long.parseLong(row[0]),
                            Double.parseDouble(row[1]),
                            Double.parseDouble(row[2]),
                            Double.parseDouble(row[3]),
                            Double.parseDouble(row[4]),
                            Double.parseDouble(row[5]),
                            0,
                            0));
        }
        return candles;
    }

    /// A span of time, the last minute included.
    private record Span(String from, String to) {
        boolean touches(Candle candle, Interval interval) {
            return candle.openMillis() <= Instant.parse(to).toEpochMilli()
                    && interval.next(candle.openMillis()) > Instant.parse(from).toEpochMilli();
        }
    }
}
