package io.tickmesh.acceptance.books;

import io.tickmesh.acceptance.books.StoredBooks.Fill;
import java.math.BigDecimal;

/// What a bot holds, summed from its fills since it last held nothing.
///
/// @param openedBy the order of the first buy
record Holding(
        String account,
        String symbol,
        String openedBy,
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
