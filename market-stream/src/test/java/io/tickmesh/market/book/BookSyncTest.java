package io.tickmesh.market.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.market.book.BookSync.State;
import io.tickmesh.market.book.Decision.Action;
import io.tickmesh.market.book.Decision.Cause;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BookSyncTest {
    private static final Levels NONE = levels();

    private final BookSync sync = new BookSync(100, 4, 50);

    @Test
    void asksForASnapshotWithTheFirstUpdateAndWaits() {
        assertThat(sync.state()).isEqualTo(State.IDLE);

        assertThat(update(11, 12).action()).isEqualTo(Action.NEED_SNAPSHOT);
        assertThat(update(13, 13).action()).isEqualTo(Action.BUFFERED);

        assertThat(sync.state()).isEqualTo(State.BUFFERING);
        assertThat(sync.book()).isEmpty();
    }

    @Test
    void dropsWhatTheSnapshotHasAndAppliesTheRest() {
        update(9, 10, levels(99, 7), NONE);
        update(11, 14, levels(99, 5), levels(102, 0));
        update(15, 15, NONE, levels(103, 4));

        assertThat(snapshot(12).action()).isEqualTo(Action.APPLIED);

        OrderBook book = sync.book().orElseThrow();
        assertThat(book.updateId()).isEqualTo(15);
        assertThat(text(book, Side.BID)).isEqualTo("100.0x1.0 99.0x5.0");
        assertThat(text(book, Side.ASK)).isEqualTo("101.0x1.0 103.0x4.0");
        assertThat(sync.counts().old()).isEqualTo(1);
    }

    @Test
    void asksAgainWhenTheSnapshotIsOlderThanTheFirstUpdate() {
        update(14, 15);

        assertThat(snapshot(12))
                .isEqualTo(new Decision(Action.NEED_SNAPSHOT, Cause.SNAPSHOT_TOO_OLD));
        assertThat(sync.state()).isEqualTo(State.BUFFERING);
        assertThat(snapshot(13).action()).isEqualTo(Action.APPLIED);
        assertThat(sync.book().orElseThrow().updateId()).isEqualTo(15);
        assertThat(sync.counts().uselessSnapshots()).isEqualTo(1);
    }

    @Test
    void joinsTheFirstUpdateAfterASnapshotThatIsNewerThanAllThatWaited() {
        update(9, 10);
        snapshot(12);

        assertThat(update(11, 12).action()).isEqualTo(Action.IGNORED);
        assertThat(update(12, 14).action()).isEqualTo(Action.APPLIED);
        assertThat(update(15, 15).action()).isEqualTo(Action.APPLIED);
    }

    @Test
    void beginsAnewWhenTheFirstUpdateAfterTheSnapshotDoesNotJoin() {
        update(9, 10);
        snapshot(12);

        assertThat(update(14, 15)).isEqualTo(new Decision(Action.RESYNC, Cause.GAP));
        assertThat(sync.book()).isEmpty();
    }

    @Test
    void beginsAnewAfterAGapAndKeepsTheUpdateThatShowedIt() {
        synced();

        assertThat(update(17, 18, levels(98, 3), NONE))
                .isEqualTo(new Decision(Action.RESYNC, Cause.GAP));
        assertThat(sync.state()).isEqualTo(State.BUFFERING);
        assertThat(snapshot(15).action()).isEqualTo(Action.NEED_SNAPSHOT);
        assertThat(snapshot(17).action()).isEqualTo(Action.APPLIED);
        assertThat(text(sync.book().orElseThrow(), Side.BID))
                .isEqualTo("100.0x1.0 99.0x2.0 98.0x3.0");
        assertThat(sync.counts().gaps()).isEqualTo(1);
        assertThat(sync.counts().resyncs()).isEqualTo(1);
    }

    @Test
    void doesNotLetALaterUpdateBeginInsideWhatItHas() {
        synced();

        assertThat(update(14, 16).cause()).isEqualTo(Cause.GAP);
    }

    @Test
    void ignoresAnUpdateThatComesTwice() {
        synced();
        update(16, 17, levels(99, 0), NONE);

        assertThat(update(16, 17, levels(99, 5), NONE))
                .isEqualTo(new Decision(Action.IGNORED, Cause.OLD));
        assertThat(text(sync.book().orElseThrow(), Side.BID)).isEqualTo("100.0x1.0");
    }

    @Test
    void forgetsWhatWaitedBeforeAGapAmongTheWaiting() {
        update(9, 10);
        update(13, 14);

        assertThat(sync.counts().gaps()).isEqualTo(1);
        assertThat(snapshot(10).action()).isEqualTo(Action.NEED_SNAPSHOT);
        assertThat(snapshot(12).action()).isEqualTo(Action.APPLIED);
    }

    @Test
    void dropsTheOldestOfTooManyThatWaitSoThatAnOldSnapshotIsNoUse() {
        for (int id = 1; id <= 6; id++) {
            update(id, id);
        }

        assertThat(sync.counts().dropped()).isEqualTo(2);
        assertThat(snapshot(1).action()).isEqualTo(Action.NEED_SNAPSHOT);
        assertThat(snapshot(2).action()).isEqualTo(Action.APPLIED);
        assertThat(sync.book().orElseThrow().updateId()).isEqualTo(6);
    }

    @Test
    void dropsTheOldestOfTooManyLevelsThatWait() {
        Levels many = new Levels();
        for (int i = 0; i < 30; i++) {
            many.add(50 + i, 1);
        }
        update(1, 1, many, NONE);
        update(2, 2, many, NONE);

        assertThat(sync.counts().dropped()).isEqualTo(1);
    }

    @Test
    void givesUpABookThatIsCrossed() {
        synced();

        assertThat(update(16, 16, levels(101, 1), NONE))
                .isEqualTo(new Decision(Action.RESYNC, Cause.CROSSED));
        assertThat(sync.book()).isEmpty();
    }

    @Test
    void asksForANewerSnapshotWhenThePriceLeavesWhatTheLastToldOf() {
        thin();

        assertThat(sync.state()).isEqualTo(State.REFRESHING);
        // 110 is told of, and nobody knows whether it is the best.
        assertThat(sync.book().orElseThrow().size(Side.ASK)).isZero();
        assertThat(sync.book().orElseThrow().fill(Side.ASK, 1).complete()).isFalse();
        assertThat(update(15, 15, NONE, levels(111, 5)).action()).isEqualTo(Action.APPLIED);

        sync.snapshot(new DepthSnapshot(14, levels(100, 1, 99, 2), levels(105, 3, 110, 1)), 2);
        assertThat(sync.state()).isEqualTo(State.SYNCED);
        assertThat(sync.book().orElseThrow().updateId()).isEqualTo(15);
        assertThat(text(sync.book().orElseThrow(), Side.ASK)).isEqualTo("105.0x3.0 110.0x1.0");
        assertThat(sync.counts().resyncs()).isZero();
    }

    @Test
    void doesNotGoBackToASnapshotOlderThanTheBookThatIsThin() {
        thin();

        assertThat(snapshot(13).cause()).isEqualTo(Cause.SNAPSHOT_TOO_OLD);
        update(15, 15);
        assertThat(snapshot(13).cause()).isEqualTo(Cause.SNAPSHOT_TOO_OLD);
        assertThat(sync.state()).isEqualTo(State.REFRESHING);
        assertThat(update(17, 17).cause()).isEqualTo(Cause.GAP);
        assertThat(sync.book()).isEmpty();
        assertThat(snapshot(16).action()).isEqualTo(Action.APPLIED);
    }

    @Test
    void ignoresASnapshotThatNobodyNeeds() {
        synced();

        assertThat(snapshot(99).action()).isEqualTo(Action.IGNORED);
        assertThat(sync.book().orElseThrow().updateId()).isEqualTo(15);
    }

    @Test
    void forgetsEverythingWithTheConnection() {
        synced();
        sync.restart();

        assertThat(sync.book()).isEmpty();
        assertThat(update(40, 41).action()).isEqualTo(Action.NEED_SNAPSHOT);
    }

    @Test
    void isTheExchangesBookWhateverIsLostOrSentTwice() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            BookSync tested = new BookSync(1_000, 8, 10_000);
            TreeMap<Double, Double> bids = new TreeMap<>();
            TreeMap<Double, Double> asks = new TreeMap<>();
            bids.put(1000.0, 1.0);
            asks.put(1001.0, 1.0);
            long id = 1;
            DepthSnapshot late = snapshot(id, bids, asks);
            int compared = 0;
            for (int i = 0; i < 300; i++) {
                Levels changedBids = change(bids, 1000, -1, random);
                Levels changedAsks = change(asks, 1001, 1, random);
                long last = id + 1 + random.nextInt(3);
                if (random.nextInt(20) != 0) {
                    tested.update(id + 1, last, i, changedBids, changedAsks);
                }
                if (random.nextInt(10) == 0) {
                    tested.update(id + 1, last, i, changedBids, changedAsks);
                }
                if (tested.state() != State.SYNCED && random.nextInt(3) == 0) {
                    tested.snapshot(late, 5_000);
                }
                id = last;
                if (random.nextInt(3) == 0) {
                    late = snapshot(id, bids, asks);
                }
                if (tested.book().isPresent() && tested.book().get().updateId() == id) {
                    compared++;
                    assertThat(text(tested.book().get(), Side.BID))
                            .as("seed %d", seed)
                            .isEqualTo(text(bids.descendingMap()));
                    assertThat(text(tested.book().get(), Side.ASK)).isEqualTo(text(asks));
                }
            }
            assertThat(compared).isPositive();
        }
    }

    private static Levels change(Map<Double, Double> side, int best, int step, Random random) {
        Levels changes = new Levels();
        for (int i = random.nextInt(4); i > 0; i--) {
            double price = best + step * random.nextInt(1, 30);
            double quantity = random.nextInt(3) == 0 ? 0 : random.nextInt(1, 9);
            changes.add(price, quantity);
            if (quantity == 0) {
                side.remove(price);
            } else {
                side.put(price, quantity);
            }
        }
        return changes;
    }

    private static DepthSnapshot snapshot(
            long id, NavigableMap<Double, Double> bids, Map<Double, Double> asks) {
        Levels best = new Levels();
        bids.descendingMap().forEach(best::add);
        Levels bestAsks = new Levels();
        asks.forEach(bestAsks::add);
        return new DepthSnapshot(id, best, bestAsks);
    }

    private void thin() {
        update(9, 10);
        sync.snapshot(new DepthSnapshot(12, levels(100, 1, 99, 2), levels(101, 1, 102, 2)), 2);
        assertThat(update(13, 13, NONE, levels(101, 0, 110, 1)).action()).isEqualTo(Action.APPLIED);
        assertThat(update(14, 14, NONE, levels(102, 0)))
                .isEqualTo(new Decision(Action.NEED_SNAPSHOT, Cause.THIN));
    }

    private void synced() {
        update(15, 15);
        snapshot(14);
    }

    private Decision update(long firstId, long lastId) {
        return update(firstId, lastId, NONE, NONE);
    }

    private Decision update(long firstId, long lastId, Levels bids, Levels asks) {
        return sync.update(firstId, lastId, 5, bids, asks);
    }

    private Decision snapshot(long id) {
        return sync.snapshot(
                new DepthSnapshot(id, levels(100, 1, 99, 2), levels(101, 1, 102, 2)), 100);
    }

    private static Levels levels(double... pairs) {
        Levels levels = new Levels();
        for (int i = 0; i < pairs.length; i += 2) {
            levels.add(pairs[i], pairs[i + 1]);
        }
        return levels;
    }

    private static String text(OrderBook book, Side side) {
        StringBuilder text = new StringBuilder();
        Levels best = book.best(side, Integer.MAX_VALUE);
        for (int i = 0; i < best.size(); i++) {
            text.append(i == 0 ? "" : " ")
                    .append(best.price(i))
                    .append('x')
                    .append(best.quantity(i));
        }
        return text.toString();
    }

    private static String text(Map<Double, Double> side) {
        StringBuilder text = new StringBuilder();
        side.forEach((price, quantity) ->
                text.append(text.isEmpty() ? "" : " ").append(price).append('x').append(quantity));
        return text.toString();
    }
}
