package io.tickmesh.bot.execution;

import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.request.OrderBookView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// What an order meets in the book, best level first.
record Depth(List<Level> levels) {
    static final BigDecimal UNLIMITED = BigDecimal.valueOf(Long.MAX_VALUE);
    // What lies further away than that is not assumed to exist.
    private static final int ASSUMED_LEVELS = 20;

    /// @param quantity in the base asset
    record Level(BigDecimal price, BigDecimal quantity) {}

    /// Returns the side of a real book that an order of that side meets.
    static Depth of(OrderBookView book, Side side, SymbolRules rules) {
        return new Depth(
                (side == Side.BUY ? book.asks() : book.bids())
                        .stream()
                                .map(level ->
                                        new Level(
                                                rules.price(level.price()),
                                                BigDecimal.valueOf(level.quantity())))
                                .toList());
    }

    /// Returns the book behind a best quote: as much again at each further step. Without a quantity the quote has no end.
    static Depth of(
            BigDecimal best, double quantity, Side side, int slippageTicks, SymbolRules rules) {
        if (quantity <= 0) {
            return new Depth(List.of(new Level(best, UNLIMITED)));
        }
        BigDecimal step = rules.tickSize().multiply(BigDecimal.valueOf(Math.max(1, slippageTicks)));
        BigDecimal each = BigDecimal.valueOf(quantity);
        List<Level> levels = new ArrayList<>();
        BigDecimal price = best;
        for (int i = 0; i < ASSUMED_LEVELS && price.signum() > 0; i++) {
            levels.add(new Level(price, each));
            price = side == Side.BUY ? price.add(step) : price.subtract(step);
        }
        return new Depth(levels);
    }

    /// Returns the same levels, each so much worse for an order of that side, but never below one tick.
    Depth worse(Side side, int ticks, SymbolRules rules) {
        if (ticks == 0) {
            return this;
        }
        BigDecimal by = rules.tickSize().multiply(BigDecimal.valueOf(ticks));
        return new Depth(
                levels.stream()
                        .map(level ->
                                new Level(
                                        side == Side.BUY
                                                ? level.price.add(by)
                                                : level.price.subtract(by).max(rules.tickSize()),
                                        level.quantity))
                        .toList());
    }

    /// Returns the levels that are no worse than `limit`.
    Depth within(Side side, BigDecimal limit) {
        return new Depth(
                levels.stream()
                        .takeWhile(level ->
                                side == Side.BUY
                                        ? level.price.compareTo(limit) <= 0
                                        : level.price.compareTo(limit) >= 0)
                        .toList());
    }
}
