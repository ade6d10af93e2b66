package io.tickmesh.mesh.request;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The price of one symbol at a provider, or why there is none.
///
/// @param price last price; null if there is an error
/// @param time when the provider says it was made; null if it does not say
/// @param error what went wrong with this symbol, for people; null if there is a price
public record ProviderPrice(
        String symbol, @Nullable Double price, @Nullable Instant time, @Nullable String error) {}
