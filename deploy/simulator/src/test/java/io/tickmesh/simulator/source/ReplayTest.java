package io.tickmesh.simulator.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickmesh.simulator.market.BarSeries;
import io.tickmesh.simulator.market.Instrument;
import io.tickmesh.simulator.market.Instruments;
import io.tickmesh.simulator.market.KlineInterval;
import io.tickmesh.simulator.market.Market;
import io.tickmesh.simulator.market.SymbolBook;
import io.tickmesh.simulator.market.TestMarkets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

    private static final Instant FIRST = Instant.parse("2021-04-24T00:00:00Z");
    private static final Instant OUTAGE = Instant.parse("2021-04-24T06:40:00Z");

    private static Replay sample(Optional<Instant> from, Optional<Instant> to) throws IOException {
        return new RecordingDirectory(RecordedRows.SAMPLES, from, to).open(Instruments.all());
    }

    private static TestMarkets.Recorder run(Market market) {
        TestMarkets.Recorder recorder = new TestMarkets.Recorder();
        market.listener(recorder);
        while (market.step(Long.MAX_VALUE - 1)) {
            assertThat(market.finished()).isIn(true, false);
        }
        return recorder;
    }

    @Test
    void rebuildsEveryRecordedMinuteExactly() throws IOException {
        Market market = new Market(sample(Optional.of(FIRST), Optional.empty()), false);

        run(market);

        assertThat(market.books()).hasSize(3);
        for (SymbolBook book : market.books()) {
            String symbol = book.instrument().symbol();
            assertThat(RecordedRows.built(book))
                    .isEqualTo(RecordedRows.read(RecordedRows.SAMPLES, symbol));
        }
    }

    @Test
    void rebuildsTheSameMinutesAsHistory() throws IOException {
        Instant last = FIRST.plusSeconds(599 * 60);
        Market market = new Market(sample(Optional.of(last), Optional.empty()), false);

        for (SymbolBook book : market.books()) {
            String symbol = book.instrument().symbol();
            List<String> rows = RecordedRows.read(RecordedRows.SAMPLES, symbol);
            assertThat(RecordedRows.built(book)).isEqualTo(rows.subList(0, rows.size() - 1));
        }
    }

    @Test
    void hasNoBarsOfAnyLengthInsideAnOutage() throws IOException {
        Market market =
                new Market(sample(Optional.of(OUTAGE.minusSeconds(300)), Optional.empty()), false);

        TestMarkets.Recorder recorder = run(market);

        long resume = OUTAGE.plusSeconds(12 * 60).toEpochMilli();
        BarSeries seconds = market.books().getFirst().bars(KlineInterval.S1);
        assertThat(seconds.indexFrom(OUTAGE.toEpochMilli())).isEqualTo(seconds.indexFrom(resume));
        assertThat(recorder.lines().stream().filter(l -> inside(l, resume)))
                // Longer bars that began before the outage may end in it; nothing else happens.
                .allMatch(l -> l.matches("\\d+ closed \\w+ (3|15)m .*"))
                .hasSize(6);
    }

    private static boolean inside(String line, long resume) {
        long at = Long.parseLong(line.substring(0, 13));
        return at > OUTAGE.toEpochMilli() && at < resume;
    }

    @Test
    void startsInTheMiddleWhenTheRecordingIsShort() throws IOException {
        assertThat(Instant.ofEpochMilli(sample(Optional.empty(), Optional.empty()).startMillis()))
                .isEqualTo(FIRST.plusSeconds(300 * 60));
    }

    @Test
    void endsBeforeTheGivenTime() throws IOException {
        Instant to = FIRST.plusSeconds(120 * 60);
        Market market = new Market(sample(Optional.of(FIRST), Optional.of(to)), false);

        run(market);

        assertThat(market.nowMillis()).isEqualTo(to.toEpochMilli());
        assertThat(market.books().getFirst().bars(KlineInterval.M1).size()).isEqualTo(120);
    }

    @Test
    void isTheSameEveryTime() throws IOException {
        List<String> lines =
                run(new Market(sample(Optional.empty(), Optional.empty()), true)).lines();

        assertThat(run(new Market(sample(Optional.empty(), Optional.empty()), true)).lines())
                .isEqualTo(lines)
                .hasSizeGreaterThan(10_000);
    }

    @Test
    void quotesAroundEveryTrade() throws IOException {
        Market market = new Market(sample(Optional.empty(), Optional.empty()), false);
        while (market.step(Long.MAX_VALUE - 1)) {
            for (SymbolBook book : market.books()) {
                assertThat(book.bid()).isPositive().isLessThan(book.ask());
            }
        }
    }

    @Test
    void takesTheFinestTickOfTheData() throws IOException {
        Replay replay = sample(Optional.empty(), Optional.empty());

        Instrument ada = replay.instruments().getFirst();

        assertThat(ada.symbol()).isEqualTo("ADAUSDT");
        assertThat(ada.priceDecimals()).isEqualTo(5);
        assertThat(ada.quantityDecimals()).isEqualTo(2);
    }

    @Test
    void saysWhatIsWrongWithADirectory(@TempDir Path empty) {
        RecordingDirectory nothing = directory(empty);
        RecordingDirectory missing = directory(empty.resolve("missing"));

        assertThatThrownBy(() -> nothing.open(Instruments.all()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no SYMBOL-1m-*.csv.gz");
        assertThatThrownBy(() -> missing.open(Instruments.all()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not a directory");
    }

    @Test
    void saysWhichLineOfAFileIsBroken(@TempDir Path directory) throws IOException {
        String good = "1619222400000,1.5,1.6,1.4,1.55,10\n";

        assertBroken(directory, good + "1619222460000,1.5,1.6,1.4\n", "line 3: has 4 columns");
        assertBroken(directory, good + "1619222460000,1.5,1.6,x,1,2\n", "line 3: unexpected");
        assertBroken(directory, good + good, "line 3: open times do not rise");
        assertBroken(directory, "1619222400000,1.5,1.4,1.4,1.5,10\n", "line 2: prices must be");
        assertBroken(directory, "1619222400001,1.5,1.6,1.4,1.5,10\n", "line 2: open time is not");
        assertBroken(directory, "1619222400000,1.5,1.6,1.4,,10\n", "line 2: column 5 is not");
    }

    private static void assertBroken(Path directory, String rows, String message)
            throws IOException {
        RecordedRows.write(directory.resolve("ADAUSDT-1m-x.csv.gz"), rows);

        assertThatThrownBy(() -> directory(directory).open(Instruments.all()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
    }

    @Test
    void saysWhenAFileIsCutOff(@TempDir Path directory) throws IOException {
        byte[] whole = Files.readAllBytes(RecordedRows.SAMPLES.resolve("ADAUSDT-1m-sample.csv.gz"));
        Files.write(
                directory.resolve("ADAUSDT-1m-x.csv.gz"), Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> directory(directory).open(Instruments.all()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a complete gzip file");
    }

    private static RecordingDirectory directory(Path path) {
        return new RecordingDirectory(path, Optional.empty(), Optional.empty());
    }
}
