package io.tickmesh.mesh.recording;

/// The best bid and ask that a recorded minute is replayed with: around each trade of its path, and once more at its end, where
/// the book moves without a trade. A recorded minute holds a handful of trades, but no book stands still for that long, and
/// whoever decides on the closed bar needs a price that is not old. Not thread-safe.
public final class PathQuotes {
    /// When the book moves without a trade, milliseconds after the minute began.
    public static final int REFRESH_OFFSET_MILLIS = 59_999;

    private static final int MOST_SPREAD_TICKS = 3;
    private static final int RESTING_RANGE = 5;

    private final IntraBarPath path;
    private long bid;
    private long bidSteps;
    private long ask;
    private long askSteps;

    /// @param path of the minute under way; whoever owns it goes through its trades in their order
    public PathQuotes(IntraBarPath path) {
        this.path = path;
    }

    /// Moves the quote to a trade of the path.
    public void trade(int trade) {
        long ticks = path.ticks(trade);
        long steps = path.steps(trade);
        long spread = 1L + path.below(MOST_SPREAD_TICKS);
        boolean atBid = path.buyerMaker(trade) || ticks <= spread;
        bid = atBid ? ticks : ticks - spread;
        ask = bid + spread;
        bidSteps = Math.max(1, steps) * (1L + path.below(RESTING_RANGE));
        askSteps = Math.max(1, steps) * (1L + path.below(RESTING_RANGE));
    }

    /// Lets the book move at the end of a minute.
    ///
    /// @param open price at which the minute began, taken where nothing has traded yet
    public void refresh(long open) {
        if (bid == 0) {
            bid = open;
            ask = bid + 1;
            askSteps = 1;
        }
        bidSteps++;
    }

    /// Returns the best bid in ticks.
    public long bid() {
        return bid;
    }

    /// Returns the quantity at the best bid in steps.
    public long bidSteps() {
        return bidSteps;
    }

    /// Returns the best ask in ticks.
    public long ask() {
        return ask;
    }

    /// Returns the quantity at the best ask in steps.
    public long askSteps() {
        return askSteps;
    }
}
