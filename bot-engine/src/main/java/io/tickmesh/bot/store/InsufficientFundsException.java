package io.tickmesh.bot.store;

import java.math.BigDecimal;

/// An order was not written down, because its account has promised its cash to others, maybe on other nodes.
public final class InsufficientFundsException extends StoreException {
    private static final long serialVersionUID = 1;

    InsufficientFundsException(BigDecimal needed, BigDecimal free) {
        super(
                "insufficient balance: needs %s, has %s"
                        .formatted(needed.toPlainString(), free.toPlainString()),
                null);
    }
}
