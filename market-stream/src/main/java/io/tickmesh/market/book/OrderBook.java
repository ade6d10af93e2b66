package io.tickmesh.market.book;

import java.util.Objects;

/// The order book of one symbol, as the exchange last told of it. Not thread-safe.
///
/// Everything it says is complete as far as it goes: a level that it leaves out does not exist. Where the book ends the exchange's
/// may go on; [#isWhole] tells.
///
/// It keeps the best levels of each side up to its capacity, and at times a quarter more. What lies farther away is of no use for
/// an order that would move the price that far, and the book does not speak of it any more once levels have been dropped.
public final class OrderBook {
    private final BookSide bids;
    private final BookSide asks;
    private long updateId = -1;
    private long millis;
    private int lowWater;

    OrderBook(int capacity) {
        if (capacity < 4) {
            throw new IllegalArgumentException(
                    "capacity must be 4 levels or more, was " + capacity);
        }
        bids = new BookSide(Side.BID, capacity);
        asks = new BookSide(Side.ASK, capacity);
    }

    /// Returns the id of the last update that is in it.
    public long updateId() {
        return updateId;
    }

    /// Returns the exchange's time of the last update, epoch milliseconds; 0 if it is the snapshot, which has none.
    public long millis() {
        return millis;
    }

    /// Returns how many levels of a side are known.
    public int size(Side side) {
        return of(side).known();
    }

    /// Returns the price of a level, 0 being the best one.
    ///
    /// @throws IndexOutOfBoundsException if so many are not known
    public double price(Side side, int index) {
        return of(side).price(Objects.checkIndex(index, size(side)));
    }

    /// Returns the quantity of a level, above zero, 0 being the best one.
    ///
    /// @throws IndexOutOfBoundsException if so many are not known
    public double quantity(Side side, int index) {
        return of(side).quantity(Objects.checkIndex(index, size(side)));
    }

    /// Returns the best levels of a side, the best one first.
    ///
    /// @param limit how many at most
    public Levels best(Side side, int limit) {
        BookSide levels = of(side);
        Levels best = new Levels();
        int count = Math.min(limit, levels.known());
        for (int i = 0; i < count; i++) {
            best.add(levels.price(i), levels.quantity(i));
        }
        return best;
    }

    /// Returns whether all levels of a side are known that the exchange has.
    public boolean isWhole(Side side) {
        return of(side).isWhole();
    }

    /// Returns how much rests on a side at `limitPrice` and better, as far as the book is known.
    public double quantityTo(Side side, double limitPrice) {
        BookSide levels = of(side);
        double sum = 0;
        int count = levels.known();
        for (int i = 0; i < count; i++) {
            double price = levels.price(i);
            if (side == Side.BID ? price < limitPrice : price > limitPrice) {
                break;
            }
            sum += levels.quantity(i);
        }
        return sum;
    }

    /// Returns what an order of `quantity` would get from a side: one that buys takes from the asks.
    ///
    /// @throws IllegalArgumentException if the quantity is not above zero
    public Fill fill(Side side, double quantity) {
        if (!(quantity > 0)) {
            throw new IllegalArgumentException("quantity must be above zero, was " + quantity);
        }
        BookSide levels = of(side);
        double open = quantity;
        double value = 0;
        double worst = Double.NaN;
        int count = levels.known();
        for (int i = 0; i < count && open > 0; i++) {
            double taken = Math.min(open, levels.quantity(i));
            worst = levels.price(i);
            value += taken * worst;
            open -= taken;
        }
        double filled = quantity - open;
        return new Fill(filled, filled > 0 ? value / filled : Double.NaN, worst, open == 0);
    }

    /// Returns how many levels of both sides were dropped because there were too many.
    public long pruned() {
        return bids.pruned() + asks.pruned();
    }

    /// @param limit how many levels of a side were asked for
    void load(DepthSnapshot snapshot, int limit) {
        bids.load(snapshot.bids(), snapshot.bids().size() < limit);
        asks.load(snapshot.asks(), snapshot.asks().size() < limit);
        updateId = snapshot.lastUpdateId();
        millis = 0;
        lowWater = Math.max(1, limit / 10);
    }

    void apply(long lastId, long eventMillis, Levels changedBids, Levels changedAsks) {
        apply(bids, changedBids);
        apply(asks, changedAsks);
        updateId = lastId;
        millis = eventMillis;
    }

    /// Returns whether a bid is as high as an ask, which no book of an exchange is.
    boolean isCrossed() {
        return bids.size() > 0 && asks.size() > 0 && bids.price(0) >= asks.price(0);
    }

    /// Returns whether so little is known of a side that a newer snapshot is needed: a tenth of what the last one could have.
    boolean isThin() {
        return isThin(bids) || isThin(asks);
    }

    /// Returns a side with the levels beyond what is known.
    BookSide of(Side side) {
        return side == Side.BID ? bids : asks;
    }

    private boolean isThin(BookSide side) {
        return !side.isWhole() && side.known() < lowWater;
    }

    private static void apply(BookSide side, Levels changes) {
        for (int i = 0; i < changes.size(); i++) {
            side.set(changes.price(i), changes.quantity(i));
        }
    }
}
