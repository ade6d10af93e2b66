package io.tickmesh.bot.backtest;

import io.tickmesh.mesh.market.Interval;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Takes minutes apart into trades and quotes, and shows them as market-stream shows a replay of the same minutes to its bots.
///
/// A message with a time of its own, a trade or a closed candle, begins an instant. A quote has none: it belongs to the instant
/// under way. All of an instant is shown together at its end, the newest price of each symbol first. The exchange goes through its
/// symbols in alphabetical order, market-stream in the order of its configuration, which here is that of the bots.
final class PathTape implements Tape {
    private final PathCursor[] cursors;

    /// The places of the cursors in alphabetical order of their symbols.
    private final PathCursor[] sorted;

    private final long endMillis;
    private long instant;
    private long played;
    private boolean finished;

    /// @param interval length of the candles that strategies see
    /// @param fromMillis when the first minute begins
    /// @param endMillis when the last minute ends
    PathTape(List<Recording> recordings, Interval interval, long fromMillis, long endMillis) {
        this.endMillis = endMillis;
        this.cursors =
                IntStream.range(0, recordings.size())
                        .mapToObj(i ->
                                new PathCursor(
                                        i, recordings.get(i), interval, fromMillis, endMillis))
                        .toArray(PathCursor[]::new);
        this.sorted =
                List.of(cursors).stream()
                        .sorted(Comparator.comparing(PathCursor::symbol))
                        .toArray(PathCursor[]::new);
    }

    /// A quote alone does not begin the first instant.
    @Override
    public long firstMillis() {
        long first = Long.MAX_VALUE;
        for (PathCursor cursor : cursors) {
            first = Math.min(first, cursor.firstTimedMillis());
        }
        return first;
    }

    @Override
    public long played() {
        return played;
    }

    @Override
    public boolean play(Floor floor) {
        long now = Long.MAX_VALUE;
        for (PathCursor cursor : cursors) {
            now = Math.min(now, cursor.nextMillis());
        }
        if (now > endMillis || now == Long.MAX_VALUE) {
            if (!finished) {
                finished = true;
                show(floor);
            }
            return false;
        }
        for (PathCursor cursor : sorted) {
            if (cursor.closesAt(now)) {
                begin(floor, now);
                cursor.closed(now);
            }
        }
        for (PathCursor cursor : sorted) {
            while (cursor.happensAt(now)) {
                if (cursor.tradesNext()) {
                    begin(floor, now);
                }
                if (cursor.happen(instant)) {
                    played++;
                }
            }
        }
        return true;
    }

    private void begin(Floor floor, long now) {
        if (now > instant) {
            if (instant > 0) {
                show(floor);
            }
            instant = now;
        }
    }

    private void show(Floor floor) {
        for (PathCursor cursor : cursors) {
            cursor.showPrice(floor);
        }
        boolean closed = false;
        for (PathCursor cursor : sorted) {
            closed |= cursor.showCandle(floor, instant);
        }
        floor.settle(instant);
        if (closed) {
            floor.recorder().mark(instant);
        }
    }
}
