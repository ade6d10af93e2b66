package io.tickmesh.bot.store;

import io.tickmesh.bot.execution.TrackedOrder;
import io.tickmesh.bot.portfolio.Account;
import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.bot.portfolio.Result;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What an earlier run, or another node, left of the bots of some shards: all that an engine has to know to go on.
///
/// @param accounts all of them
/// @param bots in the order in which they were made
/// @param open orders that had not ended, in the order in which they were made
/// @param lastOrders the newest buy and the newest sale of each bot
/// @param lastExits when each bot closed its last position
/// @param decidedUntil close of the last candle that each bot had decided on when it was given up in order
public record Stored(
        List<OfAccount> accounts,
        List<OfBot> bots,
        List<Held> positions,
        List<OrderRow> open,
        List<OrderRow> lastOrders,
        Map<String, Instant> lastExits,
        Map<String, Instant> decidedUntil) {
    /// Nothing.
    public static final Stored NOTHING =
            new Stored(List.of(), List.of(), List.of(), List.of(), List.of(), Map.of(), Map.of());

    public Stored {
        accounts = List.copyOf(accounts);
        bots = List.copyOf(bots);
        positions = List.copyOf(positions);
        open = List.copyOf(open);
        lastOrders = List.copyOf(lastOrders);
        lastExits = Map.copyOf(lastExits);
        decidedUntil = Map.copyOf(decidedUntil);
    }

    /// An account and its sums.
    public record OfAccount(Account account, BigDecimal cash, Result result) {}

    /// A bot and its sums.
    public record OfBot(StoredBot bot, Result result) {}

    /// An open position.
    ///
    /// @param highestBid since it was opened, 0 if none is known
    public record Held(Position position, double highestBid) {}

    /// An order.
    ///
    /// @param attempts how often it was meant
    /// @param reserved what it may still cost; zero if it has ended
    public record OrderRow(TrackedOrder order, int attempts, BigDecimal reserved) {}
}
