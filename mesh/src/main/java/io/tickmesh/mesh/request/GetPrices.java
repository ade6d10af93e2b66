package io.tickmesh.mesh.request;

import java.util.List;

/// Asks a price provider for the last prices of many symbols, all at once.
///
/// @param source name of the provider as configured, for example `binance`
/// @param symbols as the provider names them, 1 to [#MOST]
public record GetPrices(String source, List<String> symbols) implements Request<ProviderPrices> {
    /// The most symbols of one request.
    public static final int MOST = 1000;

    public GetPrices {
        symbols = List.copyOf(symbols);
    }
}
