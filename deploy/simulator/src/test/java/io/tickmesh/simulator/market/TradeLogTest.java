package io.tickmesh.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TradeLogTest {

    private static final long T0 = 1_619_222_400_000L;

    private final List<String> heard = new ArrayList<>();

    private SymbolBook run(ScriptedSource source) {
        Market market = new Market(source, false);
        market.listener(
                new MarketListener() {
                    @Override
                    public void trade(
                            SymbolBook book,
                            long atMillis,
                            long id,
                            long ticks,
                            long steps,
                            boolean buyerMaker) {
                        heard.add("trade " + id);
                    }

                    @Override
                    public void aggregateTrade(SymbolBook book, TradeTape tape) {
                        heard.add(entry(tape, tape.size() - 1));
                    }

                    @Override
                    public void quote(SymbolBook book, long atMillis) {
                        heard.add("quote");
                    }

                    @Override
                    public void bar(SymbolBook book, BarSeries bars, long atMillis) {}

                    @Override
                    public void pulse(long atMillis) {
                        heard.add("pulse " + (atMillis - T0));
                    }
                });
        while (market.step(Long.MAX_VALUE - 1)) {
            assertThat(market.nowMillis()).isLessThanOrEqualTo(source.endMillis());
        }
        return market.books().getFirst();
    }

    private static String entry(TradeTape tape, int i) {
        return "%d: %d-%d at %d, %d x %d %b"
                .formatted(
                        tape.id(i),
                        tape.firstId(i),
                        tape.lastId(i),
                        tape.millis(i) - T0,
                        tape.ticks(i),
                        tape.steps(i),
                        tape.buyerMaker(i));
    }

    private static ScriptedSource source() {
        return new ScriptedSource(List.of(TestMarkets.instrument("A")), T0, T0 + 999)
                .at(T0, s -> s.session(0, T0, Long.MAX_VALUE, 100));
    }

    @Test
    void aggregatesNeighboursOfOneInstantPriceAndSide() {
        SymbolBook book =
                run(
                        source().at(T0 + 5, s -> s.trade(0, T0 + 5, 1, 100, 3, false))
                                .at(T0 + 5, s -> s.trade(0, T0 + 5, 1, 100, 4, false))
                                .at(T0 + 5, s -> s.trade(0, T0 + 5, 1, 101, 1, false))
                                .at(T0 + 5, s -> s.trade(0, T0 + 5, 1, 101, 2, true))
                                .at(T0 + 5, s -> s.quote(0, T0 + 5, 99, 1, 101, 1))
                                .at(T0 + 6, s -> s.trade(0, T0 + 6, 1, 101, 8, true)));

        assertThat(heard)
                .containsExactly(
                        "trade 1",
                        "trade 2",
                        "1: 1-2 at 5, 100 x 7 false",
                        "trade 3",
                        "2: 3-3 at 5, 101 x 1 false",
                        "trade 4",
                        "quote",
                        "3: 4-4 at 5, 101 x 2 true",
                        "trade 5",
                        "4: 5-5 at 6, 101 x 8 true");
        assertThat(book.trades().size()).isEqualTo(5);
        assertThat(book.aggregates().size()).isEqualTo(4);
        assertThat(book.aggregates().indexFromTradeId(2)).isZero();
        assertThat(book.aggregates().indexFromTradeId(3)).isEqualTo(1);
        assertThat(book.aggregates().indexFromMillis(T0 + 6)).isEqualTo(3);
        assertThat(book.aggregates().indexFromId(5)).isEqualTo(4);
    }

    @Test
    void keepsTheExchangesIdsAndLeavesOutOldOnes() {
        SymbolBook book =
                run(
                        source().at(T0 + 5, s -> s.recordedTrade(0, T0 + 5, 700, 100, 3, false))
                                .at(T0 + 6, s -> s.recordedTrade(0, T0 + 6, 700, 100, 3, false))
                                .at(T0 + 7, s -> s.recordedTrade(0, T0 + 7, 701, 100, 3, false)));

        assertThat(heard)
                .containsExactly(
                        "trade 700",
                        "1: 700-700 at 5, 100 x 3 false",
                        "trade 701",
                        "2: 701-701 at 7, 100 x 3 false");
        assertThat(book.bars(KlineInterval.M1).firstTradeId(0)).isEqualTo(700);
        assertThat(book.bars(KlineInterval.M1).volume(0)).isEqualTo(6);
    }

    @Test
    void beatsTheListenersPulseAfterEverythingElse() {
        ScriptedSource source =
                new ScriptedSource(List.of(TestMarkets.instrument("A")), T0, T0 + 2_000)
                        .at(T0 + 1_000, s -> s.session(0, T0, Long.MAX_VALUE, 100))
                        .at(T0 + 1_000, s -> s.trade(0, T0 + 1_000, 1, 100, 3, false));
        run(source);

        assertThat(heard)
                .containsExactly(
                        "trade 1", "1: 1-1 at 1000, 100 x 3 false", "pulse 1000", "pulse 2000");
    }

    @Test
    void sharesAQuantityAmongTradesReportedAsOne() {
        SymbolBook book = run(source().at(T0 + 5, s -> s.trade(0, T0 + 5, 3, 100, 11, false)));

        assertThat(book.trades().stepsOf(0, 1)).isEqualTo(3);
        assertThat(book.trades().stepsOf(0, 2)).isEqualTo(3);
        assertThat(book.trades().stepsOf(0, 3)).isEqualTo(5);
        assertThat(book.lastSteps()).isEqualTo(5);
        assertThat(book.lastTradeMillis()).isEqualTo(T0 + 5);
    }

    @Test
    void keepsABoundedNumberOfTrades() {
        ScriptedSource source = source();
        for (int i = 0; i < 2_500; i++) {
            long at = T0 + i % 999;
            source.at(at, s -> s.trade(0, at, 1, 100, 3, false));
        }
        TradeTape trades = run(source).trades();

        assertThat(trades.size()).isEqualTo(TradeTape.CAPACITY);
        assertThat(trades.id(0)).isEqualTo(2_500 - TradeTape.CAPACITY + 1);
        assertThat(trades.indexFromId(trades.id(1_000))).isEqualTo(1_000);
        assertThat(trades.id(TradeTape.CAPACITY - 1)).isEqualTo(2_500);
        assertThat(trades.indexFromId(9_999)).isEqualTo(TradeTape.CAPACITY);
    }
}
