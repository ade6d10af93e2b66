package io.tickmesh.simulator.source;

import io.tickmesh.mesh.recording.IntraBarPath;
import io.tickmesh.mesh.recording.PathQuotes;
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
    /// moves once more without a trade.
    private static final class Cursor {

        private static final int AT_ROW = -1;

        private final int symbol;
        private final RecordedMinutes recording;
        private final IntraBarPath path = new IntraBarPath();
        private final PathQuotes quotes = new PathQuotes(path);
        private int row;
        private int trade = AT_ROW;
        private long nextMillis;

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
                        openMillis + RecordedMinutes.MINUTE_MILLIS,
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
            sink.trade(
                    symbol,
                    nextMillis,
                    1,
                    path.ticks(trade),
                    path.steps(trade),
                    path.buyerMaker(trade));
            quotes.trade(trade);
            quote(sink);
        }

        private void refresh(PriceSink sink) {
            quotes.refresh(recording.open(row));
            quote(sink);
        }

        private void quote(PriceSink sink) {
            sink.quote(
                    symbol,
                    nextMillis,
                    quotes.bid(),
                    quotes.bidSteps(),
                    quotes.ask(),
                    quotes.askSteps());
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
            return trade < path.size()
                    ? path.offsetMillis(trade)
                    : PathQuotes.REFRESH_OFFSET_MILLIS;
        }
    }
}
