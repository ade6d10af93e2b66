package io.tickmesh.simulator.market;

import java.util.ArrayList;
import java.util.List;

/// The order book of one symbol: about a thousand levels on each side of the best quote, never crossed. It is made up around
/// the quotes of the source by [RestingOrders], or follows recorded updates once a recorded snapshot has come. Not
/// thread-safe.
public final class DepthBook {

    /// Recorded levels kept per side; no answer holds more.
    private static final int MOST_LEVELS = 10_000;

    private final List<DepthChanges> collectors = new ArrayList<>();
    private final DepthSide bids = new DepthSide(true, MOST_LEVELS, this::bidChanged);
    private final DepthSide asks = new DepthSide(false, MOST_LEVELS, this::askChanged);
    private final RestingOrders orders;
    private boolean recorded;
    private long updateId;
    private long ignoredUpdates;

    DepthBook(long seed) {
        this.orders = new RestingOrders(seed);
    }

    /// Returns the id of the last change. Unless the book is recorded it is the same as that of the quote.
    public long updateId() {
        return updateId;
    }

    /// Returns the buying side.
    public DepthSide bids() {
        return bids;
    }

    /// Returns the selling side.
    public DepthSide asks() {
        return asks;
    }

    /// Returns whether the book follows a recording.
    public boolean recorded() {
        return recorded;
    }

    /// Returns recorded updates that were not applied: older than the snapshot, or before there was one.
    public long ignoredUpdates() {
        return ignoredUpdates;
    }

    /// Begins to collect changes, from the current update id on. Whoever collects takes the changes regularly and releases the
    /// collector in the end.
    public DepthChanges collect() {
        DepthChanges collector = new DepthChanges(this);
        collectors.add(collector);
        return collector;
    }

    /// Stops collecting.
    public void release(DepthChanges collector) {
        var _ = collectors.remove(collector);
    }

    private void bidChanged(long ticks) {
        for (int i = 0; i < collectors.size(); i++) {
            collectors.get(i).bid(ticks);
        }
    }

    private void askChanged(long ticks) {
        for (int i = 0; i < collectors.size(); i++) {
            collectors.get(i).ask(ticks);
        }
    }

    /// Moves a made-up book to a new best quote.
    void quote(long updateId, long bid, long bidSteps, long ask, long askSteps) {
        if (recorded) {
            return;
        }
        this.updateId = updateId;
        // Both sides make room first, so that no order is put where the other side still is.
        bids.removeBetterThan(bid);
        asks.removeBetterThan(ask);
        orders.move(bids, bid, bidSteps, -1);
        orders.move(asks, ask, askSteps, 1);
    }

    /// Replaces the book by a recorded one; from here on it follows recorded updates only.
    void snapshot(long lastUpdateId, DepthLevels levels) {
        recorded = true;
        updateId = lastUpdateId;
        bids.clear();
        asks.clear();
        levels.applyTo(bids, asks);
        for (int i = 0; i < collectors.size(); i++) {
            collectors.get(i).restart(lastUpdateId);
        }
    }

    /// Applies a recorded update.
    void update(long lastUpdateId, DepthLevels levels) {
        if (!recorded || lastUpdateId <= updateId) {
            ignoredUpdates++;
            return;
        }
        updateId = lastUpdateId;
        levels.applyTo(bids, asks);
    }
}
