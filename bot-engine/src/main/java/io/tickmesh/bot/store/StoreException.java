package io.tickmesh.bot.store;

import org.jspecify.annotations.Nullable;

/// Something could not be written down.
public sealed class StoreException extends RuntimeException
        permits LeaseLostException, DuplicateOrderException, InsufficientFundsException {
    private static final long serialVersionUID = 1;

    StoreException(String message, @Nullable Throwable cause) {
        // No stack trace of its own: the cause has one if there is more to say.
        super(message, cause, false, false);
    }
}
