package io.tickmesh.mesh.bus;

import io.tickmesh.mesh.event.PriceUpdated;
import java.util.List;

/// Prices of one shard that travel together.
///
/// @param node the node that publishes them
/// @param sequence counts the frames of the node and shard, without holes
/// @param publishedMicros epoch microseconds when it was published
public record MarketFrame(
        String node, int shard, long sequence, long publishedMicros, List<PriceUpdated> prices) {
    public MarketFrame {
        prices = List.copyOf(prices);
    }
}
