package io.tickmesh.simulator.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickmesh.simulator.market.BarSeries;
import io.tickmesh.simulator.market.Instruments;
import io.tickmesh.simulator.market.KlineInterval;
import io.tickmesh.simulator.market.Market;
import io.tickmesh.simulator.market.MarketListener;
import io.tickmesh.simulator.market.SymbolBook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureDirectoryTest {

    @TempDir private Path directory;

    /// Remembers messages and final one-second bars.
    private static final class Heard implements MarketListener {
        private final List<String> messages = new ArrayList<>();
        private final List<String> bars = new ArrayList<>();

        @Override
        public void trade(
                SymbolBook book, long atMillis, long id, long ticks, long steps, boolean maker) {}

        @Override
        public void quote(SymbolBook book, long atMillis) {}

        @Override
        public void bar(SymbolBook book, BarSeries bars, long atMillis) {
            if (bars.interval() == KlineInterval.S1 && !bars.hasOpenBar()) {
                int last = bars.size() - 1;
                this.bars.add(
                        bars.openTimeMillis(last) % 100_000
                                + " "
                                + bars.close(last)
                                + " "
                                + bars.tradeCount(last));
            }
        }

        @Override
        public void recordedMessage(SymbolBook book, String stream, byte[] payload) {
            messages.add(stream + " " + new String(payload, StandardCharsets.UTF_8));
        }
    }

    private Market market(Optional<Instant> from, Optional<Instant> to) throws IOException {
        return new Market(new CaptureDirectory(directory, from, to).open(Instruments.all()), false);
    }

    private static Heard play(Market market) {
        Heard heard = new Heard();
        market.listener(heard);
        while (market.step(Long.MAX_VALUE - 1)) {
            assertThat(market.nowMillis()).isPositive();
        }
        return heard;
    }

    @Test
    void givesMessagesOnAsTheyAreAndCutsBarsByTheTimesOfTrades() throws IOException {
        Captures.write(directory, Captures.LINES);

        Market market = market(Optional.empty(), Optional.empty());
        Heard heard = play(market);

        assertThat(heard.messages).containsExactlyElementsOf(Captures.messages());
        // The first trade of the second bar arrives after a book change of the second.
        assertThat(heard.bars).containsExactly("20000 5000010 2", "21000 5000100 2");
        SymbolBook book = market.books().getFirst();
        assertThat(book.trades().lastId(book.trades().size() - 1)).isEqualTo(104);
        assertThat(market.finished()).isTrue();
    }

    @Test
    void hasTheBookOfTheSnapshotFromTheStartAndFollowsTheChanges() throws IOException {
        Captures.write(directory, Captures.LINES);
        Market market = market(Optional.empty(), Optional.empty());
        SymbolBook book = market.books().getFirst();

        assertThat(book.depth().updateId()).isEqualTo(15);
        assertThat(book.depth().bids().ticks(0)).isEqualTo(5_000_000);
        assertThat(book.bid()).isEqualTo(5_000_000);
        var _ = play(market);

        assertThat(book.depth().updateId()).isEqualTo(30);
        assertThat(book.depth().asks().stepsAt(5_000_100)).isEqualTo(70_000);
        assertThat(book.depth().asks().stepsAt(5_000_010)).isZero();
        assertThat(book.depth().bids().ticks(0)).isEqualTo(5_000_050);
    }

    @Test
    void beginsWithinTheCapture() throws IOException {
        Captures.write(directory, Captures.LINES);

        Market market =
                market(
                        Optional.of(Instant.ofEpochMilli(Captures.SECOND)),
                        Optional.of(Instant.ofEpochMilli(Captures.SECOND + 150)));
        SymbolBook book = market.books().getFirst();

        assertThat(book.trades().lastId(book.trades().size() - 1)).isEqualTo(102);
        assertThat(play(market).messages).hasSize(2).last().asString().contains("\"t\":103");
    }

    @Test
    void saysWhatIsWrongAndWhere() throws IOException {
        assertThat(CaptureDirectory.holdsCaptures(directory)).isFalse();
        assertThatThrownBy(() -> CaptureDirectory.holdsCaptures(directory.resolve("none")))
                .hasMessageEndingWith("none is not a directory");

        Captures.write(directory, List.of(Captures.LINES.get(0), "12 {\"stream\":"));
        assertThat(CaptureDirectory.holdsCaptures(directory)).isTrue();
        assertThatThrownBy(() -> market(Optional.empty(), Optional.empty()))
                .hasMessageContaining("capture.txt.gz line 2: is no `<nanoseconds> <JSON>`");

        Captures.write(directory, List.of("5 {\"lastUpdateId\":1,\"bids\":[],\"asks\":[]}"));
        assertThatThrownBy(() -> market(Optional.empty(), Optional.empty()))
                .hasMessageContaining("line 1: a snapshot needs messages of exactly one symbol");

        Captures.write(directory, List.of(Captures.LINES.get(1).replace("btcusdt", "abcusdt")));
        assertThatThrownBy(() -> market(Optional.empty(), Optional.empty()))
                .hasMessageEndingWith("has no trades of the configured symbols, it has [ABCUSDT]");

        Captures.write(directory, Captures.LINES);
        assertThatThrownBy(() -> market(Optional.of(Instant.EPOCH), Optional.empty()))
                .hasMessageContaining("the replay was to go from 1970-01-01T00:00:00Z");
    }
}
