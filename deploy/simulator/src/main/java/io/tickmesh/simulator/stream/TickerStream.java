package io.tickmesh.simulator.stream;

import io.tickmesh.simulator.market.KlineInterval;
import io.tickmesh.simulator.market.RollingStatistics;
import io.tickmesh.simulator.market.SymbolBook;
import io.tickmesh.simulator.wire.JsonBytes;
import java.time.Duration;

/// Statistics of a symbol over the last hours, once a second when it traded or was quoted.
final class TickerStream implements PeriodicStream {

    /// What is told, and of how long a time.
    enum Form {
        MINI("24hrMiniTicker", Duration.ofDays(1)),
        FULL("24hrTicker", Duration.ofDays(1)),
        WINDOW_1H("1hTicker", Duration.ofHours(1)),
        WINDOW_4H("4hTicker", Duration.ofHours(4)),
        WINDOW_1D("1dTicker", Duration.ofDays(1));

        private final String event;
        private final long millis;

        Form(String event, Duration window) {
            this.event = event;
            this.millis = window.toMillis();
        }
    }

    private final SymbolBook book;
    private final Form form;
    private final Changes changes;
    private final RollingStatistics statistics;
    private long atMillis;

    TickerStream(SymbolBook book, Form form) {
        this.book = book;
        this.form = form;
        this.changes = new Changes(book);
        this.statistics = book.statistics(KlineInterval.M1);
    }

    @Override
    public boolean prepare(long atMillis) {
        if (!changes.any()) {
            return false;
        }
        this.atMillis = atMillis;
        var _ = statistics.read(atMillis - form.millis);
        return true;
    }

    @Override
    public void write(JsonBytes json, String tail, long eventMillis) {
        TickerMessages message = new TickerMessages(json, tail, book, statistics);
        message.begin(form.event, eventMillis);
        switch (form) {
            case MINI -> message.mini();
            case FULL -> message.full(atMillis - form.millis, atMillis);
            case WINDOW_1H, WINDOW_4H, WINDOW_1D ->
                    message.window(statistics.openTimeMillis(), atMillis);
        }
    }
}
