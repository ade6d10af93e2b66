package io.tickmesh.market.provider;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The kinds of providers.
public enum SourceKind {
    /// Binance's public API, or that of an exchange that speaks like it. Without a URL: the exchange of the feed.
    BINANCE,
    /// Polygon.io, which wants a key.
    POLYGON;

    Dialect dialect() {
        return switch (this) {
            case BINANCE -> new BinanceDialect();
            case POLYGON -> new PolygonDialect();
        };
    }

    /// Returns where it is when the configuration does not say it.
    Optional<URI> usualUrl() {
        return switch (this) {
            case BINANCE -> Optional.empty();
            case POLYGON -> Optional.of(URI.create("https://api.polygon.io"));
        };
    }

    boolean needsKey() {
        return this == POLYGON;
    }

    static Map<String, SourceKind> byName() {
        Map<String, SourceKind> kinds = new LinkedHashMap<>();
        kinds.put("binance", BINANCE);
        kinds.put("polygon", POLYGON);
        return kinds;
    }
}
