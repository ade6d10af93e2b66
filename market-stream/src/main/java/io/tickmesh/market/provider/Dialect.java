package io.tickmesh.market.provider;

import com.fasterxml.jackson.databind.JsonNode;

/// How a provider is asked for one price, and what its answers mean. Immutable.
sealed interface Dialect permits BinanceDialect, PolygonDialect {
    /// Returns the request weight that one question costs.
    int weight();

    /// Returns the path and query of a question, beginning with a slash.
    ///
    /// @param symbol as [io.tickmesh.mesh.request.GetPrices#isSymbol] demands: nothing that a URL would have to escape
    String path(String symbol);

    /// Returns what the body of an answer with status 200 says; an error of the outcome UNREADABLE if that is not the price of
    /// this very symbol.
    Answer price(String symbol, JsonNode body);

    /// Returns what the body of an answer with another status says is wrong; empty if it says nothing.
    String reason(JsonNode body);
}
