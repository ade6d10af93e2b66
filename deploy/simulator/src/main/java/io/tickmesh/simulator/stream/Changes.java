package io.tickmesh.simulator.stream;

import io.tickmesh.simulator.market.SymbolBook;
import io.tickmesh.simulator.market.TradeTape;

/// Notices whether a symbol traded or was quoted since the last look. The first look sees a change.
final class Changes {

    private final SymbolBook book;
    private long updateId = -1;
    private long tradeId = -1;

    Changes(SymbolBook book) {
        this.book = book;
    }

    boolean any() {
        TradeTape trades = book.trades();
        long lastTrade = trades.size() == 0 ? 0 : trades.lastId(trades.size() - 1);
        boolean changed = lastTrade != tradeId || book.updateId() != updateId;
        tradeId = lastTrade;
        updateId = book.updateId();
        return changed;
    }
}
