package io.tickmesh.simulator.stream;

import io.tickmesh.simulator.market.Instrument;
import io.tickmesh.simulator.wire.JsonBytes;
import java.util.function.IntToLongFunction;

/// Writes price levels as the exchange spells them.
record DepthRows(JsonBytes json, Instrument instrument) {

    void write(int count, IntToLongFunction ticks, IntToLongFunction steps) {
        json.raw("[");
        for (int i = 0; i < count; i++) {
            json.raw(i == 0 ? "[" : ",[");
            json.decimal(ticks.applyAsLong(i), instrument.priceDecimals()).raw(",");
            json.decimal(steps.applyAsLong(i), instrument.quantityDecimals()).raw("]");
        }
        json.raw("]");
    }
}
