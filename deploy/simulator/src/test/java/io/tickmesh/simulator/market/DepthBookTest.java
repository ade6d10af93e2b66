package io.tickmesh.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.simulator.source.RandomWalk;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DepthBookTest {

    private static final long T0 = 1_619_222_400_000L;
    private static final int FEWEST_LEVELS = 100;

    /// What a client keeps that applies diffs to a snapshot.
    private static final class Copy {
        private final DepthBook book;
        private final DepthChanges changes;
        private final NavigableMap<Long, Long> bids = new TreeMap<>();
        private final NavigableMap<Long, Long> asks = new TreeMap<>();
        private long updateId;

        Copy(DepthBook book) {
            this.book = book;
            this.changes = book.collect();
            this.updateId = book.updateId();
            bids.putAll(levels(book.bids()));
            asks.putAll(levels(book.asks()));
        }

        void follow() {
            if (!changes.take()) {
                return;
            }
            assertThat(changes.firstUpdateId()).isEqualTo(updateId + 1);
            updateId = changes.lastUpdateId();
            for (int i = 0; i < changes.bids(); i++) {
                put(bids, changes.bidTicks(i), changes.bidSteps(i));
            }
            for (int i = 0; i < changes.asks(); i++) {
                put(asks, changes.askTicks(i), changes.askSteps(i));
            }
        }

        private static void put(NavigableMap<Long, Long> side, long ticks, long steps) {
            if (steps == 0) {
                side.remove(ticks);
            } else {
                side.put(ticks, steps);
            }
        }

        void assertEqualToBook() {
            assertThat(updateId).isEqualTo(book.updateId());
            assertThat(bids).isEqualTo(levels(book.bids()));
            assertThat(asks).isEqualTo(levels(book.asks()));
        }
    }

    private static NavigableMap<Long, Long> levels(DepthSide side) {
        NavigableMap<Long, Long> levels = new TreeMap<>();
        for (int i = 0; i < side.size(); i++) {
            levels.put(side.ticks(i), side.steps(i));
        }
        return levels;
    }

    private static Market walk(String symbol) {
        return new Market(
                new RandomWalk(Instruments.named(List.of(symbol)), 5, 10, T0 + 1_234), false);
    }

    private static SymbolBook steps(Market market, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(market.step(Long.MAX_VALUE - 1)).isTrue();
        }
        return market.books().getFirst();
    }

    private static void assertSound(SymbolBook book) {
        DepthBook depth = book.depth();
        assertThat(depth.updateId()).isEqualTo(book.updateId());
        assertThat(depth.bids().ticks(0)).isEqualTo(book.bid());
        assertThat(depth.bids().steps(0)).isEqualTo(book.bidSteps());
        assertThat(depth.asks().ticks(0)).isEqualTo(book.ask());
        assertThat(depth.asks().steps(0)).isEqualTo(book.askSteps());
        for (DepthSide side : List.of(depth.bids(), depth.asks())) {
            assertThat(side.size()).isBetween(FEWEST_LEVELS, 1_200);
            long away = side == depth.bids() ? -1 : 1;
            for (int i = 0; i < side.size(); i++) {
                assertThat(side.steps(i)).isPositive();
                assertThat(side.ticks(i)).isPositive();
                if (i > 0) {
                    assertThat((side.ticks(i) - side.ticks(i - 1)) * away).isPositive();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BTCUSDT", "ADAUSDT", "DOGEBTC"})
    void beginsAtTheBestQuoteAndNeverCrosses(String symbol) {
        Market market = walk(symbol);
        for (int i = 0; i < 2_000; i++) {
            assertSound(steps(market, 1));
        }
    }

    @Test
    void isTheSameForTheSameQuotes() {
        Market one = walk("ETHUSDT");
        Market other = walk("ETHUSDT");
        DepthBook first = steps(one, 10).depth();
        DepthBook second = steps(other, 10).depth();
        steps(one, 500);
        steps(other, 500);

        assertThat(levels(first.bids())).isEqualTo(levels(second.bids()));
        assertThat(levels(first.asks())).isEqualTo(levels(second.asks()));
    }

    @Test
    void givesEveryReaderEveryChangeWithoutAHole() {
        // given
        Market market = walk("BTCUSDT");
        DepthBook depth = steps(market, 1).depth();
        Copy often = new Copy(depth);
        Copy seldom = new Copy(depth);

        // when
        for (int i = 1; i <= 3_000; i++) {
            steps(market, 1);
            if (i % 3 == 0) {
                often.follow();
            }
            if (i % 100 == 0) {
                seldom.follow();
            }
        }

        // then
        often.assertEqualToBook();
        seldom.assertEqualToBook();
        assertThat(often.updateId).isGreaterThan(1_000);
    }

    @Test
    void survivesJumpsBothWays() {
        ScriptedSource source =
                new ScriptedSource(List.of(TestMarkets.instrument("A")), T0, T0 + 100_000);
        long[] bids = {10_000, 60_000, 60_001, 12_000, 3, 1, 500, 499};
        for (int i = 0; i < bids.length; i++) {
            long bid = bids[i];
            long at = T0 + i;
            source.at(at, s -> s.quote(0, at, bid, 10 + bid, bid + 2, 20));
        }
        Market market = new Market(source, false);
        SymbolBook book = steps(market, 1);
        Copy copy = new Copy(book.depth());

        for (int i = 1; i < bids.length; i++) {
            steps(market, 1);
            copy.follow();
            copy.assertEqualToBook();
            assertThat(book.depth().bids().ticks(0)).isEqualTo(bids[i]);
            assertThat(book.depth().asks().ticks(0)).isEqualTo(bids[i] + 2);
        }
    }

    @Test
    void showsAHoleWhenNobodyTookTheChanges() {
        Market market = walk("BTCUSDT");
        DepthChanges changes = steps(market, 1).depth().collect();
        long before = market.books().getFirst().updateId();

        while (changes.overflows() == 0) {
            steps(market, 1);
        }
        steps(market, 10);

        assertThat(changes.take()).isTrue();
        assertThat(changes.firstUpdateId()).isGreaterThan(before + 1);
    }

    @Test
    void collectsNothingOnceReleased() {
        Market market = walk("BTCUSDT");
        DepthBook depth = steps(market, 1).depth();
        DepthChanges changes = depth.collect();
        depth.release(changes);
        steps(market, 50);

        assertThat(changes.take()).isTrue();
        assertThat(changes.bids()).isZero();
    }

    @Test
    void followsARecordingAndItsIdsOnceThereIsASnapshot() {
        // given
        DepthLevels snapshot = new DepthLevels();
        snapshot.bid(99, 5);
        snapshot.bid(100, 7);
        snapshot.ask(103, 4);
        DepthLevels change = new DepthLevels();
        change.bid(100, 0);
        change.bid(95, 0);
        change.ask(102, 9);
        ScriptedSource source =
                new ScriptedSource(List.of(TestMarkets.instrument("A")), T0, T0 + 100_000)
                        .at(T0, s -> s.depthUpdate(0, T0, 500, change))
                        .at(T0 + 1, s -> s.depthSnapshot(0, T0 + 1, 1_000, snapshot))
                        .at(T0 + 2, s -> s.depthUpdate(0, T0 + 2, 1_000, change))
                        .at(T0 + 3, s -> s.recordedQuote(0, T0 + 3, 1_007, 99, 5, 102, 9))
                        .at(T0 + 4, s -> s.depthUpdate(0, T0 + 4, 1_010, change));
        Market market = new Market(source, false);
        SymbolBook book = steps(market, 3);
        DepthBook depth = book.depth();
        Copy copy = new Copy(depth);
        assertThat(depth.updateId()).isEqualTo(1_000);
        assertThat(levels(depth.bids())).containsOnlyKeys(99L, 100L);

        // when
        steps(market, 2);

        // then
        copy.follow();
        copy.assertEqualToBook();
        assertThat(depth.recorded()).isTrue();
        assertThat(depth.updateId()).isEqualTo(1_010);
        assertThat(depth.ignoredUpdates()).isEqualTo(2);
        assertThat(levels(depth.bids())).containsOnlyKeys(99L);
        assertThat(levels(depth.asks())).containsOnlyKeys(102L, 103L);
        assertThat(book.updateId()).isEqualTo(1_007);
    }
}
