package io.tickmesh.market.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OrderBookTest {
    private final OrderBook book = new OrderBook(8);

    @Test
    void tellsWhatAnOrderWouldGet() {
        load(5, levels(100, 1, 99, 2), levels(101, 1, 102, 2, 104, 4));

        assertThat(book.fill(Side.ASK, 0.5)).isEqualTo(new Fill(0.5, 101, 101, true));
        assertThat(book.fill(Side.ASK, 3)).isEqualTo(new Fill(3, 305.0 / 3, 102, true));
        assertThat(book.fill(Side.ASK, 10)).isEqualTo(new Fill(7, 721.0 / 7, 104, false));
        assertThat(book.fill(Side.BID, 2)).isEqualTo(new Fill(2, 99.5, 99, true));
        assertThatIllegalArgumentException().isThrownBy(() -> book.fill(Side.BID, 0));
        assertThat(book.quantityTo(Side.ASK, 102)).isEqualTo(3);
        assertThat(book.quantityTo(Side.ASK, 100.5)).isZero();
        assertThat(book.quantityTo(Side.BID, 99.5)).isEqualTo(1);
    }

    @Test
    void tellsOfNothingWhereThereIsNothing() {
        load(5, levels(), levels(101, 1));

        assertThat(book.size(Side.BID)).isZero();
        assertThat(book.isWhole(Side.BID)).isTrue();
        assertThat(book.isThin()).isFalse();
        Fill fill = book.fill(Side.BID, 1);
        assertThat(fill.quantity()).isZero();
        assertThat(fill.averagePrice()).isNaN();
        assertThat(fill.complete()).isFalse();
        assertThatThrownBy(() -> book.price(Side.BID, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void doesNotSpeakOfLevelsBeyondTheSnapshot() {
        load(2, levels(100, 1, 99, 2), levels(101, 1, 102, 2));
        book.apply(2, 7, levels(90, 5), levels(101.5, 3, 110, 6));

        assertThat(book.isWhole(Side.ASK)).isFalse();
        assertThat(book.size(Side.ASK)).isEqualTo(3);
        assertThat(book.of(Side.ASK).size()).isEqualTo(4);
        assertThat(book.fill(Side.ASK, 10))
                .isEqualTo(new Fill(6, (101 + 3 * 101.5 + 204) / 6, 102, false));
        assertThat(book.quantityTo(Side.BID, 1)).isEqualTo(3);
        assertThat(book.updateId()).isEqualTo(2);
        assertThat(book.millis()).isEqualTo(7);
    }

    @Test
    void neverTakesAPrunedSideForAWholeOne() {
        load(5, levels(100, 1), levels(101, 1));
        assertThat(book.isWhole(Side.BID)).isTrue();
        Levels many = new Levels();
        for (int i = 0; i < 20; i++) {
            many.add(99 - i, 1);
        }
        book.apply(2, 7, many, levels());

        assertThat(book.isWhole(Side.BID)).isFalse();
        assertThat(book.pruned()).isPositive();
        assertThat(book.of(Side.BID).size()).isBetween(8, 10);
        double horizon = book.price(Side.BID, book.size(Side.BID) - 1);
        // The far ones were dropped while they still existed: told of again, they are not known
        // without those between.
        book.apply(3, 8, levels(70, 4), levels());
        assertThat(book.price(Side.BID, book.size(Side.BID) - 1)).isEqualTo(horizon);
        assertThat(book.fill(Side.BID, 1_000).complete()).isFalse();
        assertThat(book.isWhole(Side.ASK)).isTrue();
    }

    @Test
    void isSortedWhateverTheOrderOfTheChanges() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            boolean bid = seed % 2 == 0;
            BookSide side = new BookSide(bid ? Side.BID : Side.ASK, 500);
            TreeMap<Double, Double> expected = new TreeMap<>();
            side.load(new Levels(), true);
            for (int i = 0; i < 400; i++) {
                double price = random.nextInt(1, 100) / 100.0;
                double quantity = random.nextInt(0, 4);
                side.set(price, quantity);
                if (quantity == 0) {
                    expected.remove(price);
                } else {
                    expected.put(price, quantity);
                }
            }
            assertThat(side.known()).isEqualTo(expected.size());
            int i = 0;
            for (var level : (bid ? expected.descendingMap() : expected).entrySet()) {
                assertThat(side.price(i)).isEqualTo(level.getKey());
                assertThat(side.quantity(i)).isEqualTo(level.getValue());
                i++;
            }
        }
    }

    private void load(int limit, Levels bids, Levels asks) {
        book.load(new DepthSnapshot(1, bids, asks), limit);
    }

    private static Levels levels(double... pairs) {
        Levels levels = new Levels();
        for (int i = 0; i < pairs.length; i += 2) {
            levels.add(pairs[i], pairs[i + 1]);
        }
        return levels;
    }
}
