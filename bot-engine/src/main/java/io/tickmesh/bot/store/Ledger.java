package io.tickmesh.bot.store;

import io.vertx.core.Future;
import java.math.BigDecimal;
import java.util.List;

/// Where the engine writes down what it decides and owns: PostgreSQL, or nowhere in a backtest. Belongs to one context.
public interface Ledger {
    /// Writes nothing and is done at once, for engines that nobody will ask again.
    Ledger NONE = new NoLedger();

    /// Writes an order down before it is sent. Fails soon if it cannot be written now, and whether it was written is then unknown: its
    /// end has to be committed, as that of any order.
    ///
    /// @param reserved most that it may cost; what it spends is taken off as it is filled, and nothing is left when it has ended
    /// @return fails with a [DuplicateOrderException] or [LeaseLostException], and then nothing may be written of the order, or with an
    ///     [InsufficientFundsException] if that is more than its account has left; it was not written then
    Future<Void> attempt(Change.Ordered intent, BigDecimal reserved);

    /// Writes changes as one: all of them or none. They are written in the order of the calls, and a change that is written
    /// twice counts once.
    ///
    /// @return done when they can no longer be lost; as long as that takes. Fails if they are refused for good, and then nothing is
    ///     written; with a [LeaseLostException] if one of the bots is not ours any more
    Future<Void> commit(List<? extends Change> changes);

    /// Writes changes as one when there is time. Nobody waits for it: when too much waits, or the bot is not ours any
    /// more, they are dropped and counted.
    void behind(List<? extends Change> changes);

    /// Returns whether nothing can be written now. What has been given to [#commit] waits; nothing new should be begun.
    boolean isAway();

    /// Returns whether so much waits that [#attempt] takes no more, and [#commit] should be given only what has happened already.
    boolean isFull();

    /// Returns a future that is done when nothing waits.
    Future<Void> idle();
}
