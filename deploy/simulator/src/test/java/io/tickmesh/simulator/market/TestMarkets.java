package io.tickmesh.simulator.market;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// Instruments and listeners for tests.
public final class TestMarkets {

    private TestMarkets() {}

    /// An instrument with a tick of 0.01 and a step of 0.001.
    public static Instrument instrument(String base) {
        return new Instrument(
                base + "USDT",
                base,
                "USDT",
                2,
                3,
                new BigDecimal("0.001"),
                new BigDecimal("1000"),
                new BigDecimal("100"),
                BigDecimal.TEN,
                new BigDecimal("1000000"),
                new BigDecimal("100.00"),
                0.003);
    }

    /// Writes down what it hears, one line each.
    public static final class Recorder implements MarketListener {

        private final List<String> lines = new ArrayList<>();

        @Override
        public void trade(
                SymbolBook book,
                long atMillis,
                long id,
                long ticks,
                long steps,
                boolean buyerMaker) {
            lines.add(
                    "%d trade %s #%d %d x %d %b"
                            .formatted(atMillis, name(book), id, ticks, steps, buyerMaker));
        }

        @Override
        public void quote(SymbolBook book, long atMillis) {
            lines.add("%d quote %s %d %d".formatted(atMillis, name(book), book.bid(), book.ask()));
        }

        @Override
        public void bar(SymbolBook book, BarSeries bars, long atMillis) {
            int last = bars.size() - 1;
            lines.add(
                    "%d %s %s %s %d: %d %d %d %d v%d"
                            .formatted(
                                    atMillis,
                                    bars.hasOpenBar() ? "open" : "closed",
                                    name(book),
                                    bars.interval().label(),
                                    bars.openTimeMillis(last),
                                    bars.open(last),
                                    bars.high(last),
                                    bars.low(last),
                                    bars.close(last),
                                    bars.volume(last)));
        }

        private static String name(SymbolBook book) {
            return book.instrument().base();
        }

        /// Returns what was heard so far.
        public List<String> lines() {
            return lines;
        }
    }
}
