package io.tickmesh.bot.backtest;

import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.recording.IntraBarPath;
import io.tickmesh.mesh.recording.PathQuotes;
import io.tickmesh.mesh.recording.RecordedCandles;
import io.tickmesh.mesh.recording.RecordingReader;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The place in the minutes of one symbol, and what market-stream knows of it. Not thread-safe.
final class PathCursor {
    private static final int AT_ROW = -1;

    /// A closed candle says that a quote of this age or more is not old, because the book has not moved.
    private static final long CONFIRM_MILLIS = 1_000;

    private final int index;
    private final String symbol;
    private final RecordedCandles candles;
    private final Interval interval;
    private final Forming forming;
    private final IntraBarPath path = new IntraBarPath();
    private final PathQuotes quotes = new PathQuotes(path);
    private final long tick;
    private final long step;
    private final int end;
    private int row;
    private int trade = AT_ROW;
    private long nextMillis;
    private long rawClose;

    private long quoteMillis;
    private double bid;
    private double bidQuantity;
    private double ask;
    private double askQuantity;
    private double last;
    private double lastQuantity;
    private boolean changed;
    private @Nullable Candle closed;

    PathCursor(int index, Recording recording, Interval interval, long fromMillis, long endMillis) {
        this.index = index;
        symbol = recording.symbol();
        candles = recording.candles();
        this.interval = interval;
        forming = new Forming(interval);
        SymbolRules rules = recording.rules();
        tick = unit(rules.tickSize(), candles.priceDecimals());
        step = unit(rules.stepSize(), candles.quantityDecimals());
        row = candles.rowFrom(fromMillis);
        end = candles.rowFrom(endMillis);
        for (int past = candles.rowFrom(interval.openOf(fromMillis)); past < row; past++) {
            forming.add(candles, past);
        }
        schedule();
    }

    /// The finer of what the exchange demands and what the recording has.
    private static long unit(BigDecimal size, int decimals) {
        int scale = Math.max(decimals, Math.max(0, size.stripTrailingZeros().scale()));
        return Math.max(
                1, BigDecimal.ONE.scaleByPowerOfTen(RecordingReader.DECIMALS - scale).longValue());
    }

    String symbol() {
        return symbol;
    }

    /// Returns when something happens next, epoch milliseconds; `Long.MAX_VALUE` at the end.
    long nextMillis() {
        return Math.min(nextMillis, forming.endMillis());
    }

    /// Returns when the first trade or closed candle is.
    long firstTimedMillis() {
        if (row >= end) {
            return forming.endMillis();
        }
        rebuild();
        long first =
                path.size() > 0 ? candles.openMillis(row) + path.offsetMillis(0) : Long.MAX_VALUE;
        return Math.min(first, interval.next(interval.openOf(candles.openMillis(row))));
    }

    boolean closesAt(long now) {
        return forming.endMillis() <= now;
    }

    boolean happensAt(long now) {
        return nextMillis == now;
    }

    /// Returns whether what happens next is a trade.
    boolean tradesNext() {
        return trade != AT_ROW && trade < path.size();
    }

    /// Takes note of a candle that has closed.
    void closed(long now) {
        if (bid > 0 && now - quoteMillis >= CONFIRM_MILLIS) {
            quoteMillis = now;
            changed = true;
        }
        closed = forming.take();
    }

    /// Lets the next thing happen. Returns whether a minute is over.
    ///
    /// @param instant to which a quote belongs; 0 before the first
    boolean happen(long instant) {
        if (trade == AT_ROW) {
            forming.add(candles, row);
            rebuild();
        } else if (trade < path.size()) {
            last = decimal(path.ticks(trade), tick);
            lastQuantity = decimal(path.steps(trade), step);
            if (bid == 0) {
                quoteMillis = instant;
            }
            changed = true;
            quotes.trade(trade);
            quote(instant);
        } else {
            quotes.refresh(candles.open(row) / tick);
            quote(instant);
        }
        trade++;
        boolean over = trade > path.size();
        if (over) {
            rawClose = candles.close(row);
            trade = AT_ROW;
            row++;
        }
        schedule();
        return over;
    }

    private void quote(long instant) {
        if (instant == 0 || isRepeated()) {
            return;
        }
        bid = decimal(quotes.bid(), tick);
        bidQuantity = decimal(quotes.bidSteps(), step);
        ask = decimal(quotes.ask(), tick);
        askQuantity = decimal(quotes.askSteps(), step);
        quoteMillis = Math.max(quoteMillis, instant);
        changed = true;
    }

    /// The exchange does not tell twice of the same quote.
    private boolean isRepeated() {
        return bid == decimal(quotes.bid(), tick)
                && bidQuantity == decimal(quotes.bidSteps(), step)
                && ask == decimal(quotes.ask(), tick)
                && askQuantity == decimal(quotes.askSteps(), step);
    }

    void showPrice(Floor floor) {
        if (!changed) {
            return;
        }
        changed = false;
        if (bid > 0) {
            floor.recorder().range(index, bid, bid);
        }
        floor.price(
                floor.world()
                        .price(
                                symbol,
                                quoteMillis,
                                bid,
                                bidQuantity,
                                ask,
                                askQuantity,
                                last,
                                lastQuantity));
    }

    /// Shows the candle that has closed. Returns whether there was one.
    boolean showCandle(Floor floor, long now) {
        Candle candle = closed;
        if (candle == null) {
            return false;
        }
        closed = null;
        floor.recorder().close(index, RecordedCandles.decimal(rawClose));
        floor.candle(symbol, interval, candle, now);
        return true;
    }

    private void rebuild() {
        path.rebuild(
                IntraBarPath.seed(symbol, candles.openMillis(row)),
                candles.open(row) / tick,
                candles.high(row) / tick,
                candles.low(row) / tick,
                candles.close(row) / tick,
                candles.volume(row) / step);
    }

    private void schedule() {
        if (row >= end) {
            nextMillis = Long.MAX_VALUE;
        } else {
            nextMillis = candles.openMillis(row) + offsetMillis();
        }
    }

    private long offsetMillis() {
        if (trade == AT_ROW) {
            return 0;
        }
        return trade < path.size() ? path.offsetMillis(trade) : PathQuotes.REFRESH_OFFSET_MILLIS;
    }

    private static double decimal(long count, long unit) {
        return RecordedCandles.decimal(count * unit);
    }
}
