package io.tickmesh.simulator.source;

import io.tickmesh.simulator.market.BarSeries;
import io.tickmesh.simulator.market.Instrument;
import io.tickmesh.simulator.market.KlineInterval;
import io.tickmesh.simulator.market.PriceSink;
import io.tickmesh.simulator.market.PriceSource;
import java.util.List;
import java.util.stream.IntStream;

/// Recorded minutes, taken apart into trades that rebuild them exactly. A minute without a recording has no session, so no
/// bars: that is what an exchange outage looks like.
public final class Replay implements PriceSource {

    private final List<Cursor> cursors;
    private final long startMillis;
    private final long endMillis;
    private long nextMillis;

    Replay(List<RecordedMinutes> recordings, long startMillis, long endMillis) {
        this.startMillis = startMillis;
        this.endMillis = endMillis;
        this.cursors =
                IntStream.range(0, recordings.size())
                        .mapToObj(i -> new Cursor(i, recordings.get(i), startMillis))
                        .toList();
        this.nextMillis = earliest();
    }

    @Override
    public List<Instrument> instruments() {
        return cursors.stream().map(c -> c.recording.instrument()).toList();
    }

    @Override
    public long startMillis() {
        return startMillis;
    }

    @Override
    public long endMillis() {
        return endMillis;
    }

    @Override
    public long recordedFromMillis(KlineInterval interval) {
        // Only the latest seconds are ever kept, so there is no use in building those of days ago.
        return interval == KlineInterval.S1
                ? startMillis - BarSeries.CAPACITY * 1_000L
                : Long.MIN_VALUE;
    }

    @Override
    public void history(PriceSink sink) {
        for (int i = 0; i < cursors.size(); i++) {
            Cursor past = new Cursor(i, cursors.get(i).recording, Long.MIN_VALUE / 2);
            while (past.nextMillis < startMillis) {
                past.deliver(sink);
            }
        }
    }

    @Override
    public long nextMillis() {
        return nextMillis;
    }

    @Override
    public void deliver(PriceSink sink) {
        for (int i = 0; i < cursors.size(); i++) {
            Cursor cursor = cursors.get(i);
            while (cursor.nextMillis == nextMillis) {
                cursor.deliver(sink);
            }
        }
        nextMillis = earliest();
    }

    private long earliest() {
        long earliest = Long.MAX_VALUE;
        for (int i = 0; i < cursors.size(); i++) {
            earliest = Math.min(earliest, cursors.get(i).nextMillis);
        }
        return earliest;
    }

    /// The place in one recording: at the start of a row, at a trade of its path, or at the end of the minute, where the book
    /// moves once more without a trade. A recorded minute holds a handful of trades, but no book stands still for that long, and
    /// whoever decides on the closed bar needs a price that is not old.
    private static final class Cursor {

        private static final int AT_ROW = -1;
        private static final int MOST_SPREAD_TICKS = 3;
        private static final int RESTING_RANGE = 5;
        private static final long LAST_MILLI = RecordingReader.MINUTE_MILLIS - 1;

        private final int symbol;
        private final RecordedMinutes recording;
        private final IntraBarPath path = new IntraBarPath();
        private int row;
        private int trade = AT_ROW;
        private long nextMillis;
        private long bid;
        private long bidSteps;
        private long ask;
        private long askSteps;

        Cursor(int symbol, RecordedMinutes recording, long fromMillis) {
            this.symbol = symbol;
            this.recording = recording;
            this.row = fromMillis < 0 ? 0 : recording.rowFrom(fromMillis);
            schedule();
        }

        void deliver(PriceSink sink) {
            if (trade == AT_ROW) {
                long openMillis = recording.openMillis(row);
                sink.session(
                        symbol,
                        openMillis,
                        openMillis + RecordingReader.MINUTE_MILLIS,
                        recording.open(row));
                recording.path(row, path);
            } else if (trade < path.size()) {
                trade(sink);
            } else {
                refresh(sink);
            }
            trade++;
            if (trade > path.size()) {
                trade = AT_ROW;
                row++;
            }
            schedule();
        }

        private void trade(PriceSink sink) {
            long ticks = path.ticks(trade);
            long steps = path.steps(trade);
            boolean buyerMaker = path.buyerMaker(trade);
            sink.trade(symbol, nextMillis, 1, ticks, steps, buyerMaker);
            long spread = 1L + path.below(MOST_SPREAD_TICKS);
            boolean atBid = buyerMaker || ticks <= spread;
            bid = atBid ? ticks : ticks - spread;
            ask = bid + spread;
            bidSteps = Math.max(1, steps) * (1L + path.below(RESTING_RANGE));
            askSteps = Math.max(1, steps) * (1L + path.below(RESTING_RANGE));
            sink.quote(symbol, nextMillis, bid, bidSteps, ask, askSteps);
        }

        private void refresh(PriceSink sink) {
            if (bid == 0) {
                bid = recording.open(row);
                ask = bid + 1;
                askSteps = 1;
            }
            bidSteps++;
            sink.quote(symbol, nextMillis, bid, bidSteps, ask, askSteps);
        }

        private void schedule() {
            if (row == recording.size()) {
                nextMillis = Long.MAX_VALUE;
            } else {
                nextMillis = recording.openMillis(row) + offsetMillis();
            }
        }

        private long offsetMillis() {
            if (trade == AT_ROW) {
                return 0;
            }
            return trade < path.size() ? path.offsetMillis(trade) : LAST_MILLI;
        }
    }
}
