package io.tickmesh.bot;

import io.tickmesh.bot.store.Shards;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The time that a bot spends on this node: what it has seen here, and whether it goes. Not thread-safe.
final class Stay {
    private final int shard;
    private @Nullable Instant seenUntil;
    private boolean catchesUp;
    private boolean leaving;
    private boolean gone;

    Stay(String bot) {
        shard = Shards.of(bot);
    }

    int shard() {
        return shard;
    }

    /// Notes until which candle the node that ran the bot before has shown it all.
    void begin(Instant seenBefore) {
        seenUntil = seenBefore;
        catchesUp = true;
    }

    /// Returns whether a candle is new to the bot.
    ///
    /// @param end when it closed
    boolean isNew(Instant end) {
        return seenUntil == null || end.isAfter(seenUntil);
    }

    /// Returns whether the bot would have decided on a candle of the past, had it not just moved here. One that leaves has missed nothing:
    /// whoever runs it next decides.
    ///
    /// @param end when it closed
    boolean hasMissed(Instant end) {
        return catchesUp && !leaving && isNew(end);
    }

    /// Notes that the bot was shown a live candle.
    void live(Instant end) {
        seenUntil = end;
        catchesUp = false;
    }

    /// Notes until when all that the bot has to do with candles of the past is done: it was shown them, or came later. What is shown to
    /// one that leaves is not done.
    void past(Instant end) {
        if (!leaving && isNew(end)) {
            seenUntil = end;
        }
    }

    /// Returns when the last candle closed with which the bot has nothing to do any more, here or before it came.
    Optional<Instant> seenUntil() {
        return Optional.ofNullable(seenUntil);
    }

    /// Decides nothing any more; what is under way goes on.
    void leave() {
        leaving = true;
    }

    boolean isLeaving() {
        return leaving;
    }

    /// Another node runs the bot, or nobody does: nothing of what is still under way here counts.
    void end() {
        leaving = true;
        gone = true;
    }

    boolean isGone() {
        return gone;
    }
}
