package io.tickmesh.market.candle;

import io.tickmesh.mesh.market.Candle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The candle of one symbol and interval that is being traded, made from trades as they come. Not thread-safe.
///
/// The exchange tells of its candle every other second. That is the base; trades with later ids are added to it at once, so that
/// the candle is as new as the last trade. From the end of a bucket on, its candle waits for the exchange's final word and is
/// compared with it. A trade costs the same however many there are, and makes no objects unless a bucket ends.
///
/// The caller sees to it that no trade lies in the future: later ones would all be late.
public final class FormingCandle {
    private static final int MAX_PENDING = 16;
    private static final int MAX_FILLERS = 1_000;
    private static final long NEVER = Long.MIN_VALUE;

    private final Buckets buckets;
    private final TradeIds ids = new TradeIds();
    private final Tally tally = new Tally();
    private final RecentTrades recent = new RecentTrades();
    private final List<OwnCandle> pending = new ArrayList<>(MAX_PENDING);
    private long open = NEVER;
    private long end = NEVER;
    private double lastPrice = Double.NaN;
    private boolean doubted;
    private long repeated;
    private long late;
    private long corrected;
    private long skipped;
    private long droppedFillers;
    private long unconfirmed;

    public FormingCandle(Buckets buckets) {
        this.buckets = buckets;
    }

    /// Takes a trade, or an aggregate of trades at one price.
    ///
    /// @param firstId id of the trade, the first one of an aggregate
    /// @param lastId id of the trade, the last one of an aggregate
    /// @param millis time of the trade, epoch milliseconds
    /// @return the candles that have ended with it, oldest first: almost always none
    public List<OwnCandle> trade(
            long firstId, long lastId, double price, double quantity, long millis) {
        if (ids.isKnown(lastId)) {
            repeated++;
            return List.of();
        }
        if (millis < open) {
            late++;
            ids.take(firstId, lastId);
            doubt(buckets.openOf(millis));
            return List.of();
        }
        List<OwnCandle> ended = List.of();
        if (ids.isHoleBefore(firstId) && (millis >= end || tally.isEmpty())) {
            doubt();
        }
        if (millis >= end) {
            ended = moveTo(buckets.openOf(millis));
        }
        ids.take(firstId, lastId);
        tally.add(price, quantity, lastId - firstId + 1);
        recent.add(firstId, lastId, price, quantity);
        lastPrice = price;
        return ended;
    }

    /// Takes the exchange's own candle so far.
    ///
    /// @param firstId first trade id in it, -1 if it has none
    /// @param lastId last trade id in it, -1 if it has none
    /// @return the candles that have ended because it is a later one, oldest first
    public List<OwnCandle> soFar(Candle candle, long firstId, long lastId) {
        if (candle.openMillis() < open || !buckets.isOpening(candle.openMillis())) {
            skipped++;
            return List.of();
        }
        List<OwnCandle> ended = List.of();
        if (candle.openMillis() >= end) {
            if (firstId >= 0 && ids.isHoleBefore(firstId)) {
                doubt();
            }
            ended = moveTo(candle.openMillis());
        }
        if (lastId >= 0) {
            adopt(candle, lastId);
        } else if (tally.isEmpty()) {
            lastPrice = candle.close();
        }
        return ended;
    }

    /// Ends the buckets that are over.
    ///
    /// @param millis the exchange's time, less what its trades need to arrive, epoch milliseconds
    /// @return the candles that have ended, oldest first; those without trades have volume 0 at the last price
    public List<OwnCandle> endAt(long millis) {
        return open == NEVER || millis < end ? List.of() : moveTo(buckets.openOf(millis));
    }

