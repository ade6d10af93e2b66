package io.tickmesh.bot.backtest;

import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.recording.RecordedCandles;
import java.util.List;

/// Shows of each candle its open, as price without a spread and with any quantity; a candle that has closed is shown with the open
/// of the next one in the recording. Gaps are skipped.
final class OpenTape implements Tape {
    private static final int NONE = -1;

    private final Interval interval;
    private final Cursor[] cursors;
    private long played;

    /// @param interval length of the candles that strategies see
    /// @param fromMillis opening time of the first candle that is played; those before it are only part of longer ones
    /// @param endMillis candles that open from here on are not played
    OpenTape(List<Recording> recordings, Interval interval, long fromMillis, long endMillis) {
        this.interval = interval;
        this.cursors =
                recordings.stream()
                        .map(recording -> new Cursor(recording, interval, fromMillis, endMillis))
                        .toArray(Cursor[]::new);
    }

    @Override
    public long firstMillis() {
        long first = Long.MAX_VALUE;
        for (Cursor cursor : cursors) {
            first = Math.min(first, cursor.nextMillis());
        }
        return first;
    }

    @Override
    public long played() {
        return played;
    }

    @Override
    public boolean play(Floor floor) {
        long now = firstMillis();
        close(floor.recorder(), now);
        if (now == Long.MAX_VALUE) {
            return false;
        }
        for (Cursor cursor : cursors) {
            if (cursor.nextMillis() == now) {
                double open = RecordedCandles.decimal(cursor.candles.open(cursor.next));
                floor.price(floor.world().price(cursor.symbol, now, open, 0, open, 0, open, 0));
            }
        }
        for (Cursor cursor : cursors) {
            if (cursor.nextMillis() == now) {
                if (cursor.forming.endMillis() <= now) {
                    Candle candle = cursor.forming.take();
                    floor.candle(cursor.symbol, interval, candle, now);
                }
                cursor.forming.add(cursor.candles, cursor.next);
                cursor.open = cursor.next++;
                played++;
            }
        }
        floor.settle(now);
        return true;
    }

    /// Values what is held at the close of the candles that have ended.
    private void close(Recorder recorder, long now) {
        long end = NONE;
        for (int i = 0; i < cursors.length; i++) {
            Cursor cursor = cursors[i];
            if (cursor.open != NONE && cursor.openEndMillis() <= now) {
                RecordedCandles candles = cursor.candles;
                end = Math.max(end, cursor.openEndMillis());
                recorder.range(
                        i,
                        RecordedCandles.decimal(candles.low(cursor.open)),
                        RecordedCandles.decimal(candles.high(cursor.open)));
                recorder.close(i, RecordedCandles.decimal(candles.close(cursor.open)));
                cursor.open = NONE;
            }
        }
        if (end != NONE) {
            recorder.mark(end);
        }
    }

    private static final class Cursor {
        private final String symbol;
        private final RecordedCandles candles;
        private final Forming forming;
        private final int end;
        private int next;
        private int open = NONE;

        Cursor(Recording recording, Interval interval, long fromMillis, long endMillis) {
            symbol = recording.symbol();
            candles = recording.candles();
            forming = new Forming(interval);
            next = candles.rowFrom(fromMillis);
            end = candles.rowFrom(endMillis);
            for (int row = candles.rowFrom(interval.openOf(fromMillis)); row < next; row++) {
                forming.add(candles, row);
            }
        }

        long nextMillis() {
            return next >= end ? Long.MAX_VALUE : candles.openMillis(next);
        }

        long openEndMillis() {
            return candles.interval().next(candles.openMillis(open));
        }
    }
}
