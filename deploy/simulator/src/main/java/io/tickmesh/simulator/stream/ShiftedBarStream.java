package io.tickmesh.simulator.stream;

import io.tickmesh.simulator.market.BarSeries;
import io.tickmesh.simulator.market.KlineInterval;
import io.tickmesh.simulator.market.SymbolBook;
import io.tickmesh.simulator.wire.JsonBytes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Bars whose days begin at another midnight than that of UTC: an update every two seconds (one-second bars: every second),
/// and each bar once more when it has closed.
final class ShiftedBarStream implements PeriodicStream {

    private static final long UPDATE_MILLIS = 2_000;

    private final SymbolBook book;
    private final KlineInterval interval;
    private final long offsetMillis;
    private final Changes changes;
    private @Nullable BarSeries bars;
    private int index;
    private long openMillis;
    private boolean closed;

    ShiftedBarStream(SymbolBook book, KlineInterval interval, long offsetMillis) {
        this.book = book;
        this.interval = interval;
        this.offsetMillis = offsetMillis;
        this.changes = new Changes(book);
        choose(true);
    }

    @Override
    public boolean prepare(long atMillis) {
        boolean first = openMillis == Long.MIN_VALUE;
        boolean due = interval == KlineInterval.S1 || atMillis % UPDATE_MILLIS == 0;
        return choose(first) || (due && !closed && changes.any());
    }

    /// Points to the bar to tell of; true when that is one that has closed since the last time.
    private boolean choose(boolean anew) {
        BarSeries bars = book.bars(interval, offsetMillis);
        this.bars = bars;
        int last = bars.size() - 1;
        if (last < 0) {
            openMillis = Long.MIN_VALUE;
            closed = true;
            return false;
        }
        boolean told = closed;
        index = anew ? last : Math.min(last, bars.indexFrom(openMillis));
        if (told && !anew && index < last) {
            index++;
        }
        boolean sameBar = bars.openTimeMillis(index) == openMillis;
        openMillis = bars.openTimeMillis(index);
        closed = index < last || !bars.hasOpenBar();
        return !anew && closed && !(told && sameBar);
    }

    @Override
    public void write(JsonBytes json, String tail, long eventMillis) {
        StreamMessages.kline(
                json,
                tail,
                book.instrument(),
                Objects.requireNonNull(bars),
                index,
                closed,
                eventMillis);
    }
}
