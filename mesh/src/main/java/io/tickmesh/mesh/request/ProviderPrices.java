package io.tickmesh.mesh.request;

import java.util.List;

/// What a price provider answered: one item for each symbol, in the order they were asked for.
///
/// @param tookMillis from the first request to the last answer, milliseconds
public record ProviderPrices(String source, List<ProviderPrice> items, long tookMillis)
        implements Reply {
    public ProviderPrices {
        items = List.copyOf(items);
    }
}
