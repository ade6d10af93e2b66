package io.tickmesh.bot.indicator;

/// What an indicator can be computed from. Its text says exactly what it is.
public sealed interface Input permits Price, Output {
    /// Returns a source that nobody else reads.
    Source source();
}
