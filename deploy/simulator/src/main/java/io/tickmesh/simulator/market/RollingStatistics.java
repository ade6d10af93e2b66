package io.tickmesh.simulator.market;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// What traded in the last hours, summed up from bars. The window begins with the bar that contains its start, so it is up to
/// one bar wider than its length, as on the exchange. Reads the bars when asked and keeps the sum of closed ones, so that
/// nothing is spent on statistics that nobody reads. Not thread-safe; the values are those of the last [#read].
public final class RollingStatistics {

    private final Instrument instrument;
    private final BarSeries bars;
    private long fromMillis;
    private int first;
    private int last;
    private long knownFromMillis = Long.MIN_VALUE;
    private long knownLastMillis = Long.MIN_VALUE;
    private final Sums closed = new Sums();
    private final Sums all = new Sums();

    /// Sums over bars; prices in ticks.
    private static final class Sums {
        private long open;
        private long high;
        private long low;
        private long close;
        private long volume;
        private long notional;
        private long firstId;
        private long count;

        private void clear() {
            volume = 0;
            notional = 0;
            count = 0;
            firstId = -1;
            open = 0;
            high = 0;
            low = 0;
            close = 0;
        }

        private void set(Sums other) {
            open = other.open;
            high = other.high;
            low = other.low;
            close = other.close;
            volume = other.volume;
            notional = other.notional;
            firstId = other.firstId;
            count = other.count;
        }

        /// Bars without trades have a price of before and are left out.
        private void add(BarSeries bars, int index) {
            long trades = bars.tradeCount(index);
            if (trades == 0) {
                return;
            }
            if (count == 0) {
                open = bars.open(index);
                high = bars.high(index);
                low = bars.low(index);
                firstId = bars.firstTradeId(index);
            }
            high = Math.max(high, bars.high(index));
            low = Math.min(low, bars.low(index));
            close = bars.close(index);
            volume += bars.volume(index);
            notional += bars.notional(index);
            count += trades;
        }
    }

    RollingStatistics(Instrument instrument, BarSeries bars) {
        this.instrument = instrument;
        this.bars = bars;
    }

    /// Reads everything since the bar that contains the given instant, and returns this.
    public RollingStatistics read(long sinceMillis) {
        fromMillis = bars.interval().openOf(sinceMillis);
        last = bars.size() - 1;
        long lastMillis = last < 0 ? Long.MIN_VALUE : bars.openTimeMillis(last);
        if (fromMillis != knownFromMillis || lastMillis != knownLastMillis) {
            knownFromMillis = fromMillis;
            knownLastMillis = lastMillis;
            first = bars.indexFrom(fromMillis);
            closed.clear();
            for (int i = first; i < last; i++) {
                closed.add(bars, i);
            }
        }
        all.set(closed);
        if (last >= 0 && lastMillis >= fromMillis) {
            all.add(bars, last);
        }
        return this;
    }

    /// Returns where the window begins (epoch ms).
    public long openTimeMillis() {
        return fromMillis;
    }

    /// Returns the first price in ticks, 0 when nothing traded.
    public long open() {
        return all.open;
    }

    /// Returns the highest price in ticks, 0 when nothing traded.
    public long high() {
        return all.high;
    }

    /// Returns the lowest price in ticks, 0 when nothing traded.
    public long low() {
        return all.low;
    }

    /// Returns the last price in ticks, 0 when nothing traded.
    public long close() {
        return all.close;
    }

    /// Returns the close of the bar before the window in ticks, or else the first price inside.
    public long previousClose() {
        return first > 0 && first <= last + 1 ? bars.close(first - 1) : all.open;
    }

    /// Returns the traded quantity in steps.
    public long volume() {
        return all.volume;
    }

    /// Returns the traded value in notional units of the instrument.
    public long notional() {
        return all.notional;
    }

    /// Returns the id of the first trade, -1 when nothing traded.
    public long firstTradeId() {
        return all.firstId;
    }

    /// Returns the id of the last trade, -1 when nothing traded.
    public long lastTradeId() {
        return all.count == 0 ? -1 : all.firstId + all.count - 1;
    }

    /// Returns the number of trades.
    public long tradeCount() {
        return all.count;
    }

    /// Returns the last price less the first, in ticks.
    public long change() {
        return all.close - all.open;
    }

    /// Returns the change in thousandths of a percent of the first price, rounded half up; 0 when nothing traded.
    public long changeMilliPercent() {
        if (all.open == 0) {
            return 0;
        }
        return BigDecimal.valueOf(change())
                .movePointRight(5)
                .divide(BigDecimal.valueOf(all.open), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /// Returns value / quantity in units of `10^-8`, 0 when nothing traded.
    public long averagePrice() {
        if (all.volume == 0) {
            return 0;
        }
        return BigDecimal.valueOf(all.notional, instrument.notionalDecimals())
                .divide(
                        BigDecimal.valueOf(all.volume, instrument.quantityDecimals()),
                        Instrument.WIRE_DECIMALS,
                        RoundingMode.HALF_UP)
                .unscaledValue()
                .longValueExact();
    }
}