    /// Takes the exchange's final word about a candle: from the stream, or from its history.
    ///
    /// @param lastId last trade id in it, -1 if it has none or is not known
    /// @return whether the own candle says the same
    public Agreement closed(Candle word, long lastId) {
        long opened = word.openMillis();
        if (!buckets.isOpening(opened)) {
            skipped++;
            return Agreement.NOT_COMPARED;
        }
        Agreement agreement = Agreement.NOT_COMPARED;
        if (opened == open) {
            agreement = own().map(own -> own.agreement(word, lastId)).orElse(agreement);
        } else if (opened < open) {
            agreement = confirm(word, lastId);
        }
        if (opened >= open) {
            begin(buckets.next(opened));
        }
        if (buckets.next(opened) == open) {
            if (lastId >= 0) {
                ids.told(lastId);
            }
            if (tally.isEmpty()) {
                lastPrice = word.close();
            }
        }
        return agreement;
    }

    /// Returns the candle so far; empty if nothing is known yet. A bucket without trades stands at the last price.
    public Optional<Candle> candle() {
        return own().map(OwnCandle::candle);
    }

    /// Returns whether the candle so far has all trades from its beginning.
    public boolean isComplete() {
        return !doubted && ids.isComplete();
    }

    public FormingCounts counts() {
        return new FormingCounts(
                ids.holes(),
                ids.missing(),
                repeated,
                late,
                corrected,
                skipped,
                droppedFillers,
                unconfirmed);
    }

    private void adopt(Candle candle, long lastId) {
        boolean complete = isComplete();
        if (lastId >= ids.last()) {
            if (complete && lastId == ids.last() && !own().orElseThrow().isSame(candle)) {
                corrected++;
            }
            recent.clear();
        } else if (complete) {
            return;
        } else if (!recent.hasAllAfter(lastId)) {
            skipped++;
            return;
        }
        tally.set(candle);
        recent.addAllAfter(lastId, tally);
        ids.told(lastId);
        lastPrice = tally.close();
        doubted = false;
    }

    private Optional<OwnCandle> own() {
        if (open == NEVER || (tally.isEmpty() && Double.isNaN(lastPrice))) {
            return Optional.empty();
        }
        Candle candle = tally.isEmpty() ? Tally.filler(open, lastPrice) : tally.candle(open);
        return Optional.of(new OwnCandle(candle, ids.last(), isComplete()));
    }

    private List<OwnCandle> moveTo(long nextOpen) {
        if (open == NEVER) {
            begin(nextOpen);
            return List.of();
        }
        List<OwnCandle> ended = new ArrayList<>();
        boolean sound = !doubted;
        for (int made = 0; open < nextOpen; made++) {
            if (made > MAX_FILLERS) {
                droppedFillers += (nextOpen - open) / buckets.interval().nominal().toMillis();
                begin(nextOpen);
                break;
            }
            doubted = !sound;
            own().ifPresent(own -> {
                await(own);
                ended.add(own);
            });
            begin(end);
        }
        return ended;
    }

    private void begin(long opening) {
        open = opening;
        end = buckets.next(opening);
        tally.clear();
        recent.clear();
        ids.begin();
        doubted = false;
    }

    private void await(OwnCandle own) {
        if (pending.size() == MAX_PENDING) {
            pending.removeFirst();
            unconfirmed++;
        }
        pending.add(own);
    }

    private Agreement confirm(Candle word, long lastId) {
        while (!pending.isEmpty() && pending.getFirst().candle().openMillis() < word.openMillis()) {
            pending.removeFirst();
            unconfirmed++;
        }
        if (pending.isEmpty() || pending.getFirst().candle().openMillis() > word.openMillis()) {
            return Agreement.NOT_COMPARED;
        }
        return pending.removeFirst().agreement(word, lastId);
    }

    /// Trades are missing since the last one: in this bucket, or in those that have ended without one since.
    private void doubt() {
        doubted = true;
        if (tally.isEmpty()) {
            pending.replaceAll(OwnCandle::doubted);
        }
    }

    private void doubt(long opened) {
        pending.replaceAll(own -> own.candle().openMillis() == opened ? own.doubted() : own);
    }
}
