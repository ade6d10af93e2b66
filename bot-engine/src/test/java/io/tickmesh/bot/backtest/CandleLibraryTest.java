package io.tickmesh.bot.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.recording.RecordedCandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CandleLibraryTest {
    private static final Instant FIRST = Instant.parse("2022-01-01T00:00:00Z");

    @TempDir private Path parent;
    private Path root;
    private CandleLibrary library;

    @BeforeEach
    void makeAFewCandles() throws Exception {
        root = Files.createDirectory(parent.resolve("data"));
        Recordings.walk(root.resolve("BTCUSDT-1m-2022.csv.gz"), 10);
        Recordings.walk(parent.resolve("BTCUSDT-1m-secret.csv.gz"), 10);
        Files.createSymbolicLink(root.resolve("link"), parent);
        library = new CandleLibrary(root, 10);
    }

    @Test
    void readsTheFilesOfASymbolAndInterval() {
        RecordedCandles candles = library.read(root, "BTCUSDT", Interval.M1, null);

        assertThat(candles.size()).isEqualTo(10);
        assertThat(Instant.ofEpochMilli(candles.openMillis(0))).isEqualTo(FIRST);
        Candle candle = candles.candle(0);
        assertThat(candle.open()).isEqualTo(50_000);
        assertThat(candle.close()).isEqualTo(candles.candle(1).open());
    }

    @Test
    void leavesOutWhatIsTooLate() {
        Instant to = FIRST.plusSeconds(180);

        assertThat(library.read(root, "BTCUSDT", Interval.M1, to).size()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../BTCUSDT-1m-secret.csv.gz",
                "/etc/passwd",
                "link",
                "nothing",
                "a\0b"
            })
    void refusesWhatIsNotBelowTheDirectory(String path) {
        assertThatThrownBy(() -> library.resolve(path))
                .isInstanceOf(WrongFieldException.class)
                .hasMessageContaining("must be a file or directory below");
    }

    @Test
    void refusesWhatHasNoCandles() {
        assertThatThrownBy(() -> library.read(root, "ETHUSDT", Interval.M1, null))
                .hasMessage("has no 1m candles of ETHUSDT in that period");
        assertThatThrownBy(() -> library.read(root, "BTCUSDT", Interval.M1, FIRST))
                .hasMessage("has no 1m candles of BTCUSDT in that period");
    }

    @Test
    void refusesTooManyCandles() {
        CandleLibrary small = new CandleLibrary(root, 9);

        assertThatThrownBy(() -> small.read(root, "BTCUSDT", Interval.M1, null))
                .hasMessageContaining("BTCUSDT-1m-2022.csv.gz line 11: has more than 9 rows")
                .hasMessageNotContaining(parent.toString());
    }

    @Test
    void saysWhichLineIsWrongForTheInterval() {
        assertThatThrownBy(() ->
                        library.read(
                                root.resolve("BTCUSDT-1m-2022.csv.gz"),
                                "BTCUSDT",
                                Interval.M5,
                                null))
                .hasMessageContaining("line 3: open time is not at a boundary of 5m");
    }
}
