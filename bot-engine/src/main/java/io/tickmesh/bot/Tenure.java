package io.tickmesh.bot;

import java.util.function.IntPredicate;

/// Which bots this node may act for at this moment. To be asked right before each act, because a node may have been frozen since it
/// last looked. Belongs to one context.
final class Tenure {
    private final IntPredicate leases;

    /// @param leases whether the lease of a shard is valid now
    Tenure(IntPredicate leases) {
        this.leases = leases;
    }

    /// Returns whether what was decided for a bot may be done.
    boolean mayAct(Bot bot) {
        return !bot.stay().isGone() && leases.test(bot.stay().shard());
    }

    /// Returns whether something new may be decided for a bot.
    boolean mayDecide(Bot bot) {
        return !bot.stay().isLeaving() && mayAct(bot);
    }
}
