package io.tickmesh.bot.backtest;

/// A run that must not go on, and why. Not an error in the program.
final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean cancelled;

    private StoppedException(String message, boolean cancelled) {
        super(message, null, false, false);
        this.cancelled = cancelled;
    }

    /// Somebody does not want the result any more.
    static StoppedException cancelled() {
        return new StoppedException("cancelled", true);
    }

    /// It does not keep to a limit.
    static StoppedException limit(String message) {
        return new StoppedException(message, false);
    }

    boolean isCancelled() {
        return cancelled;
    }
}
