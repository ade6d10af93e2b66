package io.tickmesh.market;

import io.micrometer.core.instrument.Counter;
import io.tickmesh.market.price.Quotes;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.latency.Stage;
import io.tickmesh.mesh.time.WallClock;
import io.vertx.core.Context;
import java.util.List;

/// Publishes the prices that changed. For one context.
///
/// A price that was not published soon after it was received is dropped: the process stood still, and nobody could tell from it
/// that it is old.
///
/// No timer: the first change asks the context for a turn, which comes when what the socket has delivered is read. A quiet
/// market is published at once, a flood is conflated to the newest price of each symbol.
final class PricePublisher {
    private static final long LATE_MICROS = 2_000_000;

    private final Mesh mesh;
    private final Context context;
    private final Quotes quotes;
    private final boolean lockstep;
    private final Counter late;
    private boolean turnAsked;

    PricePublisher(
            Mesh mesh, Context context, Quotes quotes, boolean lockstep, FeedCounters counters) {
        this.mesh = mesh;
        this.context = context;
        this.quotes = quotes;
        this.lockstep = lockstep;
        this.late = counters.latePrices;
    }

    /// Publishes the changes after the current burst of messages.
    void publishSoon() {
        if (!turnAsked) {
            turnAsked = true;
            context.runOnContext(_ -> {
                turnAsked = false;
                publishNow();
            });
        }
    }

    void publishNow() {
        if (!quotes.hasChanges()) {
            return;
        }
        long micros = WallClock.micros();
        List<PriceUpdated> prices =
                quotes.takeChanges(mesh.node(), micros, mesh::nextPriceSequence);
        if (!lockstep) {
            int all = prices.size();
            prices.removeIf(price -> micros - price.receivedMicros() > LATE_MICROS);
            late.increment(all - prices.size());
        }
        mesh.publishPrices(prices);
        for (PriceUpdated price : prices) {
            mesh.latency().record(Stage.RECEIVED_TO_PUBLISHED, micros - price.receivedMicros());
        }
    }
}
