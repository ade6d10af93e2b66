package io.tickmesh.simulator.stream;

import io.tickmesh.simulator.market.Instrument;
import io.tickmesh.simulator.market.SymbolBook;
import io.tickmesh.simulator.wire.JsonBytes;

/// The average price of the last five minutes, once a second when the symbol traded or was quoted.
final class AveragePriceStream implements PeriodicStream {

    private final SymbolBook book;
    private final Changes changes;
    private long average;

    AveragePriceStream(SymbolBook book) {
        this.book = book;
        this.changes = new Changes(book);
    }

    @Override
    public boolean prepare(long atMillis) {
        if (!changes.any()) {
            return false;
        }
        average = book.averagePrice(atMillis);
        return true;
    }

    @Override
    public void write(JsonBytes json, String tail, long eventMillis) {
        json.raw("{\"e\":\"avgPrice\",\"E\":").number(eventMillis).raw(tail);
        json.raw(",\"s\":\"").raw(book.instrument().symbol());
        json.raw("\",\"i\":\"5m\",\"w\":").decimal(average, Instrument.WIRE_DECIMALS);
        json.raw(",\"T\":").number(book.lastTradeMillis()).raw(tail).raw("}");
    }
}
