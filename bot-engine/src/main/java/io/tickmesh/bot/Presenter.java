package io.tickmesh.bot;

import io.tickmesh.bot.execution.Quotes;
import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.market.Candle;
import java.time.Instant;

/// Shows candles to bots, each to each bot once, wherever the bot ran before. Belongs to one context.
final class Presenter {
    private final Outside outside;
    private final Quotes quotes;
    private final Tenure tenure;
    private final Decisions decisions;
    private final Turns turns;
    private final EngineMeters meters;

    Presenter(
            Outside outside,
            Quotes quotes,
            Tenure tenure,
            Decisions decisions,
            Turns turns,
            EngineMeters meters) {
        this.outside = outside;
        this.quotes = quotes;
        this.tenure = tenure;
        this.decisions = decisions;
        this.turns = turns;
        this.meters = meters;
    }

    /// Shows the bots of a series a candle that has just closed.
    void live(Series series, CandleClosed event) {
        Instant now = outside.time().instant();
        boolean fresh = quotes.isFresh(event.time(), now);
        if (!fresh) {
            meters.stale();
        }
        for (Bot bot : series.bots()) {
            turns.step(() -> show(bot, event, fresh, now));
        }
    }

    private void show(Bot bot, CandleClosed event, boolean fresh, Instant now) {
        Stay stay = bot.stay();
        if (stay.isLeaving() || !stay.isNew(event.time())) {
            return; // who runs it next decides on it, or who ran it before has
        }
        stay.live(event.time());
        if (fresh && bot.isDue(now) && tenure.mayDecide(bot)) {
            decisions.evaluate(bot, event, now);
        } else {
            decisions.lookBack(bot, event.time());
        }
    }

    /// Shows a bot a candle of the past: one that it missed because it moved is decided on, if it is not too old.
    ///
    /// @param end when the candle closed
    void past(Bot bot, Candle candle, Instant end) {
        Stay stay = bot.stay();
        boolean missed = stay.hasMissed(end);
        stay.past(end);
        if (!missed) {
            decisions.lookBack(bot, end);
            return;
        }
        Instant now = outside.time().instant();
        if (quotes.isFresh(end, now) && bot.isDue(now) && tenure.mayDecide(bot)) {
            decisions.catchUp(bot, candle, end, now);
        } else {
            decisions.lookBack(bot, end);
        }
    }
}
