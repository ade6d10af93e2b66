package io.tickmesh.simulator.fault;

import java.util.function.Consumer;

/// What one fault does to the messages that it is about. Times are of the nanosecond clock. Not thread-safe.
interface Stage {

    /// Takes a message and gives on what is left of it, now or later.
    void accept(Message message, long nowNanos, Consumer<Message> next);

    /// Gives on what is due.
    default void tick(long nowNanos, Consumer<Message> next) {}

    /// Gives on everything that is held back: the fault is over.
    default void release(Consumer<Message> next) {}

    /// Returns whether nothing more will happen.
    boolean done(long nowNanos);

    /// Returns how often the fault has struck.
    long applied();
}
