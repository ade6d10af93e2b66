package io.tickmesh.simulator.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickmesh.simulator.market.BarSeries;
import io.tickmesh.simulator.market.Instruments;
import io.tickmesh.simulator.market.KlineInterval;
import io.tickmesh.simulator.market.Market;
import io.tickmesh.simulator.market.MarketListener;
import io.tickmesh.simulator.market.SymbolBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Real minutes of 25 symbols around the outage of 2021-04-25; needs the recordings beside the repository.
class RecordedMonthTest {

    private static final Path RECORDINGS =
            Path.of(System.getProperty("tickmesh.root", "."), "../shared/data/candles/1m");
    private static final Instant FROM = Instant.parse("2021-04-25T02:00:00Z");
    private static final Instant TO = Instant.parse("2021-04-25T11:00:00Z");

    @BeforeEach
    void needRecordings() {
        assumeTrue(Files.isDirectory(RECORDINGS), "no recordings at " + RECORDINGS);
    }

    /// Collects closed one-minute bars.
    private static final class Minutes implements MarketListener {
        private final Map<String, List<String>> rows = new TreeMap<>();

        @Override
        public void trade(
                SymbolBook book, long atMillis, long id, long ticks, long steps, boolean maker) {}

        @Override
        public void quote(SymbolBook book, long atMillis) {}

        @Override
        public void bar(SymbolBook book, BarSeries bars, long atMillis) {
            if (bars.interval() == KlineInterval.M1) {
                rows.computeIfAbsent(book.instrument().symbol(), _ -> new ArrayList<>())
                        .add(RecordedRows.row(book, bars, bars.size() - 1));
            }
        }
    }

    @Test
    void rebuildsAllSymbolsExactlyThroughTheOutage() throws IOException {
        // given
        Market market =
                new Market(
                        new RecordingDirectory(RECORDINGS, Optional.of(FROM), Optional.of(TO))
                                .open(Instruments.all()),
                        false);
        Minutes minutes = new Minutes();
        market.listener(minutes);

        // when
        while (market.step(Long.MAX_VALUE - 1)) {
            assertThat(market.nowMillis()).isLessThanOrEqualTo(TO.toEpochMilli());
        }

        // then
        assertThat(minutes.rows).hasSize(25);
        for (String symbol : minutes.rows.keySet()) {
            List<String> recorded =
                    RecordedRows.read(RECORDINGS, symbol).stream()
                            .filter(r -> inside(Long.parseLong(r.substring(0, 13))))
                            .toList();
            assertThat(recorded).hasSizeBetween(540 - 284, 540 - 283);
            assertThat(minutes.rows.get(symbol)).isEqualTo(recorded);
        }
    }

    private static boolean inside(long millis) {
        return millis >= FROM.toEpochMilli() && millis < TO.toEpochMilli();
    }

    @Test
    void precedesTheDefaultStartByAThousandMinutes() throws IOException {
        Market market =
                new Market(
                        new RecordingDirectory(RECORDINGS, Optional.empty(), Optional.empty())
                                .open(Instruments.all()),
                        false);

        for (SymbolBook book : market.books()) {
            assertThat(book.bars(KlineInterval.M1).size()).isGreaterThanOrEqualTo(1_000);
            assertThat(book.bars(KlineInterval.S1).size()).isGreaterThanOrEqualTo(1_200);
        }
    }
}
