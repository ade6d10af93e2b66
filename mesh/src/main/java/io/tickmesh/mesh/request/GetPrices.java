package io.tickmesh.mesh.request;

import java.util.List;
import java.util.regex.Pattern;

/// Asks a price provider for the last prices of many symbols, all at once.
///
/// @param source name of the provider as configured, for example `binance`
/// @param symbols as the provider names them, 1 to [#MOST]
public record GetPrices(String source, List<String> symbols) implements Request<ProviderPrices> {
    /// The most symbols of one request.
    public static final int MOST = 1000;

    /// What a symbol is, for people.
    public static final String SYMBOL = "1 to 32 letters, digits and any of . : _ -";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.:_-]{0,31}");

    public GetPrices {
        symbols = List.copyOf(symbols);
    }

    /// Returns whether a provider may have a symbol of that name. Such a name needs no escapes in a URL.
    public static boolean isSymbol(String name) {
        return NAME.matcher(name).matches();
    }
}
