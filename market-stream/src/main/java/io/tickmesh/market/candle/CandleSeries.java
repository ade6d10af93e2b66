package io.tickmesh.market.candle;

import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The closed candles of one symbol and interval. What it returns is to be published: each candle once, in order, without a hole
/// that the exchange could fill. Not thread-safe.
///
/// A candle of the stream that is not the next one is held until the exchange's history has told what lies before it. Where the
/// history has nothing either, the exchange had an outage: the hole is confirmed and the series goes on.
public final class CandleSeries {
    private static final long NOTHING_YET = Long.MIN_VALUE;

    private final Interval interval;
    private final int capacity;
    private final CandleHistory history;
    private final TreeMap<Long, Candle> held = new TreeMap<>();
    private long expected = NOTHING_YET;
    private boolean loaded;
    private long repeated;
    private long confirmedHoles;

    /// @param capacity how many candles are kept, and how many are held at most
    public CandleSeries(Interval interval, int capacity) {
        this.interval = interval;
        this.capacity = capacity;
        this.history = new CandleHistory(capacity);
    }

    /// Returns whether the history has been loaded.
    public boolean isLoaded() {
        return loaded;
    }

    /// Forgets all candles; what was counted stays.
    public void restart() {
        loaded = false;
        expected = NOTHING_YET;
        held.clear();
        history.clear();
    }

    /// Returns how many candles were ignored because they were known already.
    public long repeated() {
        return repeated;
    }

    /// Returns how many times the exchange's history had nothing where candles were missing.
    public long confirmedHoles() {
        return confirmedHoles;
    }

    /// Returns the opening time of the next candle, epoch milliseconds; empty if nothing is known yet.
    public Optional<Long> expectedMillis() {
        return expected == NOTHING_YET ? Optional.empty() : Optional.of(expected);
    }

    /// Returns the newest candles that open before `beforeMillis`, at most `limit`, oldest first.
    public List<Candle> newest(int limit, long beforeMillis) {
        return history.newest(limit, beforeMillis);
    }

    /// Takes a candle that the stream says is final.
    public List<ClosedCandle> closed(Candle candle) {
        if (candle.openMillis() < expected || held.containsKey(candle.openMillis())) {
            repeated++;
            return List.of();
        }
        held.put(candle.openMillis(), candle);
        if (held.size() > capacity) {
            // Not lost: it is part of the gap before the next held candle.
            held.pollFirstEntry();
        }
        return loaded ? release() : List.of();
    }

    /// Returns what is missing before the oldest held candle.
    public Optional<Gap> gap() {
        return loaded && !held.isEmpty()
                ? Optional.of(new Gap(expected, held.firstKey()))
                : Optional.empty();
    }

    /// Replaces the history by the exchange's, oldest first. Those candles are not to be published.
    public List<ClosedCandle> load(List<Candle> candles) {
        loaded = true;
        history.clear();
        for (Candle candle : candles) {
            history.add(candle);
            expected = interval.next(candle.openMillis());
        }
        return release();
    }

    /// Adds candles of the exchange's history that the stream had missed, oldest first; known ones are ignored.
    public List<ClosedCandle> backfill(List<Candle> candles) {
        List<ClosedCandle> turn = new ArrayList<>(candles.size());
        for (Candle candle : candles) {
            if (candle.openMillis() < expected) {
                continue;
            }
            if (expected != NOTHING_YET && candle.openMillis() > expected) {
                confirmedHoles++;
            }
            add(candle, true, turn);
            held.remove(candle.openMillis());
        }
        turn.addAll(release());
        return turn;
    }

    /// Goes on after a gap: the history has been asked for all of it, and [#backfill] has been given what there is.
    public List<ClosedCandle> confirm(Gap gap) {
        if (expected < gap.untilMillis()) {
            expected = gap.untilMillis();
            confirmedHoles++;
        }
        return release();
    }

    /// Puts the exchange's candles in the place of those in the history with the same opening time, and adds those that are
    /// missing between them. Nothing is published: what was said cannot be taken back.
    public void correct(List<Candle> truth) {
        TreeMap<Long, Candle> all = new TreeMap<>();
        history.newest(capacity, Long.MAX_VALUE).forEach(c -> all.put(c.openMillis(), c));
        for (Candle candle : truth) {
            if (!all.isEmpty()
                    && candle.openMillis() >= all.firstKey()
                    && candle.openMillis() < expected) {
                all.put(candle.openMillis(), candle);
            }
        }
        history.clear();
        all.values().forEach(history::add);
    }

    private List<ClosedCandle> release() {
        List<ClosedCandle> turn = new ArrayList<>();
        while (!held.isEmpty()) {
            long open = held.firstKey();
            if (expected != NOTHING_YET && open > expected) {
                break;
            }
            Candle next = held.pollFirstEntry().getValue();
            if (open < expected) {
                repeated++;
            } else {
                add(next, false, turn);
            }
        }
        return turn;
    }

    private void add(Candle candle, boolean backfilled, List<ClosedCandle> turn) {
        history.add(candle);
        expected = interval.next(candle.openMillis());
        turn.add(new ClosedCandle(candle, backfilled));
    }
}
