package io.tickmesh.bot.store;

import io.vertx.core.Future;
import java.math.BigDecimal;
import java.util.List;

/// Writes nothing and is done at once.
final class NoLedger implements Ledger {
    @Override
    public Future<Void> attempt(Change.Ordered intent, BigDecimal reserved) {
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> commit(List<? extends Change> changes) {
        return Future.succeededFuture();
    }

    @Override
    public void behind(List<? extends Change> changes) {
        // Nobody will ask for it.
    }

    @Override
    public boolean isAway() {
        return false;
    }

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public Future<Void> idle() {
        return Future.succeededFuture();
    }
}
