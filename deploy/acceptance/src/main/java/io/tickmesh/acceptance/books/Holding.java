package io.tickmesh.acceptance.books;

import io.tickmesh.acceptance.books.StoredBooks.Fill;
import java.math.BigDecimal;
import java.time.Instant;

/// What a bot holds, summed from its fills since it last held nothing.
///
/// @param openedBy the order of the first buy
/// @param openedAt when it was filled first
record Holding(
        String account,
        String symbol,
        String openedBy,
        Instant openedAt,
        BigDecimal bought,
        BigDecimal cost,
        BigDecimal sold,
        BigDecimal proceeds,
        BigDecimal entryFees,
        BigDecimal exitFees) {
    static Holding none(Fill first) {
        BigDecimal zero = BigDecimal.ZERO;
        return new Holding(
                first.account(),
                first.symbol(),
                first.orderId(),
                first.time(),
                zero,
                zero,
                zero,
                zero,
                zero,
                zero);
    }

    Holding after(Fill fill) {
        return fill.isBuy()
                ? new Holding(
                        account,
                        symbol,
                        openedBy,
                        openedAt,
                        bought.add(fill.quantity()),
                        cost.add(fill.value()),
                        sold,
                        proceeds,
                        entryFees.add(fill.fee()),
                        exitFees)
                : new Holding(
                        account,
                        symbol,
                        openedBy,
                        openedAt,
                        bought,
                        cost,
                        sold.add(fill.quantity()),
                        proceeds.add(fill.value()),
                        entryFees,
                        exitFees.add(fill.fee()));
    }

    BigDecimal quantity() {
        return bought.subtract(sold);
    }

    BigDecimal fees() {
        return entryFees.add(exitFees);
    }

    /// Returns the profit if nothing is held any more.
    BigDecimal profit() {
        return proceeds.subtract(cost).subtract(fees());
    }
}
