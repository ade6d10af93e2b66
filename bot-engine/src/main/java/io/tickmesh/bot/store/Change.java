package io.tickmesh.bot.store;

import io.tickmesh.bot.execution.TrackedOrder;
import io.tickmesh.bot.portfolio.Booked;
import io.tickmesh.mesh.event.EquitySnapshotTaken;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.request.FillView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something to be written down. Immutable.
public sealed interface Change {
    /// Returns the bot that it is about; null if it is about a whole account.
    default @Nullable String botId() {
        return switch (this) {
            case Ordered(TrackedOrder order, _) -> order.order().bot();
            case Filled filled -> filled.fill().bot();
            case Marked marked -> marked.bot;
            case Decided decided -> decided.bot;
            case Signalled(SignalGenerated signal) -> signal.bot();
            case Told(Announcement event) -> event.written().bot();
            case Valued(EquitySnapshotTaken snapshot) -> snapshot.bot();
            case Kept(StoredBot bot) -> bot.id();
            case Removed removed -> removed.bot;
        };
    }

    /// An order is in that state now.
    ///
    /// @param attempts how often it was meant: a refused exit is tried again, and stays one order
    record Ordered(TrackedOrder order, int attempts) implements Change {}

    /// An order was filled, in whole or in part.
    ///
    /// @param maker whether the order had rested
    /// @param outcome what the fill makes of the position of the bot
    /// @param reason why the order was made
    record Filled(FillView fill, boolean maker, Booked outcome, String reason) implements Change {}

    /// The price that a trailing stop follows has risen.
    ///
    /// @param openedAt tells the position from others of the bot
    record Marked(String bot, Instant openedAt, double highestBid) implements Change {}

    /// A bot is given up in order, and has decided on all candles until then.
    ///
    /// @param until close of the last of them; null when the next owner has taken note of it
    record Decided(String bot, @Nullable Instant until) implements Change {}

    /// A strategy or a stop wanted something.
    record Signalled(SignalGenerated signal) implements Change {}

    /// Something happened that is, or will be, told.
    record Told(Announcement event) implements Change {}

    /// An account or a bot was valued.
    record Valued(EquitySnapshotTaken snapshot) implements Change {}

    /// A bot is what this says from now on.
    record Kept(StoredBot bot) implements Change {}

    /// There is no such bot any more; what it did stays.
    record Removed(String bot) implements Change {}
}
