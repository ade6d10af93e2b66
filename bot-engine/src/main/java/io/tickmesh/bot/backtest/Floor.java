package io.tickmesh.bot.backtest;

import io.tickmesh.bot.Engine;
import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.time.Instant;

/// Where a tape meets the engine. Within an instant come the prices, then the candles; what follows from one is done before the
/// next. Not thread-safe.
final class Floor {
    private final Engine engine;
    private final World world;
    private final Recorder recorder;

    Floor(Engine engine, World world, Recorder recorder) {
        this.engine = engine;
        this.world = world;
        this.recorder = recorder;
    }

    World world() {
        return world;
    }

    Recorder recorder() {
        return recorder;
    }

    void price(PriceUpdated price) {
        world.time().advanceTo(price.eventMillis());
        world.tellRisk(price);
        engine.onPrice(price);
    }

    /// @param seenMillis when it is seen
    void candle(String symbol, Interval interval, Candle candle, long seenMillis) {
        Instant seen = Instant.ofEpochMilli(seenMillis);
        world.time().advanceTo(seenMillis);
        engine.onCandle(
                new CandleClosed(world.header(seen, null), symbol, interval, candle, false));
    }

    /// Ends an instant: what is due by then happens.
    void settle(long millis) {
        world.time().advanceTo(millis);
    }
}
