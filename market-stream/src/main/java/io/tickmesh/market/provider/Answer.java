package io.tickmesh.market.provider;

import io.tickmesh.mesh.request.ProviderPrice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What became of the question for one symbol.
record Answer(ProviderPrice item, Outcome outcome) {
    static Answer price(String symbol, double price, @Nullable Instant time) {
        return new Answer(new ProviderPrice(symbol, price, time, null), Outcome.PRICE);
    }

    static Answer error(String symbol, Outcome outcome, String reason) {
        return new Answer(new ProviderPrice(symbol, null, null, reason), outcome);
    }
}
