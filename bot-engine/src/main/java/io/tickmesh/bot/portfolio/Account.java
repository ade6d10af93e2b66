package io.tickmesh.bot.portfolio;

import java.math.BigDecimal;

/// Money that bots trade with.
///
/// @param currency the quote asset of every symbol that is traded with it
public record Account(String id, String currency, BigDecimal initialCash) {
    public Account {
        if (initialCash.signum() < 0) {
            throw new IllegalArgumentException(
                    "initialCash of %s must not be negative, was %s".formatted(id, initialCash));
        }
    }
}
