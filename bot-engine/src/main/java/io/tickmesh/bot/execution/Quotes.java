package io.tickmesh.bot.execution;

import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.market.SymbolRules;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The newest quote of each symbol. Not thread-safe.
public final class Quotes {
    private final Duration maxAge;
    // Only looked up by symbol: its order never matters.
    private final Map<String, PriceUpdated> newest = new HashMap<>();

    /// @param maxAge a quote that is older is not acted on
    public Quotes(Duration maxAge) {
        this.maxAge = maxAge;
    }

    /// Takes a price in; one that lacks a side is ignored.
    public void accept(PriceUpdated price) {
        if (price.hasQuote()) {
            newest.put(price.symbol(), price);
        }
    }

    /// Returns whether something that happened at `time` may still be acted on.
    public boolean isFresh(Instant time, Instant now) {
        return !time.plus(maxAge).isBefore(now);
    }

    /// Returns the quote to act on, empty if there is none or it is too old.
    public Optional<Quote> fresh(SymbolRules rules, Instant now) {
        PriceUpdated price = newest.get(rules.symbol());
        if (price == null || !isFresh(price.time(), now)) {
            return Optional.empty();
        }
        return Optional.of(
                new Quote(rules.price(price.bid()), rules.price(price.ask()), price.time()));
    }

    /// Returns the last known bid whatever its age, for valuation.
    public Optional<BigDecimal> bid(SymbolRules rules) {
        return Optional.ofNullable(newest.get(rules.symbol()))
                .map(price -> rules.price(price.bid()));
    }
}
