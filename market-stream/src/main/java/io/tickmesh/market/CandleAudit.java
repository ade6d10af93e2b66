package io.tickmesh.market;

import io.tickmesh.market.venue.CandleQuery;
import io.tickmesh.market.venue.Urgency;
import io.tickmesh.market.venue.Venue;
import io.tickmesh.mesh.market.Candle;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compares the candles in memory with the exchange's history, one series after the other, so that each has its turn once in a
/// period and no request is made that others would have to wait for. What differs is the exchange's to say. For one context.
final class CandleAudit {
    private static final Logger LOG = LoggerFactory.getLogger(CandleAudit.class);

    private final Vertx vertx;
    private final Venue venue;
    private final List<CandleSlot> slots;
    private final int candles;
    private final ExchangeClock clock;
    private final FeedCounters counters;
    private int next;
    private boolean underWay;

    /// @param candles how many of a series are compared at a time, the newest
    CandleAudit(
            Vertx vertx,
            Venue venue,
            List<CandleSlot> slots,
            int candles,
            ExchangeClock clock,
            FeedCounters counters) {
        this.vertx = vertx;
        this.venue = venue;
        this.slots = slots;
        this.candles = candles;
        this.clock = clock;
        this.counters = counters;
    }

    /// Audits all series in each period of `everyMillis`.
    void start(long everyMillis) {
        vertx.setPeriodic(Math.max(10, everyMillis / slots.size()), _ -> auditNext());
    }

    private void auditNext() {
        if (underWay) {
            return;
        }
        CandleSlot slot = slots.get(next);
        next = (next + 1) % slots.size();
        List<Candle> ours = slot.open ? undoubted(slot) : List.of();
        if (slot.fetching || ours.isEmpty()) {
            return;
        }
        underWay = true;
        long until = slot.interval.next(ours.getLast().openMillis());
        venue.candles(
                        new CandleQuery(
                                slot.symbol,
                                slot.interval,
                                OptionalLong.of(ours.getFirst().openMillis()),
                                until,
                                ours.size(),
                                Urgency.SPARE))
                .onSuccess(theirs -> compare(slot, ours, theirs))
                .onComplete(
                        _ -> underWay = false,
                        failure -> {
                            underWay = false;
                            LOG.atDebug()
                                    .addKeyValue("reason", failure.getMessage())
                                    .log("stopped during an audit");
                        });
    }

    /// The exchange's history may be a moment behind its stream: of what has just ended it may not say the last word yet.
    private List<Candle> undoubted(CandleSlot slot) {
        List<Candle> newest = slot.series.newest(candles, Long.MAX_VALUE);
        if (newest.isEmpty()) {
            return newest;
        }
        long now = Math.max(clock.millis(), slot.interval.next(newest.getLast().openMillis()));
        return newest.stream()
                .filter(candle ->
                        slot.interval.next(candle.openMillis()) <= now - ExchangeClock.DOUBT_MILLIS)
                .toList();
    }

    private void compare(CandleSlot slot, List<Candle> ours, List<Candle> theirs) {
        Map<Long, Candle> theirsByOpening = new HashMap<>();
        theirs.forEach(candle -> theirsByOpening.put(candle.openMillis(), candle));
        List<Candle> differences = new ArrayList<>();
        for (Candle our : ours) {
            Candle their = theirsByOpening.remove(our.openMillis());
            counters.auditedCandles.increment();
            // A bar that the history does not have says nothing about ours.
            if (their != null && !their.equals(our)) {
                found(slot, our.toString(), their);
                differences.add(their);
            }
        }
        for (Candle their : theirs) {
            if (theirsByOpening.containsKey(their.openMillis())) {
                found(slot, "none", their);
                differences.add(their);
            }
        }
        if (slot.open && !differences.isEmpty()) {
            slot.series.correct(differences);
        }
    }

    private void found(CandleSlot slot, String ours, Candle theirs) {
        counters.auditDifferences.increment();
        LOG.atWarn()
                .addKeyValue("feed", venue.name())
                .addKeyValue("symbol", slot.symbol)
                .addKeyValue("interval", slot.interval)
                .addKeyValue("ours", ours)
                .addKeyValue("theirs", theirs)
                .log("a candle in memory is not the exchange's");
    }
}
