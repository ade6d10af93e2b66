package io.tickmesh.bot.store;

/// An order with that id is written down already: somebody made the same decision before. The new one must not be sent, and nothing may be
/// written of it.
public final class DuplicateOrderException extends StoreException {
    private static final long serialVersionUID = 1;

    DuplicateOrderException(String order) {
        super("order %s is there already".formatted(order), null);
    }
}
