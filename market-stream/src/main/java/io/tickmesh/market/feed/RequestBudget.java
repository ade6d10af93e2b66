package io.tickmesh.market.feed;

import java.time.Duration;

/// What an exchange grants for requests, in its own measure. Thread-safe.
public interface RequestBudget {
    /// Takes `weight` out of the budget if it is there.
    ///
    /// @return zero if it was taken; otherwise how long to wait before asking again
    Duration take(int weight);

    /// Takes `weight` like [#take], and leaves enough to requests that are more urgent.
    Duration takeSpare(int weight);

    /// Notes what the exchange says that it has counted in the current minute.
    void reported(int usedByAll);

    /// Keeps still for `wait`, because the exchange said so.
    void blockFor(Duration wait);

    /// Returns the weight used in the last minute.
    int used();

    /// Leaves the rest to other nodes.
    ///
    /// @param nodes how many share what the exchange grants, this one included
    void share(int nodes);
}
